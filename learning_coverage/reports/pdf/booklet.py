"""The dashboard on paper: a summary of one page, then everything; or one village on a page of its own. PDF, A4."""

from typing import Any

from learning_coverage.content import agreements, coverage_tables, sentences, sources
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.reports.pdf import booklet_titles, chart_rows, typst
from learning_coverage.reports.pdf.frame import frame
from learning_coverage.wording import Wording

Part = dict[str, Any]
CALLED = 10  # villages the summary names with their titles
NAMED = 12  # villages a sentence names before it counts the others
LONG = 40  # parts a list of contents holds in one column


def make(basis: Basis, wish: Wish) -> bytes:
    """The PDF: of the commune with all its villages, or of the village wished for."""
    found = Answers(basis, wish)
    parts = [_village(found, wish.village)] if wish.village else _everything(found)
    return typst.pdf("booklet.typ", {**frame(found), "parts": parts})


def _everything(found: Answers) -> list[Part]:
    rest = [
        _overview(found),
        _matrix(found),
        *(booklet_titles.of_villages(found, title) for title in found.basis.config.titles),
        *booklet_titles.of_commune(found),
        *(_village(found, area) for area in dict.fromkeys(row["area_id"] for row in found.lagging)),
        *_tasks(found),
        _method(found),
    ]
    contents = {"kind": "contents", "name": found.basis.w("paper_pdf.contents"), "long": len(rest) > LONG}
    return [_summary(found), contents, *rest]


def _summary(found: Answers) -> Part:
    basis, w = found.basis, found.basis.w
    by_village: dict[str, list[Part]] = {}
    for row in found.lagging:
        by_village.setdefault(row["area_name"], []).append(_call(row, basis))
    return {
        "kind": "summary",
        "name": w("paper_pdf.summary", year=found.year),
        "finding": sentences.overview(found.headline, found.year, basis.config, w),
        "reported": found.reported,
        "words": {"results": w("overview.titles", year=found.year), "calls": w("paper_pdf.calls")},
        "results": [
            {
                "look": chart_rows.verdict(row, w),
                "text": sentences.result(row, basis.config, w),
                "bar": chart_rows.bar(row, basis),
            }
            for row in found.titles
        ],
        "quiet": _quiet(found),
        "calls": [{"name": name, "items": items} for name, items in list(by_village.items())[:CALLED]],
        "others": [_others(len(by_village) - shown, w) for shown in range(min(len(by_village), CALLED) + 1)],
    }


def _others(n: int, w: Wording) -> str:
    """What stands under the villages when `n` found no room."""
    return w("meeting.others", n=n) if n else ""


def _call(row: dict[str, Any], basis: Basis) -> Part:
    """A title a village lags in, in a few words."""
    indicator = basis.config.indicators[row["indicator_id"]]
    counts = chart_rows.counts(row, basis.w)
    told = (
        basis.w.of(indicator.short),
        chart_rows.value(row, basis.w),
        counts and f"({counts})",
        chart_rows.missing(row, indicator, basis.w),
    )
    return {"look": chart_rows.verdict(row, basis.w), "text": " ".join(text for text in told if text)}


def _quiet(found: Answers) -> list[str]:
    """The villages that reported nothing, and those that reported some of their titles only."""
    rows = found.reporting.values()
    groups = {
        "silent": [row["area_name"] for row in rows if not row["reported_titles"]],
        "partly": [row["area_name"] for row in rows if 0 < row["reported_titles"] < row["titles"]],
    }
    w = found.basis.w
    return [
        f"{w(f'overview.{kind}', year=found.year)} {w.joined(names, NAMED)}" for kind, names in groups.items() if names
    ]


def _overview(found: Answers) -> Part:
    basis, w = found.basis, found.basis.w
    verdicts = found.verdicts.get(found.whole, [])
    return {
        "kind": "overview",
        "name": w("menu.pages.overview"),
        "finding": w("overview.titles", year=found.year),
        "reported": found.reported,
        "standings": [chart_rows.standing(row, basis, verdicts) for row in found.titles],
        "tables": [chart_rows.table(coverage_tables.programme(basis, found.year), w)],
    }


def _matrix(found: Answers) -> Part:
    basis, w = found.basis, found.basis.w
    lines = {area: row["area_name"] for area, row in found.reporting.items()}
    return {
        "kind": "matrix",
        "name": w("menu.pages.matrix"),
        "finding": sentences.matrix(found.headline, None, found.year, basis.config, w),
        "reported": found.reported,
        "grid": booklet_titles.grid(
            basis,
            [w.of(title.name) for title in basis.config.titles],
            lines,
            lambda area: [
                chart_rows.cell(found.row(area, title.id), basis, detailed=True) for title in basis.config.titles
            ],
        ),
    }


def _village(found: Answers, area: str) -> Part:
    """One village on one page: its titles, their years, what was agreed."""
    basis = found.basis
    verdicts = found.verdicts.get(area, [])
    blocks = [booklet_titles.block(found, area, title, verdicts) for title in basis.config.titles]
    return {
        "kind": "village",
        "name": basis.area_names[area],
        "finding": found.sentence_of(area),
        "reported": "",
        "blocks": [block for block in blocks if block],
        "tasks": chart_rows.table(found.tasks.get(area), basis.w),
    }


def _tasks(found: Answers) -> list[Part]:
    """The open tasks of all areas; no page without any."""
    table = agreements.tasks(found.basis, found.wish.made_on)
    if not table.rows:
        return []
    w = found.basis.w
    return [
        {
            "kind": "tables",
            "name": w("menu.pages.tasks"),
            "finding": w("paper.tasks"),
            "reported": "",
            "standings": [],
            "tables": [chart_rows.table(table, w)],
        }
    ]


def _method(found: Answers) -> Part:
    basis, w = found.basis, found.basis.w
    plan = basis.config.plan
    said = {"name": w.of(plan.name), "issuer": plan.issuer, "date": w.date(plan.date)}
    return {
        "kind": "method",
        "name": w("menu.pages.method"),
        "finding": w("method.title"),
        "reported": w("method.plan_text", **said, programme=plan.programme, source=w.of(plan.source)),
        "rules": sources.rules(basis),
        "tables": [chart_rows.table(table, w) for table in (sources.targets(basis), sources.uploads(basis))],
    }
