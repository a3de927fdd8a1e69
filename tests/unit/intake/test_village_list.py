"""Village names from text and files."""

import unicodedata

import pytest

from learning_coverage.facts import Problem
from learning_coverage.intake import village_list
from tests.builders import small_config
from tests.unit.intake.books import xlsx

CONFIG = small_config()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đông Lâm\nĐồng Lâm\n", ["Đông Lâm", "Đồng Lâm"]),
        ("1. Thôn Một\n2) Thôn Hai\n- Thôn Ba\n• Ấp 4\n", ["Thôn Một", "Thôn Hai", "Thôn Ba", "Ấp 4"]),
        ("STT\tTên thôn\tSố hộ\n1\tAn Hòa\t120\n2\tThôn 2\t98\n", ["An Hòa", "Thôn 2"]),
        ("An\u00a0 Hòa \n\n  \nAN HOÀ\n", ["An Hòa"]),
        (unicodedata.normalize("NFD", "Thủy Ưỡng"), ["Thủy Ưỡng"]),
        ("<b>x</b>\n&anchor\n{a: b}\n", ["<b>x</b>", "&anchor", "{a: b}"]),
        ("1\n2\n", []),
        ("", []),
    ],
)
def test_text_gives_one_name_per_line(text: str, names: list[str]) -> None:
    assert village_list.from_text(text) == names


def test_table_gives_names_between_header_and_total() -> None:
    data = "BIỂU TỔNG HỢP;;\nSTT;Tên thôn;Tổng số hộ\n1;An Hòa;120\n2;Thôn 10;98\n;Tổng cộng;218\n;Người lập biểu;\n"
    assert village_list.from_file(data.encode("utf-8-sig"), "thon.csv", CONFIG) == ["An Hòa", "Thôn 10"]


def test_single_column_without_header_gives_names() -> None:
    assert village_list.from_file(xlsx([["An Hòa"], ["Thôn 2"]]), "thon.xlsx", CONFIG) == ["An Hòa", "Thôn 2"]


def test_unreadable_file_gives_a_problem() -> None:
    found = village_list.from_file(b"\x89PNG\r\n\x1a\n", "thon.csv", CONFIG)
    assert isinstance(found, Problem) and found.code
