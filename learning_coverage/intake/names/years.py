"""Years in cells, headings and names of sheets and files; dates and spans of years do not count."""

import re

from learning_coverage.intake.names.syllables import clean

_YEAR = r"(?<![\d./])((?:19|20|21)\d\d)(?![\d/])"
_YEAR_CELL = re.compile(r"(?:năm|nam|year)?\s*([0-9]{4})(?:[.,]0+)?", re.IGNORECASE)
_MAX_LENGTH = 500  # characters; longer text is no heading
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
    """The year of a cell with nothing else in it: 2024, "Năm 2024", "2024.0"; otherwise None."""
    match = _YEAR_CELL.fullmatch(clean(text))
    return int(match[1]) if match else None


def find_years(text: str) -> tuple[int, ...]:
    """The distinct years in a heading: those after "năm", or any when there is none."""
    plain = _COMPARED_YEAR.sub(" ", _SPAN.sub(" ", _DATE.sub(" ", clean(text[:_MAX_LENGTH]))))
    years = [
        year for group in _YEARS_AFTER_WORD.finditer(plain) for year in _ANY_YEAR.findall(group[0])
    ] or _ANY_YEAR.findall(plain)
    return tuple(dict.fromkeys(map(int, years)))


def find_years_in_name(name: str) -> tuple[int, ...]:
    """The distinct years in the name of a file or sheet, where underscores stand for spaces."""
    return find_years(re.sub(r"_+", " ", name))
