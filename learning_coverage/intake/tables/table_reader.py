"""One table → drafts of facts: its rows measured, and what is wrong with its columns and lines as a whole."""

from collections.abc import Iterator
from dataclasses import replace

from learning_coverage.config import Indicator
from learning_coverage.facts import Problem
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.header import Table
from learning_coverage.intake.tables.layout import Layout, Slot
from learning_coverage.intake.tables.row_counts import is_tick_column
from learning_coverage.intake.tables.row_kinds import Body, Row, body_of
from learning_coverage.intake.tables.row_reader import Context, RowReader, TableFacts, indicator_of, read_total
from learning_coverage.intake.tables.unused_columns import suggestion_for


def read_table(table: Table, layout: Layout, context: Context) -> TableFacts:
    """Measure every data row and every total row of a table."""
    body = body_of(table, layout, context.villages, context.sheet)
    found = TableFacts(problems=list(body.problems))
    found.problems += list(_missing_columns(layout, body, context))
    found.problems += list(_uneven(table, layout, body, context.sheet))
    if _asks_ticks_only(layout, body, context):
        body = _with_unticked(body, context)
    ticks = {id(slot): _ticks(slot, body, context) for slot in layout.slots}
    found.problems += [
        _blank_is_no(slot) for slot in layout.slots if ticks[id(slot)] and _has_blank(slot, body, context)
    ]
    silent = _silent(layout, body, context) | {(row.label, row.year) for row in body.silent}
    for row in body.rows:
        RowReader(row, layout, context, found).read(ticks, silent)
    for row in body.totals:
        read_total(row, layout, context, found)
    return found


def _slot_column(slot: Slot) -> int | None:
    column = slot.columns.get("recognised") or slot.columns.get("bare")
    return column.index if column else None


def _rows_of_slot(slot: Slot, body: Body, context: Context) -> list[Row]:
    """The rows whose answer to a yes-or-no indicator stands in the slot."""
    return [row for row in body.rows if (found := indicator_of(slot, row, context)) and found.kind == "yes_no"]


def _ticks(slot: Slot, body: Body, context: Context) -> bool:
    index = _slot_column(slot)
    return index is not None and is_tick_column([r.line.at(index) for r in _rows_of_slot(slot, body, context)])


def _asks_ticks_only(layout: Layout, body: Body, context: Context) -> bool:
    """Whether the table has nothing but answers yes or no: there a village without a tick has answered no."""
    asked = _all_indicators(layout, body, context)
    return bool(asked) and all(indicator.kind == "yes_no" for indicator in asked)


def _with_unticked(body: Body, context: Context) -> Body:
    """The rows with only a name as answers too; below the last tick an unknown name may be a note or a signature."""
    last = max(row.line.number for row in body.rows)
    villages = context.villages
    near = [r for r in body.silent if r.line.number < last or villages.match(r.label).ids or villages.similar(r.label)]
    rows = sorted((*body.rows, *near), key=lambda row: row.line.number)
    return replace(body, rows=tuple(rows), silent=())


def _silent(layout: Layout, body: Body, context: Context) -> set[tuple[str, str]]:
    """(label, year) whose counts are all blank, as in a prefilled template: not reported, so their blank is no "no"."""
    blank: dict[tuple[str, str], bool] = {}
    for slot in layout.slots:
        index = _slot_column(slot)
        for row in body.rows if index is not None else ():
            if (found := indicator_of(slot, row, context)) and found.kind == "share":
                key = (row.label, row.year)
                blank[key] = blank.get(key, True) and row.line.at(index or 0).blank
    return {key for key, all_blank in blank.items() if all_blank}


def _has_blank(slot: Slot, body: Body, context: Context) -> bool:
    index = _slot_column(slot)
    return index is not None and any(row.line.at(index).blank for row in _rows_of_slot(slot, body, context))


def _blank_is_no(slot: Slot) -> Problem:
    column = slot.columns.get("recognised") or slot.columns["bare"]
    return Problem("warning", "blank_tick_is_no", column=column.header)


def _missing_columns(layout: Layout, body: Body, context: Context) -> Iterator[Problem]:
    """Counts an indicator can't do without, each with the column that may be meant by them."""
    for slot in layout.slots:
        indicators = {i.id: i for row in body.rows if (i := indicator_of(slot, row, context))}
        needs = {need for indicator in indicators.values() for need in _needs(indicator)}
        have = set(slot.columns) | set(slot.ratio or ())
        if "bare" in have and any(indicator.kind == "share" for indicator in indicators.values()):
            yield Problem("error", "column_unclear", column=slot.columns["bare"].header)
            continue
        yield from _of_other_unit(slot, slot.indicator or context.title)
        for need in sorted(needs):
            if not have & set(need.split("|")):
                yield _missing(need.split("|")[0], layout, slot)
    if "village" not in layout.keys and any(i.level == "village" for i in _all_indicators(layout, body, context)):
        yield _missing("village", layout, None)


def _of_other_unit(slot: Slot, indicator: str | None) -> Iterator[Problem]:
    """ "Tổng số hộ" below "Dòng họ học tập" would give a share of the wrong whole."""
    column = slot.columns.get("total") or slot.columns.get("ratio")
    if column and indicator and column.meaning.unit_of not in (None, indicator):
        yield Problem("error", "column_of_other_unit", column=column.header)


def _all_indicators(layout: Layout, body: Body, context: Context) -> list[Indicator]:
    return [i for slot in layout.slots for row in body.rows if (i := indicator_of(slot, row, context))]


def _needs(indicator: Indicator) -> tuple[str, ...]:
    if indicator.kind == "share":
        return ("total", "recognised")
    return ("recognised|bare",) if indicator.kind == "yes_no" else ("grade|recognised|bare",)


def _missing(name: str, layout: Layout, slot: Slot | None) -> Problem:
    """The count or key without a column; the column most like it, or the group it is missing from, is named."""
    if near := suggestion_for(layout.unused, name):
        return Problem("error", f"column_missing_{name}_similar", column=near.header)
    headers = [column.header for column in slot.columns.values()] if slot and slot.indicator else []
    group = next((header.rpartition(" – ")[0] or header for header in headers), None)
    return Problem("error", f"column_missing_{name}" + ("_of" if group else ""), column=group)


def _uneven(table: Table, layout: Layout, body: Body, sheet: Sheet) -> Iterator[Problem]:
    """Rows with cells beyond the header; in separated text rows of any other length where something may have moved."""
    width = max((column.index + 1 for column in table.columns if column.header), default=0)
    used = max((column.index + 1 for column in (*layout.keys.values(), *layout.value_columns)), default=0)
    for line in (*(row.line for row in body.rows), *body.beside):
        cells = len(line.cells)
        beyond = [cell.text for cell in line.cells[width:] if not cell.blank]
        details = {"cells": width, "found": cells}
        longer = cells > max(width, table.header_cells) and not _alike(table, cells)
        if beyond or (sheet.even and longer):
            yield Problem("error", "row_too_long", line.number, value="; ".join(beyond)[:60] or "–", details=details)
        elif sheet.even and cells < width and not _only_cut(table, cells, used):
            yield Problem("error", "row_too_short", line.number, details=details)


def _alike(table: Table, cells: int) -> bool:
    """Excel ends blocks of rows with as many blank cells as their longest row has; a damaged row is alone."""
    return sum(len(line.cells) == cells for line in table.body) > 2


def _only_cut(table: Table, cells: int, used: int) -> bool:
    """Excel leaves out the blank last columns of a block of rows; one of these then fills the last that is left."""
    return cells >= used and any(len(line.cells) == cells and not line.cells[-1].blank for line in table.body)
