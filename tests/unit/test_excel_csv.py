"""What a spreadsheet would run is text; numbers and names stay as they are."""

import pytest

from learning_coverage.excel_csv import guarded, to_bytes


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|x",
        "-2+3",
        "-1+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\tx",
        "\rx",
        "\0x",
        "|x",
        "  =1",
        "＝1",
        "＋1",
        "＠x",
        "-",
    ],
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Đông Lâm", "1=1", "+4,1", "-3", "-12,5%", "+1.234", "–", "a@b", "'=1"])
def test_other_text_stays(text: str) -> None:
    assert guarded(text) == text


def test_cells_are_parted_as_excel_here_expects() -> None:
    assert to_bytes([("Thôn", 'a;"b"', 3, None, "=x")]) == '\ufeffThôn;"a;""b""";3;;\'=x\r\n'.encode()
