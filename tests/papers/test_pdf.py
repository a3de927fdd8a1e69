"""The PDF booklet: figures match the store, every page is self-contained, the file is accessible."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID
from learning_coverage.content import agenda, row_texts, sentences
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.facts import Fact
from learning_coverage.reports.pdf import booklet
from learning_coverage.statuses import LEGEND, STATUS_STYLES, display_status
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.wording import Wording
from tests.builders import store_of
from tests.papers.conftest import HOSTILE, LONG, ConfigFactory
from tests.papers.pdf_reading import read_pages, run_poppler

DAY = datetime.date(2026, 11, 25)
Row = dict[str, Any]
Book = tuple[Basis, bytes, list[str]]


@pytest.fixture(scope="module", params=["vi", "en"])
def book(request: pytest.FixtureRequest, samples: dict[str, Basis], tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The sample's booklet of 2026 with the text of its pages."""
    basis = samples[request.param]
    data = booklet.make(basis, Request(2026, DAY))
    return basis, data, read_pages(data, tmp_path_factory.mktemp("booklet"))


def format_status(row: Row, w: Wording) -> str:
    return f"{STATUS_STYLES[display_status(row)].sign} {w(f'status.{display_status(row)}')}"


def format_share(row: Row, w: Wording, decimals: int = 1) -> str:
    return w.share(row["coverage"], decimals, row["target"])


def load_coverage_of_2026(basis: Basis, **which: str) -> list[Row]:
    return queries.coverage(basis.figures, year=2026, **which)


def find_page(book: Book, heading: str) -> str:
    """Return the first page of a part; its heading follows the running header."""
    basis, _, found = book
    return next(page for page in found if f"{basis.w('figure.sample')} {heading} " in page[:250])


def test_summary_states_the_result_of_every_title_of_the_commune(book: Book) -> None:
    basis, _, found = book
    titles = [
        row
        for row in load_coverage_of_2026(basis, area=DEFAULT_COMMUNE_ID)
        if basis.config.indicators[row["indicator_id"]].title
    ]
    assert len(titles) == 7
    for row in titles:
        assert sentences.describe_result(row, basis.config, basis.w) in found[0]


def test_summary_names_lagging_villages_with_share_and_counts(book: Book) -> None:
    basis, _, found = book
    w = basis.w
    villages = agenda.group_by_village(queries.lagging(basis.figures, 2026))
    named = [village for village in villages if f" {village.area_name} " in found[0].partition(w("paper_pdf.calls"))[2]]
    assert named and named == villages[: len(named)]  # as many as the page has room for, the most urgent first
    if len(named) < len(villages):
        assert w("meeting.others", n=len(villages) - len(named)) in found[0]
    for row in (row for village in named for row in village.rows):
        short = w.translate(basis.config.indicators[row["indicator_id"]].short)
        counts = f"({w.count(row['numerator'])}/{w.count(row['denominator'])})"
        assert f"{STATUS_STYLES[row['status']].sign} {short} {format_share(row, w)} {counts}" in found[0]


def test_overview_shows_share_counts_and_planned_share(book: Book) -> None:
    basis, _, _ = book
    w, page = basis.w, find_page(book, basis.w("menu.pages.overview"))
    for row in load_coverage_of_2026(basis, area=DEFAULT_COMMUNE_ID):
        indicator = basis.config.indicators[row["indicator_id"]]
        if not indicator.title or row["kind"] == "grade":
            continue
        counted = f"{w.count(row['numerator'])}/{w.count(row['denominator'])}"
        assert f"{w.translate(indicator.name)} {format_share(row, w)} {counted}" in page
        assert w("overview.planned", share=w.share(row["planned"])) in page


def test_matrix_has_every_village_and_title(book: Book) -> None:
    basis, _, _ = book
    w, page = basis.w, find_page(book, basis.w("menu.pages.matrix"))
    rows = {(row["area_id"], row["indicator_id"]): row for row in load_coverage_of_2026(basis)}
    for area, name in basis.area_names.items():
        cells = [format_matrix_cell(rows[area, title.id], w) for title in basis.config.titles]
        assert " ".join([name, *cells]) in page


def format_matrix_cell(row: Row, w: Wording) -> str:
    if row["is_single"] or row["coverage"] is None:
        return format_status(row, w)
    short = f" · {w('paper_pdf.short', n=row['missing'])}" if row["missing"] else ""
    counts = f"{w.count(row['numerator'])}/{w.count(row['denominator'])}"
    doubt = [row_texts.format_status(row, w), row_texts.format_reported(row, w)] if row["provisional"] else []
    return " ".join([f"{STATUS_STYLES[display_status(row)].sign} {format_share(row, w, 0)} {counts}{short}", *doubt])


def test_title_page_lists_every_village_the_largest_gap_first(book: Book) -> None:
    basis, _, _ = book
    w = basis.w
    for title in basis.config.titles:
        page, at = find_page(book, w.translate(title.name)), 0
        rows = {row["area_id"]: row for row in load_coverage_of_2026(basis, indicator=title.id)}
        ordered = queries.villages(basis.figures, 2026, indicator=title.id, order="gap")
        assert len(ordered) == 13
        for village in ordered:
            at = page.index(format_village_row(rows[village["area_id"]], w), at)


def format_village_row(row: Row, w: Wording) -> str:
    if row["is_single"]:
        return f"{row['area_name']} {format_status(row, w)}"
    counts = "–" if row["coverage"] is None else f"{w.count(row['numerator'])}/{w.count(row['denominator'])}"
    return f"{row['area_name']} {format_share(row, w)} {counts} {w.count(row['missing'])} {format_status(row, w)}"


def test_title_page_lists_every_village_for_every_year(book: Book) -> None:
    basis, _, every = book
    w, text = basis.w, " ".join(every)
    years = sorted(queries.years(basis.figures))
    for title in basis.config.titles:
        rows = {(row["area_id"], row["year"]): row for row in queries.coverage(basis.figures, indicator=title.id)}
        for area, name in basis.area_names.items():
            assert " ".join([name, *(format_year_cell(rows[area, year], w) for year in years)]) in text


def format_year_cell(row: Row, w: Wording) -> str:
    sign = STATUS_STYLES[display_status(row)].sign
    text = sign if row["is_single"] or row["coverage"] is None else f"{sign} {format_share(row, w, 0)}"
    return " ".join(filter(None, (text, row_texts.format_reported(row, w))))


def test_every_lagging_village_has_one_page_with_all_its_years(book: Book) -> None:
    basis, _, found = book
    w = basis.w
    lagging = dict.fromkeys(row["area_id"] for row in queries.lagging(basis.figures, 2026))
    at = [next(n for n, page in enumerate(found) if is_about(page, basis.area_names[area])) for area in lagging]
    assert at == list(range(at[0], at[0] + len(lagging)))  # consecutive, the most urgent first
    for area, number in zip(lagging, at, strict=True):
        for row in queries.coverage(basis.figures, area=area):
            if row["status"] != "no_data" and not row["is_single"]:
                assert format_years_row(row, w) in found[number]


def is_about(page: str, name: str) -> bool:
    return f" {name} {name} " in page[:250]  # its heading, then the sentence that begins with its name


def format_years_row(row: Row, w: Wording) -> str:
    counts = [w.count(row[name]) for name in ("total", "registered", "recognised")]
    return " ".join([str(row["year"]), *counts, format_share(row, w), w.count(row["missing"]), format_status(row, w)])


def test_method_quotes_the_wording_of_the_plan(book: Book) -> None:
    basis, _, found = book
    text = " ".join(found)
    for indicator in basis.config.indicators.values():
        for words in indicator.wording.values():
            assert " ".join(words.split()) in text
    assert "so_lieu.csv An 276 276" in text


def test_every_page_has_legend_title_stamp_source_and_page_number(book: Book) -> None:
    basis, _, found = book
    w = basis.w
    for number, page in enumerate(found, start=1):
        for status in LEGEND:
            assert f"{STATUS_STYLES[status].sign} {w(f'legend.{status}')}" in page
        assert all(w(f"figure.key.{part}", year=2026) in page for part in ("actual", "path", "marks", "ago", "line"))
        assert page.startswith(f"{basis.config.commune.name} · {w('paper_pdf.title', year=2026)}")
        assert w("stamp.reported", n=12, of=13, year=2026) in page[:200]
        assert page.count(w("figure.sample")) == 2  # in the header and in the source line
        assert basis.source in page
        assert page.endswith(f"{w('paper_pdf.page')} {number}/{len(found)}")


def test_pdf_is_tagged_and_declares_its_title_date_and_language(book: Book, tmp_path: Path) -> None:
    basis, data, _ = book
    info = run_poppler("pdfinfo", data, tmp_path, "-isodates")
    assert f"Title:           {basis.w('paper_pdf.title', year=2026)}" in info
    assert "Tagged:          yes" in info
    assert "(A4)" in info
    assert info.count(" 2026-11-25T00:00:00Z") == 2  # creation and modification date, so equal input gives equal bytes
    meta = run_poppler("pdfinfo", data, tmp_path, "-meta")
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert f"<rdf:li>{basis.w.language}</rdf:li>" in meta
    structure = run_poppler("pdfinfo", data, tmp_path, "-struct")
    assert all(kind in structure for kind in ("H1", "H2", "Table", "TH", "Figure"))


def test_only_bundled_fonts_are_used_and_embedded(book: Book, tmp_path: Path) -> None:
    fonts = run_poppler("pdffonts", book[1], tmp_path).splitlines()[2:]
    assert {line.split()[0].partition("+")[2].partition("-")[0] for line in fonts} == {"BeVietnamPro", "Signs"}
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)  # embedded, subset, with a Unicode map


@pytest.mark.parametrize("village", ["T01", "T08", "T11"])
def test_booklet_of_one_village_has_one_page(basis: Basis, village: str, tmp_path: Path) -> None:
    (page,) = read_pages(booklet.make(basis, Request(2026, DAY, village)), tmp_path)
    assert is_about(page, basis.area_names[village])
    for row in queries.coverage(basis.figures, area=village):
        if row["status"] != "no_data" and not row["is_single"]:
            assert format_years_row(row, basis.w) in page


def test_village_without_figures_is_described_as_not_reporting(basis: Basis, tmp_path: Path) -> None:
    (page,) = read_pages(booklet.make(basis, Request(2026, DAY, "T11")), tmp_path)
    assert "Thôn 10 chưa báo cáo năm 2026" in page


def test_task_is_listed_with_its_village_and_with_all_tasks(configure_villages: ConfigFactory, tmp_path: Path) -> None:
    config = configure_villages(["Đông Lâm", "Ưỡng"])
    facts = [Fact(n, year, f"V{n:02}", "gia_dinh", 100, None, 50) for n in (1, 2) for year in (2025, 2026)]
    with store_of(config, facts) as store:
        task = Task("V02", "Vận động #10 hộ", "Bà *Hoa*", "gia_dinh", datetime.date(2026, 11, 1))
        open_task(store, config, task, by="An")
        basis = Basis(store.at(None), config, Wording("vi"), False)
        found = read_pages(booklet.make(basis, Request(2026, DAY)), tmp_path)
    task_text = "Ưỡng Gia đình học tập Vận động #10 hộ Bà *Hoa* 01/11/2026 (quá hạn) Mới giao"
    assert ["Ưỡng đạt" in page for page in found if task_text in page] == [True, False]


VILLAGES, LAGGING = 45, 14


def test_tables_over_several_pages_repeat_their_headers(configure_villages: ConfigFactory, tmp_path: Path) -> None:
    config = configure_villages([f"{LONG} {n}" for n in range(1, VILLAGES + 1)])
    facts = [
        Fact(n, year, f"V{n:02}", "gia_dinh", 1000, None, 200 if n <= LAGGING else 950)
        for n in range(1, VILLAGES + 1)
        for year in (2025, 2026)
    ]
    with store_of(config, facts) as store:
        basis = Basis(store.at(None), config, Wording("vi"), False)
        found = read_pages(booklet.make(basis, Request(2026, DAY)), tmp_path)
    assert "Mục lục" in found[1]  # the summary takes one page
    named = found[0].count("✗ GĐHT 20,0%")
    assert 0 < named < LAGGING
    assert f"và {LAGGING - named} thôn khác" in found[0]
    first = next(at for at, page in enumerate(found) if "Ma trận các thôn Năm" in page)
    of_matrix = [page for page in found[first : first + 4] if "20,0%" not in page and LONG in page]
    assert len(of_matrix) > 1
    assert all("Thôn Gia đình học tập Dòng họ học tập Cộng đồng học tập" in page for page in of_matrix)
    bars = [page for page in found if "200/1.000 800 ✗ Chậm nhiều" in page or "950/1.000 0 ✓ Đạt mốc" in page]
    assert len(bars) > 1
    assert all("Công nhận (hộ) Còn thiếu (hộ) Đánh giá" in page for page in bars)
    assert all(page.endswith(f"Trang {n}/{len(found)}") for n, page in enumerate(found, start=1))


def test_village_names_with_markup_are_printed_unchanged(configure_villages: ConfigFactory, tmp_path: Path) -> None:
    config = configure_villages(HOSTILE)
    facts = [Fact(n, 2026, f"V{n:02}", "gia_dinh", 100, None, 50) for n in range(1, len(HOSTILE) + 1)]
    with store_of(config, facts) as store:
        basis = Basis(store.at(None), config, Wording("vi"), False)
        found = read_pages(booklet.make(basis, Request(2026, DAY)), tmp_path)
    text = " ".join(found)
    for name in HOSTILE:
        assert f"{name} 50,0% 50/100 40" in text
    assert basis.w("figure.sample") not in text
