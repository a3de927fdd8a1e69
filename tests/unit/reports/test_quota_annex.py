"""The annex contains counts as numbers and names as text, never a formula."""

import io

from openpyxl import load_workbook

from learning_coverage.reports.xlsx.quota_annex import Annex, to_csv, to_xlsx

ANNEX = Annex(
    heading=("Xã Thử", "PHỤ LỤC", "Giao chỉ tiêu 2027–2028", "(Kèm theo Quyết định số 12)"),
    columns=("STT", "Thôn", "2027", "2028", "Tổng cộng"),
    rows=((1, "Đông Lâm", 3, 2, 5), (2, '=HYPERLINK("http://x")', 1, 0, 1)),
    sums=(None, "Tổng cộng", 4, 2, 6),
    notes=("Nguồn: Xã Thử", "@SUM(1)"),
)


def read_cells(annex: Annex) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(to_xlsx(annex))).active
    assert sheet is not None
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_workbook_contains_the_table_with_its_sums() -> None:
    found = read_cells(ANNEX)
    top = found.index(["STT", "Thôn", "2027", "2028", "Tổng cộng"])
    assert [row[0] for row in found[:4]] == list(ANNEX.heading)
    assert found[top + 1 : top + 4] == [
        [1, "Đông Lâm", 3, 2, 5],
        [2, '=HYPERLINK("http://x")', 1, 0, 1],
        [None, "Tổng cộng", 4, 2, 6],
    ]
    assert [row[0] for row in found[-2:]] == ["Nguồn: Xã Thử", "@SUM(1)"]


def test_sample_mark_is_the_first_line() -> None:
    marked = Annex(**{**vars(ANNEX), "mark": "SỐ LIỆU MINH HOẠ"})
    assert read_cells(marked)[0][0] == "SỐ LIỆU MINH HOẠ"
    assert to_csv(marked).decode("utf-8-sig").splitlines()[0] == "SỐ LIỆU MINH HOẠ"


def test_csv_text_is_never_a_formula() -> None:
    text = to_csv(ANNEX)
    assert text.startswith(b"\xef\xbb\xbf")
    lines = text.decode("utf-8-sig").splitlines()
    assert "1;Đông Lâm;3;2;5" in lines
    assert ";Tổng cộng;4;2;6" in lines
    assert any(line.startswith("2;\"'=HYPERLINK") for line in lines)
    assert lines[-1] == "'@SUM(1)"
