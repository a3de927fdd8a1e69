"""Values of single cells: a count in units, a pair n/N, a yes or no, or the code of a problem.

1.385, 1,385 and 1385 are the same count: a single mark followed by exactly three digits separates thousands. A number
of a workbook is typed, so its point is a fraction. In text "23,0" is refused, as it may be 23 or a mistyped 230.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from learning_coverage.facts import MAX_COUNT
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import clean, syllable_key
from learning_coverage.intake.sheet import Cell

_MAX_LENGTH = 20  # characters of a count with its marks
_INTEGER = re.compile(r"0|[1-9]\d*|0[1-9]", re.ASCII)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)", re.ASCII)
_WITH_UNIT = re.compile(r"([0-9.,]+)\s*([^\W\d_][^\d]*)")
_FRACTION = re.compile(r"\d*[.,]\d+")
_SCIENTIFIC = re.compile(r"[+-]?[\d.,]+[eE][+-]?\d+")
_DATE = re.compile(
    r"\d{1,2}[-/ .](?:[A-Za-z]{3,9}|thg\s*\d{1,2}|tháng\s*\d{1,2})(?:[-/ .]\d{2,4})?|[A-Za-z]{3}[-/ ]\d{1,4}"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{4}-\d\d-\d\d[ T].*",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w ]+")
_PAIR = re.compile(r"(.+?)\s*/\s*(.+)")
_PAIR_OF_NUMBERS = re.compile(r"\d[^/]*/\s*\d[^/]*", re.ASCII)


@dataclass(frozen=True)
class Count:
    """`value` in units, None for a blank cell; or `problem_code`."""

    value: int | None = None
    problem_code: str | None = None


BLANK_COUNT = Count()


def parse_count(cell: Cell, suits_by_unit: Mapping[str, bool] | None = None) -> Count:
    """One count. `suits_by_unit`: unit words by key, whether they may follow the number; by default general units."""
    if cell.kind == "broken":
        return Count(problem_code="formula_unstored")
    if cell.kind == "date":
        return Count(problem_code="count_is_date")
    if cell.kind == "number":
        return _parse_number(cell.text)
    return _parse_text(clean(cell.text), word_lists.general_units_by_word() if suits_by_unit is None else suits_by_unit)


def _parse_number(text: str) -> Count:
    """A typed number of a workbook."""
    if text.lstrip("-").isdigit():
        return _check_range(int(text))
    return Count(problem_code="count_not_whole" if _FRACTION.fullmatch(text.lstrip("-")) else "count_too_large")


def _parse_text(text: str, suits_by_unit: Mapping[str, bool]) -> Count:
    if not text:
        return BLANK_COUNT
    if len(text) > _MAX_LENGTH and text.isdigit():
        return Count(problem_code="count_too_large")
    if _INTEGER.fullmatch(text):
        return _check_range(int(text))
    if _THOUSANDS.fullmatch(text):
        return _check_range(int(re.sub("[.,]", "", text)))
    if match := _WITH_UNIT.fullmatch(text):
        return _parse_with_unit(match[1], match[2], suits_by_unit)
    return Count(problem_code=_diagnose(text))


def _parse_with_unit(number: str, unit: str, suits_by_unit: Mapping[str, bool]) -> Count:
    suits = suits_by_unit.get(syllable_key(unit))
    if suits is None or _DATE.fullmatch(f"{number} {unit}"):
        return Count(problem_code=_diagnose(f"{number} {unit}"))
    return _parse_text(number, suits_by_unit) if suits else Count(problem_code="count_of_other_unit")


def _check_range(number: int) -> Count:
    if number < 0:
        return Count(problem_code="count_negative")
    return Count(number) if number <= MAX_COUNT else Count(problem_code="count_too_large")


def _diagnose(text: str) -> str:
    if set(text) <= set("-–—"):
        return "count_dash"
    if re.fullmatch(r"#[A-Z/0]+[!?]?", text):
        return "formula_unstored"  # #DIV/0! as exported to CSV
    if text.startswith(("-", "−")) and text[1:2].isdigit():
        return "count_negative"
    if text.endswith("%"):
        return "count_is_share"
    if _DATE.fullmatch(text):
        return "count_is_date"
    if _PAIR_OF_NUMBERS.fullmatch(text):
        return "count_is_pair"
    if _FRACTION.fullmatch(text):
        return "count_not_whole"
    return "count_too_large" if _SCIENTIFIC.fullmatch(text) else "count_not_number"


def parse_pair(cell: Cell, suits_by_unit: Mapping[str, bool] | None = None) -> tuple[Count, Count]:
    """Two counts n/N of one cell, in the order written; both blank for a blank cell. `suits_by_unit`: see above."""
    if cell.is_blank:
        return BLANK_COUNT, BLANK_COUNT
    match = _PAIR.fullmatch(clean(cell.text)) if cell.kind == "text" else None
    if not match or "/" in match[2]:
        no_pair = Count(problem_code=parse_count(cell).problem_code or "count_not_pair")
        return no_pair, no_pair
    return parse_count(Cell(match[1]), suits_by_unit), parse_count(Cell(match[2]), suits_by_unit)


def is_pair(cell: Cell) -> bool:
    """Whether the cell holds two counts n/N."""
    first, second = parse_pair(cell)
    return first.value is not None and second.value is not None


def parse_yes_no(cell: Cell) -> Count:
    """1 for yes, 0 for no, None for a blank cell."""
    if cell.is_blank:
        return BLANK_COUNT
    if cell.kind in ("broken", "date"):
        return parse_count(cell)
    key = _answer_key(cell.text)
    if key in word_lists.keys("yes"):
        return Count(1)
    return Count(0) if key in word_lists.keys("no") else Count(problem_code="yes_or_no_unclear")


def is_tick(cell: Cell) -> bool:
    """Whether the cell is a written yes."""
    return not cell.is_blank and parse_yes_no(cell).value == 1


def _answer_key(text: str) -> str:
    """The key of an answer: 1.0 as 1, (x) as x; other signs stay, as -1 and x? are no answers."""
    plain = re.sub(r"^([01])[.,]0+$", r"\1", clean(text).strip(" .()[]“”\"'"))
    return syllable_key(plain) if _WORDS.fullmatch(plain) else plain
