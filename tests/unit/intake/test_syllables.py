"""Syllable keys, and possible Vietnamese syllables."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_coverage.intake.names.syllables import is_vietnamese, syllable_key, unaccented_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("An Hoà", "an hòa"), ("THUỶ", "thủy"), ("Ðông", "Đông"), ("Phú\u00a0  Lương", "phú lương"),
        ("Thôn 02", "thôn 2"),
        ("Thôn2", "Thôn 2"), ("An\u200b Hòa", "An Hòa"), (unicodedata.normalize("NFD", "Thủy Ưỡng"), "thủy ưỡng"),
    ],
)  # fmt: skip
def test_same(one: str, other: str) -> None:
    assert syllable_key(one) == syllable_key(other)


@pytest.mark.parametrize(("one", "other"), [("Đông Lâm", "Đồng Lâm"), ("CĐHT", "CDHT"), ("Hòa", "Hoa"), ("2", "20")])
def test_different(one: str, other: str) -> None:
    assert syllable_key(one) != syllable_key(other)


def test_bare() -> None:
    assert unaccented_key("Đồng Lâm") == unaccented_key("Đông Lâm") == "dong lam"


@given(st.text(alphabet="aăâeêioôơuưyđĐAÔ hngt 123áàảãạộ", max_size=20))
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    assert syllable_key(syllable_key(text)) == syllable_key(text)


@pytest.mark.parametrize(
    "word", ["Nghĩa", "Đoài", "Ưỡng", "Thuỷ", "quyết", "giếng", "Ô", "GĐHT", "khuyến", "hoạch", "Kẻ"]
)
def test_vietnamese(word: str) -> None:
    assert is_vietnamese(word)


@pytest.mark.parametrize("word", ["häc", "®×nh", "Ñoâng", "hòac", "tậṕ", "Ä\x90Ã´ng", "bàc", "wơ"])
def test_not_vietnamese(word: str) -> None:
    assert not is_vietnamese(word)
