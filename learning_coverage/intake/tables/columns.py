"""What the columns under a header mean: the texts above each, joined group names included, as one meaning."""

from dataclasses import dataclass, replace
from functools import reduce

from learning_coverage.intake.names.header_terms import UNKNOWN, Interpreter, Meaning
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.sheet import Line, Sheet


@dataclass(frozen=True)
class Column:
    """One column of a table. `header` is its text as the user sees it, groups first."""

    index: int
    header: str
    meaning: Meaning


def columns_of(sheet: Sheet, block: tuple[Line, ...], interpreter: Interpreter) -> tuple[Column, ...]:
    width = max((i + 1 for line in block for i, cell in enumerate(line.cells) if not cell.blank), default=0)
    return tuple(_column(index, _path(sheet, block, index), interpreter) for index in range(width))


def _column(index: int, path: list[str], interpreter: Interpreter) -> Column:
    header = " – ".join(dict.fromkeys(path))
    given = interpreter.given(header)
    return Column(index, header, given or reduce(_joined, map(interpreter.cell, path), Meaning()))


def _path(sheet: Sheet, block: tuple[Line, ...], index: int) -> list[str]:
    """The header texts above a column, group names first."""
    texts = []
    for depth, line in enumerate(block):
        text = clean(line.at(index).text)
        if not text and _has_text(block[depth + 1 :], index):
            text = _group_name(sheet, block[depth:], index)
        if text:
            texts.append(text)
    return texts


def _has_text(lines: tuple[Line, ...], index: int) -> bool:
    return any(not line.at(index).blank for line in lines)


def _group_name(sheet: Sheet, block: tuple[Line, ...], index: int) -> str:
    """The name to the left that spreads over this column; one that stands over nothing is a column of its own."""
    line = block[0]
    source = next((i for i in range(index - 1, -1, -1) if not line.at(i).blank), None)
    if source is None or not _has_text(block[1:], source):
        return ""
    for top, left, bottom, right in sheet.merged:
        if top <= line.number <= bottom and left == source and right < index:
            return ""
    return clean(line.at(source).text)


def _joined(upper: Meaning, lower: Meaning) -> Meaning:
    """Two header cells of one column as one meaning; UNKNOWN when they contradict each other."""
    if not upper.known or not lower.known:
        return UNKNOWN
    if upper.year and lower.year and upper.year != lower.year:
        return UNKNOWN
    if upper.indicators and lower.indicators and upper.indicators != lower.indicators:
        return UNKNOWN
    field = _joined_field(upper.field, lower.field)
    if field == "?":
        return UNKNOWN
    return replace(
        lower,
        field=field,
        indicators=lower.indicators or upper.indicators,
        year=lower.year or upper.year,
        ratio=lower.ratio or upper.ratio,
        unit_of=lower.unit_of or upper.unit_of,
    )


def _joined_field(upper: str | None, lower: str | None) -> str | None:
    """ "Đăng ký" above "Số hộ" counts the registered; a rate stays a rate whatever stands above it."""
    if upper is None or lower is None or upper == lower:
        return lower or upper
    for rate in ("rate_other", "rate"):
        if rate in (upper, lower):
            return "rate" if {upper, lower} <= {"rate", "recognised"} else "rate_other"
    if upper in ("total", "indicator"):
        return lower
    if lower == "total" and upper in ("registered", "recognised"):
        return upper
    return "?"
