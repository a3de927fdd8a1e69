"""Documents are read back: every number beside a label is that of a second, plain computation from the facts.

The communes are those of `communes`: all villages reported, one is missing, two of nine reported, one title only, a
merger next year, a denominator that changes. No sentence compares or concludes more than the villages in it allow.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from learning_coverage.config import Config, Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.reports import png
from learning_coverage.reports.kinds import KINDS
from tests.papers.communes import CASES, CLANS, FAMILIES, IDS, NAMES, Case
from tests.papers.plain_figures import COMMUNE, Figure, figures_of
from tests.papers.reading import read_html_tables, read_lines, read_slide
from tests.papers.word_reading import Word

NAME_BY_ID = dict(zip(IDS, NAMES, strict=True))
UNITS = {FAMILIES: "hộ", CLANS: "dòng họ"}
PERCENT = re.compile(r"(\d+(?:,\d+)?)%")
EVERYONE = re.compile(r"(?i)(mọi|tất cả các|cả \d+|không) thôn(?! nào trong)")


@dataclass(frozen=True)
class Papers:
    """The documents of a commune, by kind, with the values of its card, and its figures worked out anew."""

    case: Case
    basis: Basis
    made: dict[str, bytes]
    figures: dict[tuple[str, str, int], Figure]

    @property
    def config(self) -> Config:
        return self.basis.config

    def get(self, area: str, title: Indicator) -> Figure | None:
        return self.figures.get((area, title.id, self.case.year))

    def list_figures(self) -> list[tuple[str, str, Indicator, Figure | None]]:
        """Area, its name in documents, title and figure of the year; the commune last."""
        areas = [*NAME_BY_ID.items(), (COMMUNE, "")]
        return [(area, name, title, self.get(area, title)) for area, name in areas for title in self.config.titles]

    def lines(self, kind: str) -> list[str]:
        return read_lines(kind, self.made[kind])


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.name)
def papers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    case: Case = request.param
    with case.open_basis(tmp_path_factory.mktemp("commune") / "config") as basis:
        made = {kind.name: kind.make(basis, case.request) for kind in KINDS.values()}
        made["png"] = json.dumps(png.build_values(basis, case.request)).encode()
        yield Papers(case, basis, made, figures_of(case, basis.config))


def is_share(text: str, share: Fraction | None) -> bool:
    """Whether a text is the percentage of a share, within one step of its last digit."""
    found = PERCENT.fullmatch(text)
    if found is None or share is None:
        return found is None and share is None
    written = found[1].replace(",", ".")
    return abs(Fraction(written) - share * 100) < Fraction(1, 10 ** len(written.partition(".")[2]))


def format_count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def format_reported(figure: Figure | None) -> str:
    """What stands beside a sum that is not over all villages."""
    return f"{figure.reported}/{figure.expected} thôn" if figure and figure.is_partial else ""


def test_tables_of_the_villages_have_the_figures_and_over_whom_the_sum_is(papers: Papers) -> None:
    heading = papers.basis.w("paper.by_village", year=papers.case.year)
    tables = {
        "docx": [line[1:] for line in Word(papers.made["docx"]).table(heading)[2:]],
        "html": read_html_tables(papers.made["html"])["by_village"][2:],
        "xlsx": read_sheet(papers.made["xlsx"], papers.basis.w("paper_xlsx.sheets.by_village"), "Thôn"),
    }
    for kind, lines in tables.items():
        names = [str(line[0]) for line in lines[:10]]
        assert names[:9] == list(NAMES), kind
        assert names[9].startswith("Tổng cộng")
        for line, area in zip(lines, (*IDS, COMMUNE), strict=False):
            cells = iter(line[1:])
            for title in papers.config.titles:
                assert_matches_line(cells, papers.get(area, title), title, is_sum=area == COMMUNE)
    for title in papers.config.titles:
        figure = papers.get(COMMUNE, title)
        if figure and figure.is_partial:
            for kind in tables:
                notes = [line for line in papers.lines(kind) if line.startswith("Tổng cộng")]
                assert any(f"{format_reported(figure)} ({title.name.vi})" in note for note in notes), kind


def test_tables_of_the_titles_compare_like_with_like(papers: Papers) -> None:
    labels = [papers.basis.w(f"paper.column.{part}") for part in ("recognised", "denominator", "missing", "change")]
    heading = papers.basis.w("paper.programme", year=papers.case.year)
    tables = {
        "docx": Word(papers.made["docx"]).table(heading),
        "html": read_html_tables(papers.made["html"])["titles"],
        "xlsx": read_sheet(papers.made["xlsx"], papers.basis.w("paper_xlsx.sheets.titles"), "Danh hiệu", below=0),
    }
    for kind, (head, *lines) in tables.items():
        places = [head.index(label) for label in labels]
        for title in papers.config.titles:
            line = next(line for line in lines if title.name.vi in line)
            figure = papers.get(COMMUNE, title)
            reported = format_reported(figure) or ("0/9 thôn" if figure is None else "")
            assert reported == "" or reported in line, kind
            if figure is None:
                continue
            recognised, of, missing, change = (line[place] for place in places)
            assert [to_number(cell) for cell in (recognised, of, missing)] == [figure.n, figure.of, figure.missing]
            assert is_same_change(change, figure.change), (kind, title.id)


def is_same_change(cell: object, change: Fraction | None) -> bool:
    """Whether a cell is a change in points: the difference of two printed shares, so within a step of each."""
    if change is None or cell in (None, "", "–"):
        return change is None and cell in (None, "", "–")
    points = Fraction(str(cell).replace("−", "-").replace(",", "."))
    return abs(points - change * 100) <= Fraction(1, 10)


def assert_matches_line(cells: Iterator[Any], figure: Figure | None, title: Indicator, *, is_sum: bool) -> None:
    """Assert that the next cells of a line are those of a title."""
    recognised, of = next(cells), next(cells)
    if title.kind == "share":
        share, missing = next(cells), next(cells)
        assert to_number(missing) == (figure.missing if figure else None)
        assert is_same_share(share, figure.share if figure else None)
    status = str(next(cells))
    if title.kind == "share" or is_sum:
        assert (to_number(recognised), to_number(of)) == ((figure.n, figure.of) if figure else (None, None))
    is_open = figure is not None and figure.is_partial
    assert ("tạm tính" in status) == (is_open and not figure.is_incomplete if figure else False)
    assert ("Chưa đủ số liệu" in status) == (figure.is_incomplete if figure else False)


def to_number(cell: object) -> int | None:
    """A count of a table as a number; None where it is blank."""
    return None if cell in (None, "", "–") else int(str(cell).replace(".", ""))


def is_same_share(cell: object, share: Fraction | None) -> bool:
    if isinstance(cell, float | int):
        return share is not None and abs(Fraction(cell) - share) < Fraction(1, 10**9)
    return share is None if cell in (None, "", "–") else is_share(str(cell), share)


def read_sheet(data: bytes, name: str, first: str, below: int = 1) -> list[list[Any]]:
    """The lines of a sheet from `below` the label `first` on."""
    lines = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data))[name].iter_rows()]
    return lines[next(n for n, line in enumerate(lines) if line[0] == first) + below :]


def test_slides_have_the_figures_and_over_whom_the_sums_are(papers: Papers) -> None:
    slides = list(Presentation(io.BytesIO(papers.made["pptx"])).slides)
    for slide, title in zip(slides[1:], papers.config.titles, strict=False):
        figure, texts = papers.get(COMMUNE, title), [" ".join(text.split()) for text in read_slide(slide)]
        assert title.name.vi in texts[0]
        if figure is None:
            continue
        assert any(is_share(text, figure.share) for text in texts)
        assert f"{format_count(figure.n)}/{format_count(figure.of)} {UNITS.get(title.id, 'thôn')}" in texts
        assert not figure.is_partial or format_reported(figure) in texts
        assert any("(tạm tính)" in text for text in texts) == (figure.is_partial and not figure.is_incomplete)
        if title.kind == "share":
            chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
            charted = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))
            for area, name in NAME_BY_ID.items():
                own = papers.get(area, title)
                assert charted[name] == (pytest.approx(float(own.share)) if own and own.share is not None else None)
    table = next(
        shape.table for slide in slides for shape in slide.shapes if shape.has_table and len(shape.table.rows) == 11
    )
    for row, area in zip(list(table.rows)[1:], (*IDS, COMMUNE), strict=True):
        for cell, title in zip(list(row.cells)[1:], papers.config.titles, strict=True):
            figure = papers.get(area, title)
            if figure and (title.kind == "share" or area == COMMUNE):
                sign_and_share, *more = cell.text.split("\n")
                assert is_share(sign_and_share.split()[1], figure.share)
                assert more[1:] == ([format_reported(figure)] if figure.is_partial else [])


def test_booklet_has_the_figures_and_over_whom_the_sums_are(papers: Papers) -> None:
    lines = papers.lines("pdf")
    for area, name, title, figure in papers.list_figures():
        if figure is None or (title.kind != "share" and area != COMMUNE):
            continue
        counts = f"{format_count(figure.n)}/{format_count(figure.of)}"
        if area == COMMUNE:
            unit = UNITS.get(title.id, "thôn")
            wanted = re.compile(rf"{title.name.vi} (\S+%) {counts} {unit}(.*)")
            (found,) = (match for line in lines if (match := wanted.fullmatch(line)))
            assert is_share(found[1], figure.share)
            assert found[2].strip() == format_reported(figure)
        else:
            wanted = re.compile(rf"{name} (\S+%) {counts} (\S+) \S .*")
            found = next(match for line in lines if (match := wanted.fullmatch(line)))
            assert is_share(found[1], figure.share)
            assert to_number(found[2]) == figure.missing


def test_card_has_the_figures_and_over_whom_the_sums_are(papers: Papers) -> None:
    rows = {row["name"]: row for row in json.loads(papers.made["png"])["rows"]}
    for title in papers.config.titles:
        row, figure = rows[title.name.vi], papers.get(COMMUNE, title)
        if figure is None:
            assert (row["value"], row["counts"]) == ("", "")
            continue
        assert is_share(row["value"], figure.share)
        assert row["counts"].startswith(f"{format_count(figure.n)}/{format_count(figure.of)} ")
        assert row["reported"] == format_reported(figure)
        assert row["style"]["outlined"] == figure.is_partial
        missing = re.findall(r"\d[\d.]*", row["missing"])
        assert (to_number(missing[0]) if missing else 0) == (figure.missing or 0)


def test_csv_has_the_facts_of_the_year(papers: Papers) -> None:
    facts = [fact for fact in papers.case.facts if fact.year == papers.case.year]
    lines = papers.made["csv"].decode("utf-8-sig").splitlines()[1:]
    expected = {
        f"{fact.year};{NAME_BY_ID.get(fact.area_id, '')};{fact.indicator_id};"
        + ";".join("" if count is None else str(count) for count in (fact.total, fact.registered, fact.recognised))
        for fact in facts
    }
    assert {line.removesuffix(";") for line in lines} == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "csv"])
def test_no_count_or_change_is_of_other_villages(papers: Papers, kind: str) -> None:
    """Every count with a unit, every number of missing units and every change is one of the plain computation."""
    figures = papers.figures
    changes = {figure.change * 100 for figure in figures.values() if figure.change is not None}
    for line in papers.lines(kind):
        for title, unit in UNITS.items():
            own = [figure for (_, of, _), figure in figures.items() if of == title]
            pairs = {(figure.n, figure.of) for figure in own}
            for n, of in re.findall(rf"([\d.]+)/([\d.]+) {unit}\b", line):
                assert (to_number(n), to_number(of)) in pairs, line
            for missing in re.findall(rf"thiếu ([\d.]+) {unit}\b", line):
                assert to_number(missing) in {figure.missing for figure in own}, line
        for _, of in re.findall(r"(\d+)/(\d+) thôn", line):
            assert int(of) in {len(IDS), *(figure.reported for figure in figures.values())}, line
        for sign, points in re.findall(r"([+−]|tăng |giảm )(\d+,\d+) điểm %", line):
            change = Fraction(points.replace(",", ".")) * (-1 if sign in ("−", "giảm ") else 1)
            assert any(abs(change - known) <= Fraction(1, 10) for known in changes), line


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "csv"])
def test_nothing_is_said_of_all_villages_where_some_did_not_report(papers: Papers, kind: str) -> None:
    partial = [title for title in papers.config.titles if not (f := papers.get(COMMUNE, title)) or f.is_partial]
    said = [line for line in papers.lines(kind) if EVERYONE.search(line)]
    for title in partial:
        assert [line for line in said if title.name.vi in line or "báo cáo" in line or "chỉ tiêu" in line] == []
    for title in partial:
        figure = papers.get(COMMUNE, title)
        if figure is None or figure.is_incomplete:
            about = [line for line in papers.lines(kind) if title.name.vi in line]
            assert [line for line in about if re.search(r"toàn xã (còn thiếu|đã đạt)", line)] == []
