"""Yes/no answers, rows with only an answer, and blank or missing cells."""

import pytest

from learning_coverage.intake.names.syllables import is_vietnamese
from tests.unit.intake.books import xlsx
from tests.unit.intake.results import LONG, errors, figures, warnings

NAMES = ("Đông Lâm", "Đồng Lâm", "An Hòa")


@pytest.mark.parametrize("written", ["-1", "+1", "x?", "1?", "đạt?", "1/1", "100%"])
def test_answer_with_an_extra_sign_is_unclear(written: str) -> None:
    assert errors(f"{LONG}2024;An Hòa;CĐHT;1;;{written}\n") == [("yes_or_no_unclear", 2)]


@pytest.mark.parametrize("written", ["x", " X ", "(x)", "[x]", "có.", "Đạt", "✓", "1.0"])
def test_spellings_of_yes_are_read(written: str) -> None:
    assert figures(f"{LONG}2024;An Hòa;CĐHT;1;;{written}\n") == [(2024, "T03", "cong_dong", 1, None, 1)]


def _tick_table(header: str, *cells: str) -> bytes:
    rows = [["CỘNG ĐỒNG HỌC TẬP NĂM 2024"], ["STT", "Tên thôn", header]]
    return xlsx(rows + [[at, name, cell] for at, (name, cell) in enumerate(zip(NAMES, cells, strict=True), start=1)])


@pytest.mark.parametrize("header", ["Đạt", "Kết quả"])
def test_blank_in_a_table_of_ticks_is_no(header: str) -> None:
    found = figures(_tick_table(header, "x", "", "x"), "a.xlsx")
    assert [row[1:] for row in found] == [
        ("T01", "cong_dong", 1, None, 1),
        ("T02", "cong_dong", 1, None, 0),
        ("T03", "cong_dong", 1, None, 1),
    ]
    assert "blank_tick_is_no" in warnings(_tick_table(header, "x", "", "x"), "a.xlsx")


def test_column_without_ticks_gives_no_rows() -> None:
    assert errors(_tick_table("Đạt", "", "", ""), "a.xlsx") == [("no_rows", None)]


def test_blank_among_ticks_is_no_in_long_layout() -> None:
    grouped = f"{LONG}2024;An Hòa;GĐHT;263;238;230\n;;CĐHT;;;x\n2024;Cổ Bi;GĐHT;100;90;80\n;;CĐHT;;;\n"
    assert figures(grouped)[1::2] == [(2024, "T03", "cong_dong", 1, None, 1), (2024, "T08", "cong_dong", 1, None, 0)]


def test_blank_tick_of_a_village_without_counts_is_missing() -> None:
    rows = "2024;An Hòa;GĐHT;263;238;230\n2024;An Hòa;CĐHT;;;x\n2024;Cổ Bi;GĐHT;;;\n2024;Cổ Bi;CĐHT;;;\n"
    assert {row[1] for row in figures(f"{LONG}{rows}")} == {"T03"}


def test_grade_in_a_row_below_the_commune_is_read() -> None:
    rows = "2026;Toàn xã;ĐVHT;24;;20\n2026;;Cộng đồng học tập cấp xã;;;Khá\n"
    assert [row[2] for row in figures(f"{LONG}{rows}")] == ["xa", "don_vi"]


@pytest.mark.parametrize("row", ["2026;;Chủ tịch Hội;;;x", "2026;;Cộng đồng học tập cấp xã;;;Khá"])
def test_first_row_without_village_and_counts_is_data(row: str) -> None:
    assert len(figures(f"{LONG}{row}\n")) == 1


def test_pairs_under_a_general_header_are_read() -> None:
    rows = [["GIA ĐÌNH HỌC TẬP NĂM 2024"], ["STT", "Thôn", "Kết quả"], [1, "An Hòa", "230 / 263"]]
    assert figures(xlsx(rows), "a.xlsx") == [(2024, "T03", "gia_dinh", 263, None, 230)]


@pytest.mark.parametrize("title", ["1. Gia đình học tập", "I. GĐHT", "2) Gia đình học tập"])
def test_numbered_title_is_read(title: str) -> None:
    assert figures(f"{LONG}2024;An Hòa;{title};263;238;230\n") == [(2024, "T03", "gia_dinh", 263, 238, 230)]


HEAD = "Tên thôn;Tổng số hộ;Đăng ký;Đạt;Ghi chú\n"
ROWS = ("Đông Lâm;263;238;230", "Đồng Lâm;299;284;173", "An Hòa;409;347;229")


def test_missing_blank_last_columns_are_accepted() -> None:
    content = HEAD + "".join(f"{row}\n" for row in ROWS)
    assert len(figures(content, "GĐHT 2024.csv")) == 3


def test_extra_blank_cells_are_accepted() -> None:
    content = HEAD + "".join(f"{row};;;\n" for row in ROWS)
    assert len(figures(content, "GĐHT 2024.csv")) == 3


def test_row_without_a_cell_before_a_blank_note_is_refused() -> None:
    content = HEAD + "".join(f"{row};\n" for row in ROWS).replace(";263", "")
    assert errors(content, "GĐHT 2024.csv") == [("row_too_short", 2)]


def test_syllables_with_qu_are_vietnamese() -> None:
    assert all(map(is_vietnamese, ("Quỳnh", "quýt", "quỵt", "Quyết", "Quảng", "Quới", "Huỳnh")))
    assert not is_vietnamese("Quyønh")


def test_title_before_total_in_a_header_cell_is_a_group() -> None:
    head = "Thôn;GĐHT tổng số;GĐHT đăng ký;GĐHT đạt\n"
    assert figures(f"{head}An Hòa;263;238;230\n", "2024.csv") == [(2024, "T03", "gia_dinh", 263, 238, 230)]
    assert errors(f"{head.replace('GĐHT tổng số', 'Tổng số GĐHT')}An Hòa;263;238;230\n", "2024.csv")


def test_abbreviated_count_and_share_columns_are_read() -> None:
    rows = ["GIA ĐÌNH HỌC TẬP NĂM 2024;;;;;", "Thôn;Tổng số;Đăng ký;;Đạt;", ";;SL;TL (%);SL;TL (%)"]
    content = "\n".join([*rows, "An Hòa;263;238;90,5;230;87,5", ""])
    assert figures(content) == [(2024, "T03", "gia_dinh", 263, 238, 230)]


def test_misspelled_village_without_a_tick_is_refused() -> None:
    content = "CỘNG ĐỒNG HỌC TẬP NĂM 2024\nThôn;Đạt\nĐông Lâm;x\nDong Lam;\nAn Hòa;x\n"
    assert errors(content) == [("village_similar", 4)]


def test_legacy_names_beside_ticks_are_decoded_as_a_column() -> None:
    rows = "Céng ®ång häc tËp\nTh«n;N¨m 2024\nAn Hßa;x\nPhó L\xad¬ng;\nMü Th¹nh;x\n"
    assert [row[-1] for row in figures(rows)] == [1, 0, 1]


@pytest.mark.parametrize("written", ["#DIV/0!", "#N/A", "#REF!"])
def test_formula_error_stored_as_text_is_refused(written: str) -> None:
    assert errors(f"{LONG}2024;An Hòa;GĐHT;263;238;{written}\n") == [("formula_unstored", 2)]


def test_missing_year_is_the_only_error() -> None:
    rows = [["GIA ĐÌNH HỌC TẬP"], ["Thôn", "Tổng số hộ", "Đạt"], ["An Hòa", 263, 230], ["Tổng cộng", 263, 230]]
    assert errors(xlsx(rows), "a.xlsx") == [("year_missing", None)]
