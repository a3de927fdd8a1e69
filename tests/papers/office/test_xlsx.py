"""The workbook: figures match the store, text is never a formula, and charts reference the tables."""

import datetime
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID, load_config
from learning_coverage.content import row_texts, sources
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.queries.programme import programme
from learning_coverage.reports.xlsx import make
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.wording import Wording
from tests.builders import facts, small_config, store_of
from tests.papers.office.conftest import HOSTILE

PLACES = {"recognised": "numerator", "denominator": "denominator", "coverage": "coverage", "missing": "missing"}


def open_workbook(basis: Basis, document_request: Request) -> Any:
    return load_workbook(io.BytesIO(make(basis, document_request)))


@pytest.fixture(scope="module")
def sample_workbook(basis: Basis, document_request: Request) -> Any:
    return open_workbook(basis, document_request)


@pytest.fixture(scope="module")
def vietnamese_data(vietnamese: Basis, document_request: Request) -> bytes:
    return make(vietnamese, document_request)


def read_table(book: Any, name: str, *, first: str) -> list[dict[str, Any]]:
    """The rows of a sheet under the label `first`, by the labels of their columns; blank ones end the table."""
    lines = [list(row) for row in book[name].iter_rows()]
    head = next(n for n, line in enumerate(lines) if line[0].value == first)
    labels = [cell.value for cell in lines[head]]
    body = lines[head + 1 :]
    end = next((n for n, line in enumerate(body) if line[0].value is None), len(body))
    return [dict(zip(labels, line, strict=True)) for line in body[:end]]


def sheet_name(basis: Basis, kind: str, title: str = "") -> str:
    return basis.w(f"paper_xlsx.sheets.{kind}", title=title)


def assert_matches_row(cells: dict[str, Any], row: dict[str, Any], w: Wording) -> None:
    """Assert that a line of a sheet has the values of a row of coverage."""
    sign = STATUS_STYLES[display_status(row)].sign
    assert cells[w("paper.column.status")].value == f"{sign} {row_texts.format_status(row, w)}"
    counted = row["kind"] != "grade" and not row["is_single"]
    expected = {part: row[key] if counted else None for part, key in PLACES.items()}
    change = pytest.approx(row["change"] * 100, abs=0.1) if counted and row["change"] is not None else None
    expected |= {"recognised": row["grade"]} if row["kind"] == "grade" else {}
    label_of_change = w("paper.column.change")
    shown = {part: cells[label] for part in expected if (label := w(f"paper.column.{part}")) in cells}
    assert {part: cell.value for part, cell in shown.items()} == pytest.approx({part: expected[part] for part in shown})
    if label_of_change in cells:  # the difference of the printed shares
        assert cells[label_of_change].value == change


def test_every_village_and_title_matches_the_store(
    basis: Basis, document_request: Request, sample_workbook: Any
) -> None:
    book, w = sample_workbook, basis.w
    compared = 0
    for title in basis.config.titles:
        rows = queries.coverage(basis.figures, year=document_request.year, indicator=title.id)
        found = read_table(
            book, sheet_name(basis, "of_title", w.translate(title.short)), first=w("paper.column.village")
        )
        names = [row["area_name"] for row in rows if row["area_id"] != DEFAULT_COMMUNE_ID] + [w("paper.sum")]
        assert [cells[w("paper.column.village")].value for cells in found] == names
        for cells, row in zip(found, rows, strict=True):
            assert_matches_row(cells, row, w)
            compared += 1
    assert compared == 3 * 14


def test_years_match_the_store(basis: Basis, document_request: Request, sample_workbook: Any) -> None:
    book, w = sample_workbook, basis.w
    years = [year for year in queries.years(basis.figures) if year <= document_request.year]
    for title in basis.config.titles:
        *found, targets = read_table(
            book, sheet_name(basis, "by_year", w.translate(title.short)), first=w("filter.village")
        )
        by_name = {cells[w("filter.village")].value: cells for cells in found}
        for row in queries.coverage(basis.figures, indicator=title.id):
            if row["year"] not in years:
                assert str(row["year"]) not in targets
                continue
            cell = by_name[w("paper.sum") if row["area_id"] == DEFAULT_COMMUNE_ID else row["area_name"]][
                str(row["year"])
            ]
            word = f"{STATUS_STYLES[display_status(row)].sign} {w(f'status.{display_status(row)}')}"
            assert cell.value == (word if row["is_single"] else pytest.approx(row["coverage"]))
            if row["area_id"] == DEFAULT_COMMUNE_ID:
                assert targets[str(row["year"])].value == pytest.approx(row["target"])


def test_commune_programme_and_lagging_sheets_match_the_store(
    basis: Basis, document_request: Request, sample_workbook: Any
) -> None:
    book, w = sample_workbook, basis.w
    commune = queries.coverage(basis.figures, year=document_request.year, area=DEFAULT_COMMUNE_ID)
    expected = {
        "titles": [row for row in commune if basis.config.indicators[row["indicator_id"]].title],
        "programme": programme(basis.figures, document_request.year),
        "lagging": queries.lagging(basis.figures, document_request.year),
    }
    for kind, rows in expected.items():
        first = w("paper.column.village" if kind == "lagging" else "paper.column.title")
        found = read_table(book, sheet_name(basis, kind), first=first)
        assert len(found) == len(rows) > 0
        for cells, row in zip(found, rows, strict=True):
            name = basis.config.indicators[row["indicator_id"]].name
            assert cells[w("paper.column.title")].value == w.translate(name)
            assert_matches_row(cells, row, w)


def test_sheet_of_all_villages_has_every_title_under_its_heading(vietnamese: Basis, vietnamese_data: bytes) -> None:
    own = load_workbook(io.BytesIO(vietnamese_data))[sheet_name(vietnamese, "by_village")]
    lines = [[cell.value for cell in row] for row in own.iter_rows()]
    head = next(n for n, line in enumerate(lines) if line[1] == "Được công nhận")
    village = {line[0]: line for line in lines[head + 1 :]}["Thủy Ưỡng"]
    column = lines[head - 1].index("Dòng họ học tập")
    row = queries.coverage(vietnamese.figures, year=2025, area="T08", indicator="dong_ho")[0]
    assert village[column : column + 2] == [row["numerator"], row["denominator"]]
    assert own.print_title_rows == f"${head}:${head + 1}"


def test_charts_reference_the_cells_of_the_tables(vietnamese: Basis, vietnamese_data: bytes) -> None:
    book = load_workbook(io.BytesIO(vietnamese_data))
    charts = book[sheet_name(vietnamese, "charts")]._charts
    assert len(charts) == 1 + 2 + 3  # titles, villages of two titles with shares, years of three
    charted = [[read_values(book, series.val.numRef.f) for series in chart.series] for chart in charts]
    families = queries.coverage(vietnamese.figures, year=2025, indicator="gia_dinh")[:-1]
    assert charted[1][0] == pytest.approx([row["coverage"] for row in families])
    assert charted[1][1] == pytest.approx([row["planned"] for row in families])
    assert charted[1][2] == pytest.approx([row["target"] for row in families])
    years = queries.coverage(vietnamese.figures, area=DEFAULT_COMMUNE_ID, indicator="gia_dinh")
    known = [row for row in years if row["year"] <= 2025]
    assert charted[2][0] == pytest.approx([row["coverage"] for row in known])
    assert charted[2][1] == pytest.approx([row["target"] for row in known])


def read_values(book: Any, reference: str) -> list[float]:
    name, cells = reference.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    found = book[name.strip("'")].iter_rows(top, bottom, left, right)
    return [cell.value for row in found for cell in row]


def test_share_just_below_its_target_is_not_rounded_up_to_it(hostile: Basis, document_request: Request) -> None:
    book = open_workbook(hostile, document_request)
    found = read_table(book, sheet_name(hostile, "of_title", "GĐHT"), first="Thôn")
    short, other = (cells["Tỷ lệ"] for cells in found[:2])
    assert (short.value, short.number_format) == (pytest.approx(0.7995), "0.00%")
    assert (other.value, other.number_format) == (pytest.approx(0.85), "0.0%")
    assert found[0]["Trên tổng số"].number_format == "#,##0"
    chart = book[sheet_name(hostile, "charts")]._charts[1]
    assert chart.series[0].dLbls.numFmt == "0.00%"


def test_village_name_never_becomes_a_formula_or_a_link(hostile: Basis, document_request: Request) -> None:
    book = open_workbook(hostile, document_request)
    cells = [cell for own in book for row in own.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert set(HOSTILE) <= {cell.value for cell in cells}
    unreported = read_table(book, sheet_name(hostile, "of_title", "GĐHT"), first="Thôn")[2]
    assert unreported["Được công nhận"].value is None  # not reported, so not zero
    assert unreported["Đánh giá"].value == "– Chưa có số liệu"
    assert any("2/3" in str(cell.value) for cell in cells)  # villages that reported


def test_sheets_have_frozen_headers_filters_and_a_print_layout(
    basis: Basis, document_request: Request, sample_workbook: Any
) -> None:
    book, w = sample_workbook, basis.w
    charts, sources = sheet_name(basis, "charts"), sheet_name(basis, "grounds")
    assert book.sheetnames[0] == sheet_name(basis, "titles")
    for own in book:
        assert own.page_setup.orientation == "landscape" and int(own.page_setup.paperSize) == 9
        assert w("figure.sample") in own.oddFooter.left.text
        if own.title == charts:
            continue
        assert own.sheet_properties.pageSetUpPr.fitToPage and own.page_setup.fitToHeight == 0
        assert any(w("figure.sample") == row[0].value for row in own.iter_rows(max_row=4))
        assert basis.source in [row[0].value for row in own.iter_rows(max_row=4)]
        if own.title != sources:
            assert own.freeze_panes and own.auto_filter.ref and own.print_title_rows
    colours = book[sheet_name(basis, "lagging")].conditional_formatting
    assert [rule.dxf.fill.bgColor.rgb[-6:] for area in colours for rule in area.rules] == ["B5361C"]


def test_sources_sheet_names_targets_uploads_and_rules(
    basis: Basis, document_request: Request, sample_workbook: Any
) -> None:
    own = sample_workbook[sheet_name(basis, "grounds")]
    words = [cell.value for row in own.iter_rows() for cell in row if cell.value]
    wordings = [text for indicator in basis.config.indicators.values() for text in indicator.wording.values()]
    assert set(wordings) <= set(words)
    assert {
        "so_lieu.csv",
        "An",
        str(document_request.year),
        basis.w.date(document_request.made_on),
        basis.w("lineage.then"),
    } <= set(words)
    assert set(sources.list_short_rules(basis)) <= set(words)


def test_open_tasks_have_a_sheet(document_request: Request) -> None:
    with store_of(
        small_config(), facts("year,area_id,indicator_id,total,registered,recognised\n2025,V1,families,9,,3")
    ) as store:
        open_task(
            store, small_config(), Task("V1", "=Vận động", "Chi hội", "families", datetime.date(2026, 1, 5)), by="An"
        )
        basis = Basis(store.at(None), small_config(), Wording("vi"), False)
        book = open_workbook(basis, document_request)
    found = read_table(book, sheet_name(basis, "tasks"), first="Địa bàn")
    assert found[0]["Việc cần làm"].value == "=Vận động"
    assert found[0]["Hạn"].value == "05/01/2026 (quá hạn)"


def test_workbook_of_one_village_matches_the_store(vietnamese: Basis, document_request: Request) -> None:
    book = open_workbook(vietnamese, replace(document_request, village="T08"))
    rows = queries.coverage(vietnamese.figures, year=2025, area="T08")
    found = read_table(book, sheet_name(vietnamese, "titles"), first="Danh hiệu")
    for cells, row in zip(found, rows, strict=True):
        assert_matches_row(cells, row, vietnamese.w)
    assert len(read_table(book, sheet_name(vietnamese, "years"), first="Năm")) == 5 * 3


def test_workbook_without_figures_shows_no_data(without_figures: Basis, document_request: Request) -> None:
    book = open_workbook(without_figures, document_request)
    found = read_table(book, sheet_name(without_figures, "of_title", "GĐHT"), first="Thôn")
    assert {cells["Đánh giá"].value for cells in found} == {"– Chưa có số liệu"}
    assert {cells["Được công nhận"].value for cells in found} == {None}


def test_libreoffice_prints_every_sheet(vietnamese_data: bytes, print_to_text: Callable[[bytes, str], str]) -> None:
    text = print_to_text(vietnamese_data, "xlsx")
    assert all(village.name in text for village in load_config().commune.villages)
    assert all(word in text for word in ("✗ Không đạt mốc", "Thủy Ưỡng", "Đoài Thượng", "Nghĩa Lộ"))
    assert "###" not in text  # a column too narrow for its figure
    assert all("SỐ LIỆU MINH HOẠ" in page for page in text.split("\f")[:-1])
