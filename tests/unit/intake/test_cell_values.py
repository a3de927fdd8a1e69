"""Counts, pairs and answers of single cells."""

import pytest

from learning_coverage.intake.names.cell_values import Count, parse_count, parse_pair, parse_yes_no
from learning_coverage.intake.names.unit_names import UnitNames
from learning_coverage.intake.sheet import Cell
from tests.examples.office import office_config

FAMILIES = UnitNames(office_config()).suits_by_word("gia_dinh")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("7", 7), ("05", 5), ("1385", 1385), ("1.385", 1385), ("1,385", 1385), ("12.345.678", 12345678),
        ("120 hộ", 120), ("120 gia đình", 120), ("1.385 hộ", 1385),
        (" 12\u00a0", 12),
    ],
)  # fmt: skip
def test_count_is_parsed(text: str, count: int) -> None:
    assert parse_count(Cell(text), FAMILIES) == Count(count)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("120,5", "count_not_whole"), ("1.38", "count_not_whole"), ("0.385", "count_not_whole"),
        ("-5", "count_negative"),
        ("263.0", "count_not_whole"), ("23,0", "count_not_whole"), ("1.385,0", "count_not_number"),
        ("NaN", "count_not_number"), ("khoảng 20", "count_not_number"), ("1 385", "count_not_number"),
        ("1.385.2", "count_not_number"), ("1.385,385", "count_not_number"), ("٣٤", "count_not_number"),
        ("1e309", "count_too_large"), ("9" * 12, "count_too_large"), ("9" * 5000, "count_too_large"),
        ("80%", "count_is_share"), ("12-Nov", "count_is_date"),
        ("Nov-12", "count_is_date"), ("12/11/2024", "count_is_date"), ("12-thg11", "count_is_date"),
        ("11/12", "count_is_pair"), ("-", "count_dash"), ("–", "count_dash"), ("5 dòng họ", "count_of_other_unit"),
        ("²", "count_not_number"), ("0123", "count_not_number"), ("1O", "count_not_number"),
    ],
)  # fmt: skip
def test_invalid_count_gives_a_problem_code(text: str, fault: str) -> None:
    assert parse_count(Cell(text), FAMILIES) == Count(problem_code=fault)


def test_blank_cell_is_missing_not_zero() -> None:
    assert parse_count(Cell("  ")) == Count(None)


def test_number_cell_has_no_thousands_separator() -> None:
    assert parse_count(Cell("1.385", "number")).problem_code == "count_not_whole"


def test_pair_is_parsed_or_gives_a_problem_code() -> None:
    assert parse_pair(Cell("1.385/1847")) == (Count(1385), Count(1847))
    assert parse_pair(Cell("")) == (Count(), Count())
    assert parse_pair(Cell("12"))[0].problem_code == "count_not_pair"
    assert parse_pair(Cell("1/2/3"))[0].problem_code == "count_is_date"


@pytest.mark.parametrize("text", ["x", "X", "✓", "Có", "ĐẠT", "1", "1.0", "TRUE"])
def test_yes_is_parsed_as_1(text: str) -> None:
    assert parse_yes_no(Cell(text)) == Count(1)


@pytest.mark.parametrize("text", ["0", "không", "Chưa đạt", "KO"])
def test_no_is_parsed_as_0(text: str) -> None:
    assert parse_yes_no(Cell(text)) == Count(0)


@pytest.mark.parametrize("text", ["2", "?", "xx", "99999", "-"])
def test_other_answer_is_unclear(text: str) -> None:
    assert parse_yes_no(Cell(text)).problem_code == "yes_or_no_unclear"
