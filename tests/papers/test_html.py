"""The HTML page for phones: figures match the store, and it loads nothing external."""

import datetime
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID, load_config
from learning_coverage.content import row_texts
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.facts import Fact
from learning_coverage.reports import html
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.wording import LANGUAGES, Wording
from tests.builders import store_of

REQUEST = Request(2026, datetime.date(2026, 7, 1))
WITHOUT_END = {"meta", "link", "br", "img", "input"}
Row = dict[str, Any]


class ParsedPage(HTMLParser):
    """Tables by id, ids, tags, chart labels and text of a page; unbalanced tags raise an AssertionError."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, list[list[str]]] = {}
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.values: list[str] = []  # labels of the chart points, in order
        self.text = ""
        self._open: list[str] = []
        self._table: list[list[str]] | None = None
        self.feed(page.decode("utf-8"))
        assert self._open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append((tag, found))
        self.ids += [found["id"]] if found.get("id") else []
        if tag == "table":
            self._table = self.tables.setdefault(found.get("id") or str(found.get("class")), [])
        elif tag == "tr" and self._table is not None:
            self._table.append([])
        elif tag in ("td", "th") and self._table is not None:
            self._table[-1].append("")
        elif tag == "text" and found.get("class") == "value":
            self.values.append("")
        if tag not in WITHOUT_END:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "table":
            self._table = None

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["text"] and self.tags[-1][1].get("class") == "value":
            self.values[-1] += data
        if "style" not in self._open:
            self.text += data
        if self._table and self._table[-1] and {"td", "th"} & set(self._open):
            self._table[-1][-1] += data


def load_coverage(basis: Basis, **filters: Any) -> list[Row]:
    return queries.coverage(basis.figures, **filters)


def format_count(number: int | None, language: str) -> str:
    return "–" if number is None else f"{int(number):,}".replace(",", "." if language == "vi" else ",")


def is_share(text: str, value: float | None, language: str, decimals: int = 1) -> bool:
    """Whether a text is the percentage of a value, within one step of its last digit."""
    if value is None:
        return text == "–"
    written = float(text.removesuffix("%").replace(",", ".") if language == "vi" else text.removesuffix("%"))
    return abs(written - value * 100) < 10**-decimals


def matches_row(cells: list[str], row: Row, parts: tuple[str, ...], w: Wording) -> bool:
    checks: dict[str, Callable[[str], bool]] = {
        "recognised": lambda text: text == format_count(row["numerator"], w.language),
        "coverage": lambda text: is_share(text, row["coverage"], w.language),
        "planned": lambda text: is_share(text, row["planned"], w.language),
        "change": lambda text: text == row_texts.format_points(row, w),
        "reported": lambda text: text == row_texts.format_reported(row, w),
        "status": lambda text: text == f"{STATUS_STYLES[display_status(row)].sign} {row_texts.format_status(row, w)}",
    }
    numbers = (part for part in parts if part not in checks)
    checks |= {part: lambda text, part=part: text == format_count(row[part], w.language) for part in numbers}
    if row["is_single"] or row["kind"] == "grade":
        blank = {part: (lambda text: text == "") for part in parts if part != "status"}
        blank |= {"recognised": lambda text: text == (row["grade"] or "")}
        checks |= blank
    return len(cells) == len(parts) and all(checks[part](cell) for part, cell in zip(parts, cells, strict=True))


STANDING = ("reported", "recognised", "denominator", "coverage", "planned", "missing", "change", "status")
YEARS = ("total", "registered", "recognised", "coverage", "missing", "status")


@pytest.mark.parametrize("basis", LANGUAGES, indirect=True)
def test_every_figure_matches_the_store(basis: Basis) -> None:
    w, page = basis.w, ParsedPage(html.make(basis, REQUEST))

    own = [
        row
        for row in load_coverage(basis, year=2026, area=DEFAULT_COMMUNE_ID)
        if basis.config.indicators[row["indicator_id"]].title
    ]
    titles = page.tables["titles"][1:]
    assert len(titles) == len(own) == 7
    assert all(matches_row(cells[1:], row, STANDING, w) for cells, row in zip(titles, own, strict=True))

    lagging = queries.lagging(basis.figures, 2026)
    named = [(row["area_name"], w.translate(basis.config.indicators[row["indicator_id"]].name)) for row in lagging]
    assert [tuple(cells[:2]) for cells in page.tables["lagging"][1:]] == named

    areas = [*(village.id for village in basis.config.villages), DEFAULT_COMMUNE_ID]
    for cells, area in zip(page.tables["by_village"][2:], areas, strict=True):
        by_title = {row["indicator_id"]: row for row in load_coverage(basis, year=2026, area=area)}
        parts = ("recognised", "denominator", "coverage", "missing", "status")
        assert matches_row(cells[1:6], by_title["gia_dinh"], parts, w)
        assert matches_row(cells[6:11], by_title["dong_ho"], parts, w)
        assert matches_row(cells[11:], by_title["cong_dong"], ("recognised", "denominator", "status"), w)


def test_every_village_has_all_its_years_in_tables_and_charts(basis: Basis) -> None:
    page = ParsedPage(html.make(basis, REQUEST))
    values = iter(page.values)
    for village in basis.config.villages:
        rows = load_coverage(basis, area=village.id)
        known = sorted((row for row in rows if row["status"] != "no_data"), key=lambda row: -row["year"])
        cells = page.tables[f"years-{village.id}"][1:]
        assert [int(line[0]) for line in cells] == [row["year"] for row in known]
        assert all(matches_row(line[2:], row, YEARS, basis.w) for line, row in zip(cells, known, strict=True))
        for title in ("gia_dinh", "dong_ho"):
            points = (row for row in rows if row["indicator_id"] == title and row["coverage"] is not None)
            assert all(is_share(next(values), row["coverage"], "vi", 0) for row in points)
    assert next(values, None) is None


def test_matrix_matches_the_store(basis: Basis) -> None:
    lines = ParsedPage(html.make(basis, REQUEST)).tables["matrix"][1:]
    assert len(lines) == 13 + 1
    for line, area in zip(lines, [*(v.id for v in basis.config.villages), DEFAULT_COMMUNE_ID], strict=True):
        by_title = {row["indicator_id"]: row for row in load_coverage(basis, year=2026, area=area)}
        for cell, title in zip(line[1:], basis.config.titles, strict=True):
            row = by_title[title.id]
            share, rest = cell.split(STATUS_STYLES[display_status(row)].sign, 1)
            over = row_texts.format_reported(row, basis.w)
            if over and title.kind == "yes_no":
                over = basis.w("figure.who_reported", over=over)
            assert rest == row_texts.format_status(row, basis.w) + over
            plain = row["coverage"] is None or row["is_single"]
            assert share == "" if plain else is_share(share, row["coverage"], "vi", 0)


@pytest.mark.parametrize("basis", LANGUAGES, indirect=True)
def test_page_loads_nothing_external_and_every_link_has_a_target(basis: Basis) -> None:
    data = html.make(basis, REQUEST)
    page, text = ParsedPage(data), data.decode()
    assert len(page.ids) == len(set(page.ids))
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links and links <= {f"#{id_}" for id_ in page.ids}
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not any("src" in attributes or "srcset" in attributes for _, attributes in page.tags)
    assert all(address.startswith("data:font/woff2;base64,") for address in re.findall(r"url\(([^)]*)", text))
    assert not re.search(r"https?:|//[a-z]|@import", re.sub(r"base64,[A-Za-z0-9+/=]*", "", text))
    assert len(data) < 1_000_000


@pytest.mark.parametrize("basis", LANGUAGES, indirect=True)
def test_page_states_language_source_sample_mark_and_reporting(basis: Basis) -> None:
    page = ParsedPage(html.make(basis, REQUEST))
    assert ("html", {"lang": basis.w.language}) in page.tags
    for text in (basis.source, basis.w("figure.sample"), basis.w("stamp.reported", n=12, of=13, year=2026)):
        assert text in page.text
    assert basis.w("stamp.silent", names="Thôn 10") in page.text
    assert basis.w.date(REQUEST.made_on) in page.text


def test_page_of_one_village_contains_only_that_village(basis: Basis) -> None:
    page = ParsedPage(html.make(basis, Request(2026, REQUEST.made_on, "T08")))
    assert [name for name in page.tables if name.startswith("years-")] == ["years-T08"]
    assert "titles" not in page.tables
    assert "Thủy Ưỡng: danh hiệu học tập năm 2026" in page.text


@pytest.fixture
def hostile() -> Iterator[Basis]:
    name = """<script>alert(1)</script> & "ẶẬ" 'ỘỐ' {{ 7*7 }} <img src=x>"""
    config = load_config()
    villages = tuple(v.model_copy(update={"name": name if v.id == "T08" else v.name}) for v in config.commune.villages)
    config = config.model_copy(update={"commune": config.commune.model_copy(update={"villages": villages})})
    with store_of(config, [Fact(2, 2026, "T08", "gia_dinh", 100, None, 61)]) as store:
        yield Basis(store.at(None), config, Wording("vi"), False)


def test_village_name_with_markup_is_shown_as_text(hostile: Basis) -> None:
    page = ParsedPage(html.make(hostile, REQUEST))
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img"})
    assert hostile.area_names["T08"] in page.text
    assert hostile.w("figure.sample") not in page.text
