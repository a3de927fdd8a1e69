"""Sources of figures: the plan's targets in its own words, the uploads, the rules of the arithmetic."""

from collections.abc import Callable, Iterator, Sequence

from learning_coverage.config import Indicator
from learning_coverage.content import row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Column, Table
from learning_coverage.queries.rows import FigureRow, UploadRow
from learning_coverage.wording import Wording

SECTIONS = {  # of the method page, in order, each with the names of its rules
    "figures": ("counts", "no_data", "not_above", "blank", "begun", "clans"),
    "verdicts": ("milestone", "met", "missing", "planned", "status", "verdict", "printed"),
    "sums": ("commune", "provisional", "like", "declined", "split", "lineage", "above"),
    "action": ("order", "place", "core", "pace", "quotas", "what_if", "outlook"),
}
RULES = tuple(name for names in SECTIONS.values() for name in names)
SHORT_RULES = ("counts", "path", "status", "commune", "missing")


def describe_plan(basis: Basis) -> str:
    """Name, issuer, date, programme and source of the plan."""
    plan, w = basis.config.plan, basis.w
    values = {"name": w.translate(plan.name), "issuer": plan.issuer, "date": w.date(plan.date)}
    return w("method.plan_text", **values, programme=plan.programme, source=w.translate(plan.source))


def tabulate_targets(basis: Basis) -> Table:
    """A row per indicator and milestone with the wording of the plan."""
    w = basis.w
    rows = tuple(
        (w.translate(indicator.name), str(year), format_target(indicator, year, w), indicator.wording.get(year))
        for indicator in basis.config.indicators.values()
        for year in indicator.targets
    )
    labels = ("method.indicator", "method.milestone", "method.target", "method.wording")
    return Table("targets", w("method.indicators"), tuple(Column(w(label)) for label in labels), rows)


def format_target(indicator: Indicator, year: int, w: Wording) -> str:
    """A target as text: a percentage, or the lowest grade that meets it."""
    target = indicator.targets[year]
    return w.share(target / 100, 0) if isinstance(target, int) else target


def tabulate_uploads(answers: Answers) -> Table:
    """A row per imported file, the newest first."""
    w = answers.basis.w
    labels = ("number", "received", "file", "by", "facts", "in_force", "state")
    rows = tuple(
        (
            str(row["upload_id"]),
            w.time(row["received_at"]),
            row["file_name"],
            row["made_by"],
            int(row["facts"]),
            int(row["in_force"]),
            w(f"paper.upload.{'withdrawn' if row['is_withdrawn'] else 'counts'}"),
        )
        for row in answers.uploads
    )
    columns = tuple(Column(w(f"paper.upload.{label}"), is_number=label in ("facts", "in_force")) for label in labels)
    return Table("uploads", w("paper.uploads"), columns, rows)


def list_rules(basis: Basis, names: Sequence[str] = RULES) -> tuple[str, ...]:
    """The rules of the arithmetic in Markdown, with the settings in force."""
    settings, denominators = basis.config.settings, _format_denominators(basis)
    values = {
        "milestones": ", ".join(str(milestone.year) for milestone in basis.config.milestones),
        "tolerance": settings.tolerance_points,
        "decline": settings.decline_points,
        "small": settings.small_total,
        "enough": settings.enough_reported,
        "denominators": denominators,
        "now": basis.w("lineage.now"),
        "grouped": basis.w("lineage.grouped"),
    }
    return tuple(basis.w(f"method.rule.{name}", **values) for name in names if name != "clans" or denominators)


def list_short_rules(basis: Basis, names: Sequence[str] = SHORT_RULES) -> tuple[str, ...]:
    """The most important rules, a sentence each."""
    settings = basis.config.settings
    values = {"tolerance": settings.tolerance_points, "enough": settings.enough_reported}
    return tuple(basis.w(f"method.short_rule.{name}", **values) for name in names)


def _format_denominators(basis: Basis) -> str:
    """The denominator of each milestone, for every title that leaves the choice."""
    return ", ".join(
        basis.w(f"method.denominators.{indicator.denominator_of(year)}", milestone=year)
        for indicator in basis.config.indicators.values()
        if indicator.has_two_denominators
        for year in indicator.targets
    )


def list_notes(
    answers: Answers, rows: Sequence[FigureRow], label: Callable[[FigureRow], str], rules: Sequence[str] = SHORT_RULES
) -> list[str]:
    """Speaker notes: rows with a figure by their upload, rows that are sums, then rules."""
    basis, w = answers.basis, answers.basis.w
    lines = [w("paper_pptx.notes.sources"), *_iter_uploads(answers, rows, label), *_iter_sums(answers, rows, label)]
    if len(lines) == 1:
        lines = [w("paper_pptx.notes.nothing")]
    return [*lines, w("paper_pptx.notes.rules"), *(f"– {rule}" for rule in list_short_rules(basis, rules))]


def _iter_uploads(answers: Answers, rows: Sequence[FigureRow], label: Callable[[FigureRow], str]) -> Iterator[str]:
    """A line per upload with its figures, the newest first."""
    labels_by_upload: dict[int, list[str]] = {}
    for row in rows:
        if row["upload_id"] is not None and row["status"] != "no_data" and not _is_sum(answers.basis, row):
            labels_by_upload.setdefault(int(row["upload_id"]), []).append(label(row))
    for upload in answers.uploads:
        if names := labels_by_upload.get(int(upload["upload_id"])):
            yield f"– {_describe_upload(answers.basis, upload)}: {'; '.join(names)}"


def _describe_upload(basis: Basis, upload: UploadRow) -> str:
    key = "paper_pptx.notes.upload_by" if upload["made_by"] else "paper_pptx.notes.upload"
    day = basis.w.local_date(upload["received_at"])
    return basis.w(key, upload=upload["upload_id"], file=upload["file_name"], date=day, by=upload["made_by"])


def _iter_sums(answers: Answers, rows: Sequence[FigureRow], label: Callable[[FigureRow], str]) -> Iterator[str]:
    sums = [row for row in rows if _is_sum(answers.basis, row) and row["status"] != "no_data"]
    if sums:
        w = answers.basis.w
        labels = (f"{label(row)} {_format_reported(row, w)}".rstrip() for row in sums)
        yield f"– {w('paper_pptx.notes.sum')}: {'; '.join(labels)}"


def _format_reported(row: FigureRow, w: Wording) -> str:
    """Over how many villages a sum is, in brackets; empty where over all."""
    reported = row_texts.format_reported(row, w)
    return f"({reported})" if reported else ""


def _is_sum(basis: Basis, row: FigureRow) -> bool:
    """Whether a figure is a sum over villages: that of the commune or a group in a title of the village level."""
    is_whole = row["area_id"] == basis.config.scope_id or row["area_id"] in {group.id for group in basis.config.groups}
    return is_whole and basis.config.indicators[row["indicator_id"]].level != "commune"


def label_by_title(basis: Basis) -> Callable[[FigureRow], str]:
    """Labels a figure by its title: “Đơn vị học tập 9/9”."""
    return lambda row: (
        f"{basis.w.translate(basis.config.indicators[row['indicator_id']].name)} {_format_counts(basis, row)}"
    )


def label_by_area(basis: Basis) -> Callable[[FigureRow], str]:
    """Labels a figure by its village: “Đông Lâm 221/259”."""
    return lambda row: f"{row['area_name']} {_format_counts(basis, row)}"


def label_by_area_and_title(basis: Basis) -> Callable[[FigureRow], str]:
    """Labels a figure by village and title: “Đông Lâm GĐHT 221/259”."""
    indicators = basis.config.indicators
    return lambda row: (
        f"{row['area_name']} {basis.w.translate(indicators[row['indicator_id']].short)} {_format_counts(basis, row)}"
    )


def _format_counts(basis: Basis, row: FigureRow) -> str:
    if row["kind"] == "grade":
        return str(row["grade"])
    if row["numerator"] is None or row["denominator"] is None:
        return basis.w(f"status.{row['status']}")
    return f"{basis.w.count(int(row['numerator']))}/{basis.w.count(int(row['denominator']))}"
