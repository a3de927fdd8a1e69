"""Names of villages typed, pasted from a spreadsheet or read from a file."""

import re
from collections.abc import Iterable

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import clean, syllable_key
from learning_coverage.intake.reader import load_sheets
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.sheet import Line, Sheet

_NUMBERING = re.compile(r"^\s*(?:\d+\s*[.):\-–/]|•|[-–*+](?=\s))\s*")
_NO_WORDS = re.compile(r"[\d\s.,()]*")


def from_text(text: str) -> list[str]:
    """Distinct names in order, one a line, without numbers, bullets and further columns."""
    return _distinct(_find_name(re.split(r"[\t;]", line)) for line in text.splitlines())


def from_file(data: bytes, file_name: str, config: Config) -> list[str] | Problem:
    """Distinct names below a village header, else in the first column with words; a Problem when there are none."""
    try:
        sheets = load_sheets(data, file_name, config)
    except Refusal as refusal:
        return refusal.problem
    return next((names for sheet in sheets if (names := _names_in_sheet(sheet))), Problem("error", "header_missing"))


def _names_in_sheet(sheet: Sheet) -> list[str]:
    for position, line in enumerate(sheet.lines):
        column = next((at for at, cell in enumerate(line.cells) if _is_heading(cell.text)), None)
        if column is not None:
            return _names_above_total(sheet.lines[position + 1 :], column)
    return _distinct(_find_name([cell.text for cell in line.cells]) for line in sheet.lines)


def _names_above_total(lines: tuple[Line, ...], column: int) -> list[str]:
    """The names of a column down to the row of totals, without blank cells."""
    names = []
    for line in lines:
        if any(syllable_key(text) in word_lists.keys("totals") for text in line.texts):
            break
        names.append(_find_name([line.cell_at(column).text]))
    return _distinct(names)


def _is_heading(text: str) -> bool:
    return word_lists.header_terms().get(syllable_key(text)) == ("village", None)


def _find_name(cells: list[str]) -> str:
    """The first cell with words, without its number; "" when there is none."""
    return next(
        (name for cell in cells if (name := clean(_NUMBERING.sub("", cell))) and not _NO_WORDS.fullmatch(name)), ""
    )


def _distinct(names: Iterable[str]) -> list[str]:
    """Each name once, compared by syllable key, without header terms."""
    by_key: dict[str, str] = {}
    for name in names:
        if name and syllable_key(name) not in word_lists.header_terms():
            by_key.setdefault(syllable_key(name), name)
    return list(by_key.values())
