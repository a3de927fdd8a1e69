"""Facts of one table, with the problems of its columns and lines as a whole."""

from collections.abc import Iterator
from dataclasses import replace

from learning_coverage.config import Indicator
from learning_coverage.facts import Problem
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.header import SheetTable
from learning_coverage.intake.tables.layout import Layout, Slot
from learning_coverage.intake.tables.row_counts import is_tick_column
from learning_coverage.intake.tables.row_kinds import TableRow, TableRows, classify_lines
from learning_coverage.intake.tables.row_reader import (
    RowReader,
    TableContext,
    TableFacts,
    find_indicator,
    read_total_row,
)
from learning_coverage.intake.tables.unused_columns import find_similar_column


def read_table(table: SheetTable, layout: Layout, context: TableContext) -> TableFacts:
    """The facts, totals and problems of all rows of a table."""
    body = classify_lines(table, layout, context.village_names, context.sheet)
    result = TableFacts(problems=list(body.problems))
    result.problems += list(_check_required_columns(layout, body, context))
    result.problems += list(_check_row_lengths(table, layout, body, context.sheet))
    if _has_only_yes_no(layout, body, context):
        body = _add_unticked_rows(body, context)
    ticks = {id(slot): _is_tick_slot(slot, body, context) for slot in layout.slots}
    result.problems += [
        _warn_of_blank_ticks(slot) for slot in layout.slots if ticks[id(slot)] and _has_blank(slot, body, context)
    ]
    unreported = _find_unreported(layout, body, context) | {(row.label, row.year_text) for row in body.name_only_rows}
    for row in body.rows:
        RowReader(row, layout, context, result).read(ticks, unreported)
    for row in body.totals:
        read_total_row(row, layout, context, result)
    return result


def _find_result_index(slot: Slot) -> int | None:
    column = slot.columns.get("recognised") or slot.columns.get("bare")
    return column.index if column else None


def _select_yes_no_rows(slot: Slot, body: TableRows, context: TableContext) -> list[TableRow]:
    """The rows with a yes/no indicator in the slot."""
    return [
        row for row in body.rows if (indicator := find_indicator(slot, row, context)) and indicator.kind == "yes_no"
    ]


def _is_tick_slot(slot: Slot, body: TableRows, context: TableContext) -> bool:
    index = _find_result_index(slot)
    return index is not None and is_tick_column(
        [r.line.cell_at(index) for r in _select_yes_no_rows(slot, body, context)]
    )


def _has_only_yes_no(layout: Layout, body: TableRows, context: TableContext) -> bool:
    """Whether all indicators of the table are yes/no; there a village without a tick is a no."""
    indicators = _find_indicators(layout, body, context)
    return bool(indicators) and all(indicator.kind == "yes_no" for indicator in indicators)


def _add_unticked_rows(body: TableRows, context: TableContext) -> TableRows:
    """The body with name-only rows as data; below the last tick only known or similar names, no notes."""
    last = max(row.line.number for row in body.rows)
    villages = context.village_names
    unticked = [
        r
        for r in body.name_only_rows
        if r.line.number < last or villages.match(r.label).ids or villages.find_similar(r.label)
    ]
    rows = sorted((*body.rows, *unticked), key=lambda row: row.line.number)
    return replace(body, rows=tuple(rows), name_only_rows=())


def _find_unreported(layout: Layout, body: TableRows, context: TableContext) -> set[tuple[str, str]]:
    """(label, year) of rows whose counts are all blank, as in a prefilled template: a blank tick there is no no."""
    blank: dict[tuple[str, str], bool] = {}
    for slot in layout.slots:
        index = _find_result_index(slot)
        for row in body.rows if index is not None else ():
            if (indicator := find_indicator(slot, row, context)) and indicator.kind == "share":
                key = (row.label, row.year_text)
                blank[key] = blank.get(key, True) and row.line.cell_at(index or 0).is_blank
    return {key for key, all_blank in blank.items() if all_blank}


def _has_blank(slot: Slot, body: TableRows, context: TableContext) -> bool:
    index = _find_result_index(slot)
    return index is not None and any(
        row.line.cell_at(index).is_blank for row in _select_yes_no_rows(slot, body, context)
    )


def _warn_of_blank_ticks(slot: Slot) -> Problem:
    column = slot.columns.get("recognised") or slot.columns["bare"]
    return Problem("warning", "blank_tick_is_no", column=column.header)


def _check_required_columns(layout: Layout, body: TableRows, context: TableContext) -> Iterator[Problem]:
    """Problems of required columns that are missing, with the most similar column without a meaning."""
    for slot in layout.slots:
        indicators = {i.id: i for row in body.rows if (i := find_indicator(slot, row, context))}
        needs = {need for indicator in indicators.values() for need in _required_fields(indicator)}
        fields = set(slot.columns) | set(slot.ratio or ())
        if "bare" in fields and any(indicator.kind == "share" for indicator in indicators.values()):
            yield Problem("error", "column_unclear", column=slot.columns["bare"].header)
            continue
        yield from _check_unit(slot, context)
        for need in sorted(needs):
            if not fields & set(need.split("|")):
                yield _missing_column_problem(need.split("|")[0], layout, slot, context)
    if "village" not in layout.key_columns and any(
        i.level == "village" for i in _find_indicators(layout, body, context)
    ):
        yield _missing_column_problem("village", layout, None, context)


def _check_unit(slot: Slot, context: TableContext) -> Iterator[Problem]:
    """ "Tổng số hộ" below "Dòng họ học tập" would give a share of the wrong whole."""
    column = slot.columns.get("total") or slot.columns.get("ratio")
    indicator_id = slot.indicator_id or context.indicator_id
    if column and indicator_id and context.indicator_names.units.is_of_other(column.meaning.unit, indicator_id):
        yield Problem("error", "column_of_other_unit", column=column.header)


def _find_indicators(layout: Layout, body: TableRows, context: TableContext) -> list[Indicator]:
    return [i for slot in layout.slots for row in body.rows if (i := find_indicator(slot, row, context))]


def _required_fields(indicator: Indicator) -> tuple[str, ...]:
    if indicator.kind == "share":
        return ("total", "recognised")
    return ("recognised|bare",) if indicator.kind == "yes_no" else ("grade|recognised|bare",)


def _missing_column_problem(name: str, layout: Layout, slot: Slot | None, context: TableContext) -> Problem:
    """The problem of a missing column, naming the column most like it or the group it is missing from."""
    if near := find_similar_column(layout.unknown_columns, name, context.indicator_names.header_terms):
        return Problem("error", f"column_missing_{name}_similar", column=near.header)
    headers = [column.header for column in slot.columns.values()] if slot and slot.indicator_id else []
    group = next((header.rpartition(" – ")[0] or header for header in headers), None)
    return Problem("error", f"column_missing_{name}" + ("_of" if group else ""), column=group)


def _check_row_lengths(table: SheetTable, layout: Layout, body: TableRows, sheet: Sheet) -> Iterator[Problem]:
    """Problems of rows with content beyond the header, and in CSV of rows of a length that may shift cells."""
    width = max((column.index + 1 for column in table.columns if column.header), default=0)
    used = max((column.index + 1 for column in (*layout.key_columns.values(), *layout.value_columns)), default=0)
    for line in (*(row.line for row in body.rows), *body.other_lines):
        cells = len(line.cells)
        beyond = [cell.text for cell in line.cells[width:] if not cell.is_blank]
        details = {"cells": width, "found": cells}
        longer = cells > max(width, table.header_width) and not _is_common_length(table, cells)
        if beyond or (sheet.is_rectangular and longer):
            yield Problem("error", "row_too_long", line.number, value="; ".join(beyond)[:60] or "–", details=details)
        elif sheet.is_rectangular and cells < width and not _is_trimmed(table, cells, used):
            yield Problem("error", "row_too_short", line.number, details=details)


def _is_common_length(table: SheetTable, cells: int) -> bool:
    """Whether several rows have this length: Excel pads a block of rows, while a damaged row is alone."""
    return sum(len(line.cells) == cells for line in table.body) > 2


def _is_trimmed(table: SheetTable, cells: int, used: int) -> bool:
    """Whether Excel has trimmed blank last columns: rows of this length fill their last cell at least once."""
    return cells >= used and any(len(line.cells) == cells and not line.cells[-1].is_blank for line in table.body)
