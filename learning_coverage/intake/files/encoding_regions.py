"""Conversion of a sheet to Unicode by regions: each line of its head, each column of its body.

Forms are pasted together from files of different years, so one column may be TCVN3 and the next Unicode. Where a region
fits several encodings, that of the whole sheet decides.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from learning_coverage.intake.files.decoding import check_characters
from learning_coverage.intake.files.legacy_encodings import AS_IS, Conversion, rank_conversions
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.sheet import Line, Sheet

_NUMBER = re.compile(r"\d[\d.,]*%?")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_TICK = re.compile("[xX✓✔√☑]")
_LOST_LETTER = re.compile(r"\?[^\W\d_]")
_STACKED_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{6}")
_C1_CONTROLS = re.compile("[\x80-\x9f]")
_MAX_SAMPLES = 5

Region = tuple[str, int]


@dataclass(frozen=True)
class ConvertedSheet:
    """A sheet in Unicode, cells changed by conversion, and samples as (before, after)."""

    sheet: Sheet
    conversion_counts: Counter[str]
    samples: tuple[tuple[str, str], ...]


def convert_sheet(sheet: Sheet, conversions: dict[str, Conversion], is_known: Callable[[str], bool]) -> ConvertedSheet:
    """The sheet in Unicode. Raises Refusal for lost letters ("Gia ?ình h?c t?p") and unreadable or hidden ones."""
    _refuse_stacked_marks(sheet)
    _refuse_lost_letters(sheet)
    choices = _choose_conversions(sheet, conversions, is_known)
    body = _find_body_start(sheet)
    conversion_counts: Counter[str] = Counter()
    samples: dict[tuple[str, str], None] = {}

    def convert(line: Line, column: int, text: str) -> str:
        name = choices[_region_of(line, column, body)]
        after = conversions[name](text) if name is not None else None
        if after is None:
            raise Refusal("text_unreadable", row=line.number, value=text[:60])
        check_characters(after, is_legacy=False, row=line.number)
        if name != AS_IS and not text.isascii() and after != clean(text):
            conversion_counts[name or AS_IS] += 1
            samples[(clean(text), after)] = None
        return after

    return ConvertedSheet(sheet.map_texts(convert), conversion_counts, tuple(samples)[:_MAX_SAMPLES])


def _choose_conversions(
    sheet: Sheet, conversions: dict[str, Conversion], is_known: Callable[[str], bool]
) -> dict[Region, str | None]:
    """The conversion by region, None where no conversion fits."""
    cached: dict[str, Conversion] = {name: lru_cache(maxsize=None)(change) for name, change in conversions.items()}
    texts = _group_texts(sheet)
    sheet_choice = rank_conversions({text for group in texts.values() for text in group}, cached, is_known).names
    return {region: _choose_conversion(group, cached, is_known, sheet_choice) for region, group in texts.items()}


def _choose_conversion(
    texts: set[str], conversions: dict[str, Conversion], is_known: Callable[[str], bool], sheet_choice: tuple[str, ...]
) -> str | None:
    fitting = rank_conversions(texts, conversions, is_known).names
    if not fitting:
        return _choose_fallback(texts, conversions, sheet_choice)
    agreed = [name for name in sheet_choice if name in fitting]
    return agreed[0] if len(fitting) > 1 and agreed else fitting[0]


def _choose_fallback(texts: set[str], conversions: dict[str, Conversion], sheet_choice: tuple[str, ...]) -> str | None:
    """The conversion of text in another language: none for Unicode, that of the sheet for bytes."""
    if AS_IS in conversions and not any(_C1_CONTROLS.search(text) for text in texts):
        return AS_IS
    name = sheet_choice[0] if sheet_choice else None
    return name if name and all(conversions[name](text) is not None for text in texts) else None


def _group_texts(sheet: Sheet) -> dict[Region, set[str]]:
    body = _find_body_start(sheet)
    texts: dict[Region, set[str]] = {}
    for line in sheet.lines:
        for column, cell in enumerate(line.cells):
            if cell.kind == "text" and cell.text:
                texts.setdefault(_region_of(line, column, body), set()).add(cell.text)
    return texts


def _region_of(line: Line, column: int, body: int) -> Region:
    return ("line", line.number) if line.number < body else ("column", column)


def _find_body_start(sheet: Sheet) -> int:
    """The number of the first line with figures or ticks, years aside, else of the line after the header."""
    header = next((line.number for line in sheet.lines if len(line.texts) > 1), len(sheet.lines))
    return next((line.number for line in sheet.lines if _has_figures(line)), header + 1)


def _has_figures(line: Line) -> bool:
    texts = [text.strip() for text in line.texts]
    return len(texts) > 1 and any(
        _TICK.fullmatch(text) or (_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text)) for text in texts
    )


def _refuse_stacked_marks(sheet: Sheet) -> None:
    """Raise Refusal for six marks on a letter, which no language has and normalising takes hours to sort."""
    for line in sheet.lines:
        if any(_STACKED_MARKS.search(text) for text in line.texts):
            raise Refusal("characters_forbidden", row=line.number, value="U+0300")


def _refuse_lost_letters(sheet: Sheet) -> None:
    texts = [(line.number, text) for line in sheet.lines for text in line.texts if any(map(str.isalpha, text))]
    lost = [(row, text) for row, text in texts if _LOST_LETTER.search(text)]
    if len(lost) > 2 or (lost and len(lost) * 5 >= len(texts)):
        raise Refusal("letters_lost", row=lost[0][0], value=lost[0][1][:60], cells=len(lost))
