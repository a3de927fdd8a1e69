"""No text becomes a formula in an exported file."""

import csv
import io
import zipfile

import openpyxl
import pytest

from learning_coverage import csv_safety, upload_template

RUN = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "|x",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    "\u00a0=1",
    "\n=1",
]
RUN += ["+cmd|x", "-2+3", "@SUM(1)", "\tx", "\rx", "\0x", "-"]
RUN += ["-1+cmd|'/c calc'!A0", "-2+3+cmd|' /C calc'!A0", "=cmd|'/c calc'!A0", "\u200b=1", "-x", "+84 123 x", "--1"]
LEFT = ["1=1", "a@b", "'=1", "-12,5%", "+1.234", "Đông Lâm", "", "1", "-5", "-3,4", "+4,1", "-12,5 %", "−4,1", "1.234"]
LEFT += ["(=1)", "a=1", "http://127.0.0.1/", "–"]


@pytest.mark.parametrize("text", RUN)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_safety.escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT)
def test_other_text_and_signed_numbers_are_unchanged(text: str) -> None:
    assert csv_safety.escape_formula(text) == text


def test_a_template_contains_text_only() -> None:
    hostile = [*RUN[:4], "http://127.0.0.1:9/x", "{=1+1}", "mailto:a@b", "internal:Sheet1!A1", "<b>"]
    table = [["Thôn"], *[[name] for name in hostile]]

    rows = list(csv.reader(io.StringIO(upload_template.to_csv(table).decode("utf-8-sig"))))
    assert [row[0][0] for row in rows[1:5]] == ["'"] * 4
    data = upload_template.to_xlsx(table)
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == hostile
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "worksheets/_rels" in name]


def test_cells_are_separated_as_vietnamese_excel_expects() -> None:
    assert csv_safety.to_csv([("Thôn", 'a;"b"', 3, None, "=x")]) == '\ufeffThôn;"a;""b""";3;;\'=x\r\n'.encode()
