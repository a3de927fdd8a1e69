"""Workbooks (.xlsx, .xls, .ods): their visible sheets, and the names of hidden ones."""

import datetime
import io
from dataclasses import dataclass

import python_calamine as calamine

from learning_coverage.config import FileLimits
from learning_coverage.intake.files.file_type import FileKind
from learning_coverage.intake.files.hidden_rows import count_hidden_rows
from learning_coverage.intake.files.uncached_formulas import find_broken_cells, read_parts
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.sheet import Cell, Line, Sheet

_MACRO_SHEET_TYPES = (calamine.SheetTypeEnum.MacroSheet, calamine.SheetTypeEnum.Vba)


@dataclass(frozen=True)
class Workbook:
    """Visible sheets, names of hidden ones, and (sheet, number of hidden rows with content)."""

    sheets: tuple[Sheet, ...]
    hidden_sheets: tuple[str, ...]
    hidden_rows: tuple[tuple[str, int], ...]


def parse(data: bytes, kind: FileKind, limits: FileLimits) -> Workbook:
    """The workbook; formulas without a stored value are cells of kind `broken`. Raises Refusal."""
    try:
        parts = read_parts(data, kind)
        # Before loading: it refuses sheets that would exhaust the memory.
        broken = find_broken_cells(parts, kind, limits)
        book = calamine.load_workbook(io.BytesIO(data))
        visible, hidden = _split_by_visibility(book)
        rows = tuple((name, n) for name, n in count_hidden_rows(parts, kind).items() if name in visible)
        sheets = tuple(_read_sheet(book, name, broken.get(name, {}), limits) for name in visible)
    except calamine.PasswordError as error:
        raise Refusal("file_with_password") from error
    except Refusal:
        raise
    # The reader is native code; on damaged files it may panic, which is no Exception.
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise Refusal("file_damaged") from error
    return Workbook(sheets, hidden, rows)


def _split_by_visibility(book: calamine.CalamineWorkbook) -> tuple[list[str], tuple[str, ...]]:
    if any(sheet.typ in _MACRO_SHEET_TYPES for sheet in book.sheets_metadata):
        raise Refusal("file_with_macros", value="Excel 4.0")
    tables = [sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in tables if sheet.visible == calamine.SheetVisibleEnum.Visible]
    return visible, tuple(sheet.name for sheet in tables if sheet.name not in visible)


def _read_sheet(
    book: calamine.CalamineWorkbook, name: str, broken: dict[tuple[int, int], str], limits: FileLimits
) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > limits.rows or sheet.total_width > limits.columns:
        raise Refusal("table_too_large", lines=limits.rows, columns=limits.columns)
    rows = sheet.to_python(skip_empty_area=False)
    lines = [
        Line(number, tuple(_convert_cell(value, broken.get((number, column))) for column, value in enumerate(row)))
        for number, row in enumerate(rows, start=1)
    ]
    merged = ((top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Sheet(name, tuple(lines), tuple(merged))


def _convert_cell(value: object, broken: str | None) -> Cell:
    """A value as a cell; whole floats without their point."""
    if broken is not None:
        return Cell(broken, "broken")
    if isinstance(value, bool):
        return Cell(str(value).upper())
    if isinstance(value, int | float):
        whole = value == int(value) if abs(value) < 1e15 else False
        return Cell(str(int(value)) if whole else repr(value), "number")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell(_format_date(value), "date")
    return Cell(str(value))


def _format_date(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else str(value)
