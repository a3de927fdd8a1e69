"""Years in text: of a cell, of a heading, of a sheet's or file's name. Dates and spans of years are no year of data."""

import re

from learning_coverage.intake.names.syllables import clean

_YEAR = r"(?<![\d./])((?:19|20|21)\d\d)(?![\d/])"
_YEAR_CELL = re.compile(r"(?:năm|nam|year)?\s*([0-9]{4})(?:[.,]0+)?", re.IGNORECASE)
_MAX_LENGTH = 500  # of a heading; longer text is no heading
_YEARS_AFTER_WORD = re.compile(
    rf"(?:năm|nam)[\s_:\-]*{_YEAR}(?!\.\d)(?:\s*(?:,|;|&|\+|và)\s*(?:năm\s*)?{_YEAR}(?!\.\d))*", re.IGNORECASE
)
_ANY_YEAR = re.compile(rf"{_YEAR}(?!\.\d)")
_SPAN = re.compile(r"(?:19|20|21)\d\d\s*(?:[-–—/]|đến|tới)\s*(?:năm\s*)?(?:(?:19|20|21)\d\d|\d\d(?!\d))", re.IGNORECASE)
_DATE = re.compile(
    r"ngày[\s\d.…]*tháng[\s\d.…]*năm[\s\d.…]*"
    r"|tháng\s*\d{1,2}\s*(?:năm|/|-)\s*\d{4}"
    r"|\d{1,2}[./\- ]\d{1,2}[./\- ]\d{4}|\d{4}[./\-_]\d{1,2}[./\-_]\d{1,2}|\d{1,2}/\d{4}|\d{8}",
    re.IGNORECASE,
)
_COMPARED_YEAR = re.compile(rf"so với (?:cùng kỳ )?(?:năm )?{_YEAR}", re.IGNORECASE)


def parse_year(text: str) -> int | None:
    """A cell that says a year and nothing else: 2024, "Năm 2024", "2024.0"."""
    found = _YEAR_CELL.fullmatch(clean(text))
    return int(found[1]) if found else None


def find_years(text: str) -> tuple[int, ...]:
    """The distinct years a heading speaks of: those after "năm", or any when none is named so."""
    plain = _COMPARED_YEAR.sub(" ", _SPAN.sub(" ", _DATE.sub(" ", clean(text[:_MAX_LENGTH]))))
    found = [
        year for group in _YEARS_AFTER_WORD.finditer(plain) for year in _ANY_YEAR.findall(group[0])
    ] or _ANY_YEAR.findall(plain)
    return tuple(dict.fromkeys(map(int, found)))


def find_years_in_name(name: str) -> tuple[int, ...]:
    """The same for a file's or sheet's name, where _ and - stand for spaces."""
    return find_years(re.sub(r"_+", " ", name))
