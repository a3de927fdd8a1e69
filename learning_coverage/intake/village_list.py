"""The villages of a commune, typed, pasted from a spreadsheet or in a file: their names in the order given."""

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
    """One name a line; the numbers, bullets and further columns of a paste are taken off."""
    return _distinct(_find_name(re.split(r"[\t;]", line)) for line in text.splitlines())


def from_file(data: bytes, file_name: str, config: Config) -> list[str] | Problem:
    """The names below a heading that means a village, else the first column with words; or why there are none."""
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
    """The column down to the row of totals; blank cells under a merged one are passed over."""
    names = []
    for line in lines:
        if any(syllable_key(text) in word_lists.keys("totals") for text in line.texts):
            break
        names.append(_find_name([line.cell_at(column).text]))
    return _distinct(names)


def _is_heading(text: str) -> bool:
    return word_lists.header_terms().get(syllable_key(text)) == ("village", None)


def _find_name(cells: list[str]) -> str:
    """The first cell with words in it, without its number."""
    return next(
        (name for cell in cells if (name := clean(_NUMBERING.sub("", cell))) and not _NO_WORDS.fullmatch(name)), ""
    )


def _distinct(names: Iterable[str]) -> list[str]:
    """Each village once, whatever the case and the place of its tones; a heading is no village."""
    found: dict[str, str] = {}
    for name in names:
        if name and syllable_key(name) not in word_lists.header_terms():
            found.setdefault(syllable_key(name), name)
    return list(found.values())
