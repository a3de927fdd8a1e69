"""CSV whose text no spreadsheet runs as a formula: the one rule for files, the data API and the browser.

The browser gets `FORMULA_PATTERN` as it is: Python and JavaScript read it alike.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A character that starts a formula, also after blanks or in its full-width form; a signed number is no formula.
FORMULA_PATTERN = (
    r"^(?!\s*[+\-]\d[\d.,]*\s?%?$)"
    r"[\s\u0000\u200b\ufeff]*[=+\-@|\u0000\t\r\n\uff1d\uff0b\uff0d\uff20\uff5c]"
)
Cell = str | int | None
_FORMULA = re.compile(FORMULA_PATTERN)
# XlsxWriter otherwise turns texts that look like formulas, links or numbers into them.
XLSX_TEXT_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def escape_formula(cell: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would run it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def to_csv(rows: Iterable[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """CSV without formulas; None is an empty cell. Semicolons and a BOM are what Vietnamese Excel needs to open it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([escape_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode(encoding)
