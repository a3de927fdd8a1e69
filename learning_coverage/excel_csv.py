"""CSV as Vietnamese Excel opens it by a double click: UTF-8 with BOM, semicolons, no text that becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What a spreadsheet would run, blanks before it or not; "+4,1" and "-3%" are numbers and stay. The same pattern guards
# the CSV of the pages (ui/linked.js), so it is written in what Python and JavaScript both understand.
FORMULA = r"^(?=\s*[=+\-@|\t\r\n\0＝＋－＠｜])(?!\s*[+\-]\d[\d.,]*%?$)"
Cell = str | int | None


def guarded(text: str) -> str:
    """A text that would be taken for a formula has an apostrophe before it."""
    return f"'{text}" if re.search(FORMULA, text) else text


def to_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Every text guarded; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
