"""Columns of a table, each with its header texts, group names included, merged into one meaning."""

from dataclasses import dataclass, replace
from functools import reduce

from learning_coverage.intake.names.header_terms import UNKNOWN, HeaderInterpreter, Meaning
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.sheet import Line, Sheet


@dataclass(frozen=True)
class Column:
    """One column of a table. `header` is its displayed text, groups first."""

    index: int
    header: str
    meaning: Meaning


def build_columns(sheet: Sheet, header_lines: tuple[Line, ...], interpreter: HeaderInterpreter) -> tuple[Column, ...]:
    """One column for each up to the last with a header text; a meaning chosen for the whole header goes first."""
    width = max((i + 1 for line in header_lines for i, cell in enumerate(line.cells) if not cell.is_blank), default=0)
    return tuple(
        _build_column(index, _collect_header_texts(sheet, header_lines, index), interpreter) for index in range(width)
    )


def _build_column(index: int, path: list[str], interpreter: HeaderInterpreter) -> Column:
    header = " – ".join(dict.fromkeys(path))
    chosen = interpreter.find_target(header)
    return Column(index, header, chosen or reduce(_merge_meanings, map(interpreter.interpret, path), Meaning()))


def _collect_header_texts(sheet: Sheet, header_lines: tuple[Line, ...], index: int) -> list[str]:
    """The header texts above a column, group names first."""
    texts = []
    for depth, line in enumerate(header_lines):
        text = clean(line.cell_at(index).text)
        if not text and _has_text(header_lines[depth + 1 :], index):
            text = _find_group_name(sheet, header_lines[depth:], index)
        if text:
            texts.append(text)
    return texts


def _has_text(lines: tuple[Line, ...], index: int) -> bool:
    return any(not line.cell_at(index).is_blank for line in lines)


def _find_group_name(sheet: Sheet, header_lines: tuple[Line, ...], index: int) -> str:
    """The group name to the left that spans this column; a name without texts below it is a column of its own."""
    line = header_lines[0]
    source = next((i for i in range(index - 1, -1, -1) if not line.cell_at(i).is_blank), None)
    if source is None or not _has_text(header_lines[1:], source):
        return ""
    for top, left, bottom, right in sheet.merged_ranges:
        if top <= line.number <= bottom and left == source and right < index:
            return ""
    return clean(line.cell_at(source).text)


def _merge_meanings(upper: Meaning, lower: Meaning) -> Meaning:
    """Two header cells of one column as one meaning, UNKNOWN when they contradict each other."""
    if not upper.is_known or not lower.is_known:
        return UNKNOWN
    if upper.year and lower.year and upper.year != lower.year:
        return UNKNOWN
    if upper.indicator_ids and lower.indicator_ids and upper.indicator_ids != lower.indicator_ids:
        return UNKNOWN
    field = _merge_fields(upper.field, lower.field)
    if field == "?":
        return UNKNOWN
    return replace(
        lower,
        field=field,
        indicator_ids=lower.indicator_ids or upper.indicator_ids,
        year=lower.year or upper.year,
        ratio=lower.ratio or upper.ratio,
        unit=lower.unit or upper.unit,
    )


def _merge_fields(upper: str | None, lower: str | None) -> str | None:
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
