"""Text in files that spreadsheets open: text that looks like a formula stays text. The only place of this rule.

The browser makes its CSV by the same rule: it gets the pattern from `ui/browser/components.py`.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A sign that begins a formula, also after spaces and in its full-width form; a plain number with its sign is none.
FORMULA_PATTERN = (
    r"^(?!\s*[+\-]\d[\d.,]*\s?%?$)"
    r"[\s\u0000\u200b\ufeff]*[=+\-@|\u0000\t\r\n\uff1d\uff0b\uff0d\uff20\uff5c]"
)
Cell = str | int | None
_FORMULA = re.compile(FORMULA_PATTERN)
# For XlsxWriter, which otherwise makes formulas, links and numbers of texts that look like them.
XLSX_TEXT_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def escape_formula(cell: str) -> str:
    """The text with an apostrophe before what a spreadsheet would calculate, or run."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def to_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """As Vietnamese Excel opens it by a double click: UTF-8 with BOM, semicolons; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([escape_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
