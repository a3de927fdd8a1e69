"""Workbooks: sheets, merged cells, cell types, formulas, and refused files."""

import datetime
import io

import pytest

from tests.unit.intake.books import LONG, book, ods, with_member, with_replaced, xlsx
from tests.unit.intake.results import errors, figures, reading, warnings

ROW = [2024, "An Hòa", "GĐHT", 120, 110, 100]
FACT = (2024, "T03", "gia_dinh", 120, 110, 100)
TITLED = ["Thôn", "Tổng số", "Đạt"]


def test_whole_float_is_a_count() -> None:
    assert figures(xlsx([LONG, [2024.0, "An Hòa", "GĐHT", 120.0, 110, 100]]), "a.xlsx") == [FACT]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1.385, "count_not_whole"),
        (datetime.date(2024, 11, 12), "count_is_date"),
        (-5, "count_negative"),
        (1e20, "count_too_large"),
        ("120,5", "count_not_whole"),
        ("=60+60", "formula_unstored"),
        ("#REF!", "formula_unstored"),
        (True, "count_not_number"),
    ],
)
def test_invalid_count_cell_is_refused(cell: object, code: str) -> None:
    assert errors(xlsx([LONG, [*ROW[:3], cell, 0, 0]]), "a.xlsx") == [(code, 2)]


def test_sheet_name_gives_the_year() -> None:
    sheets = {str(year): [["GIA ĐÌNH HỌC TẬP"], TITLED, ["An Hòa", 10, n]] for n, year in enumerate((2023, 2024))}
    found = figures(book(sheets), "gửi 2025.xlsx")
    assert found == [(2023, "T03", "gia_dinh", 10, None, 0), (2024, "T03", "gia_dinh", 10, None, 1)]


def test_hidden_sheet_is_skipped_with_a_warning() -> None:
    data = book({"Năm 2024": [LONG, ROW], "Cũ": [LONG, [2023, *ROW[1:]]]}, hidden=["Cũ"])
    assert figures(data, "a.xlsx") == [FACT]
    assert "sheet_hidden" in warnings(data, "a.xlsx")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (
            with_replaced(xlsx([LONG, ROW]), "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="2" hidden="1"'),
            "a.xlsx",
        ),
        (
            with_replaced(
                ods([LONG, ROW]),
                "content.xml",
                b'<table:table-row><table:table-cell office:value-type="float"',
                b'<table:table-row table:visibility="filter"><table:table-cell office:value-type="float"',
            ),
            "a.ods",
        ),
    ],
    ids=["xlsx", "ods"],
)
def test_hidden_row_is_read_with_a_warning(data: bytes, name: str) -> None:
    assert figures(data, name) == [FACT]
    (hidden_rows,) = (problem for problem in reading(data, name).problems if problem.code == "rows_hidden")
    assert (hidden_rows.severity, hidden_rows.value, hidden_rows.details) == ("warning", "Sheet1", {"n": 1})


def test_empty_hidden_row_gives_no_warning() -> None:
    data = with_replaced(
        xlsx([LONG, ROW]), "xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="9" hidden="1"/></sheetData>'
    )
    assert "rows_hidden" not in warnings(data, "a.xlsx")


def test_sheet_without_table_gives_a_warning() -> None:
    data = book({"Hướng dẫn": [["Điền vào trang bên"]], "Số liệu": [LONG, ROW]})
    assert "sheet_without_table" in warnings(data, "a.xlsx")


def test_village_is_filled_down_only_in_merged_cells() -> None:
    rows = [LONG, ROW, [2024, None, "DHHT", 4, 3, 2], [2024, None, "GĐHT", 9, 9, 9]]
    assert errors(xlsx(rows, merged=["B2:B3"]), "a.xlsx") == [("village_blank", 4)]
    assert figures(xlsx(rows[:3], merged=["B2:B3"]), "a.xlsx")[1] == (2024, "T03", "dong_ho", 4, 3, 2)


def test_three_header_rows_of_years_titles_and_counts_are_read() -> None:
    rows = [
        ["STT", "Thôn", "Năm 2021", None, None, None, None, "Năm 2022", None, None, None, None],
        [None, None, "Gia đình học tập", None, "Dòng họ học tập", None, "CĐHT", "GĐHT", None, "DHHT", None, "CĐHT"],
        [None, None, *["Tổng số", "Đạt", "Tổng số", "Đạt", "Đạt"] * 2],
        [1, "An Hòa", 10, 5, 3, 2, "x", 12, 6, 3, 3, None],
        [2, "Cổ Bi", 11, 6, 4, 1, None, 13, 7, 4, 2, "x"],
    ]
    found = set(figures(xlsx(rows, merged=["C1:G1", "H1:L1", "C2:D2", "E2:F2", "H2:I2", "J2:K2"]), "a.xlsx"))
    assert len(found) == 12
    assert {(2021, "T03", "dong_ho", 3, None, 2), (2022, "T08", "gia_dinh", 13, None, 7)} <= found
    assert {(2021, "T08", "cong_dong", 1, None, 0), (2022, "T03", "cong_dong", 1, None, 0)} <= found


def test_ods_is_read_and_its_formula_without_value_refused() -> None:
    assert figures(ods([LONG, ROW]), "a.ods") == [FACT]
    assert errors(ods([LONG, [*ROW[:3], "=1+1", 0, 0]]), "a.ods") == [("formula_unstored", 2)]


def test_xls_is_read() -> None:
    xlwt = pytest.importorskip("xlwt")
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Năm 2024")
    for at, row in enumerate([LONG, ROW]):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    out = io.BytesIO()
    workbook.save(out)
    assert figures(out.getvalue(), "a.xls") == [FACT]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_member(xlsx([LONG, ROW]), "xl/vbaProject.bin", b"x"), "file_with_macros"),
        (with_member(xlsx([LONG, ROW]), "../x.xml", b"<x/>"), "archive_unsafe"),
        (with_member(xlsx([LONG, ROW]), "xl/bomb.xml", b" " * 8_000_000), "archive_unsafe"),
        (with_member(xlsx([LONG, ROW]), "xl/d.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "archive_unsafe"),
        (with_replaced(xlsx([LONG, ROW]), "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetDa"), "file_damaged"),
        (xlsx([LONG, ROW])[:-200], "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_with_password"),
        ("Năm;Thôn".encode(), "file_not_as_named"),
    ],
)
def test_unsafe_or_damaged_workbook_is_refused(data: bytes, code: str) -> None:
    assert errors(data, "a.xlsx") == [(code, None)]


def test_workbook_with_too_many_members_is_refused() -> None:
    data = xlsx([LONG, ROW])
    for number in range(200):
        data = with_member(data, f"xl/media/{number}.png", b"x")
    assert errors(data, "a.xlsx") == [("archive_unsafe", None)]


def test_workbook_with_csv_extension_is_refused() -> None:
    assert errors(xlsx([LONG, ROW]), "a.csv") == [("file_not_as_named", None)]


def test_legacy_encoding_in_one_column_is_decoded() -> None:
    rows = [LONG, [2024, "th«n thñy xu©n", "GĐHT", 10, 9, 8], [2024, "lý nh©n", "Gia đình học tập", 10, 9, 7]]
    found = reading(xlsx(rows), "a.xlsx")
    assert [f.area_id for f in found.facts] == ["T04", "T09"]
    assert (found.encoding, found.samples[0]) == ("xlsx+tcvn3", ("th«n thñy xu©n", "thôn thủy xuân"))


def test_override_of_a_workbook_with_several_sheets_is_refused() -> None:
    data = book({"2023": [LONG, [2023, *ROW[1:]]], "2024": [LONG, ROW]})
    assert errors(data, "a.xlsx", skip_rows=[2]) == [("mend_in_one_sheet", None)]
