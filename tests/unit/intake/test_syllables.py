"""Syllable keys, and recognition of Vietnamese syllables."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_coverage.intake.names.syllables import is_vietnamese, syllable_key, unaccented_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("An Hoà", "an hòa"), ("THUỶ", "thủy"), ("Ðông", "Đông"), ("Phú\u00a0  Lương", "phú lương"),
        ("Thôn 02", "thôn 2"),
        ("Thôn2", "Thôn 2"), ("An\u200b Hòa", "An Hòa"), (unicodedata.normalize("NFD", "Thủy Ưỡng"), "thủy ưỡng"),
    ],
)  # fmt: skip
def test_spelling_variants_have_the_same_key(first: str, second: str) -> None:
    assert syllable_key(first) == syllable_key(second)


@pytest.mark.parametrize(("first", "second"), [("Đông Lâm", "Đồng Lâm"), ("CĐHT", "CDHT"), ("Hòa", "Hoa"), ("2", "20")])
def test_different_names_have_different_keys(first: str, second: str) -> None:
    assert syllable_key(first) != syllable_key(second)


def test_unaccented_key_has_no_accents() -> None:
    assert unaccented_key("Đồng Lâm") == unaccented_key("Đông Lâm") == "dong lam"


@given(st.text(alphabet="aăâeêioôơuưyđĐAÔ hngt 123áàảãạộ", max_size=20))
def test_syllable_key_is_idempotent(text: str) -> None:
    assert syllable_key(syllable_key(text)) == syllable_key(text)


@pytest.mark.parametrize(
    "word", ["Nghĩa", "Đoài", "Ưỡng", "Thuỷ", "quyết", "giếng", "Ô", "GĐHT", "khuyến", "hoạch", "Kẻ"]
)
def test_vietnamese_word_is_recognised(word: str) -> None:
    assert is_vietnamese(word)


@pytest.mark.parametrize("word", ["häc", "®×nh", "Ñoâng", "hòac", "tậṕ", "Ä\x90Ã´ng", "bàc", "wơ"])
def test_other_word_is_not_vietnamese(word: str) -> None:
    assert not is_vietnamese(word)
