"""Columns, cells and notes of tables of coverage, from rows of coverage."""

from collections.abc import Callable, Iterable, Sequence

from learning_coverage.content import row_texts
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Cell, Column, Share
from learning_coverage.queries.rows import FigureRow

TEXT_COLUMNS = ("village", "title", "year", "grade", "reported", "status")


def name_area(basis: Basis, row: FigureRow, name: str = "") -> str:
    """The name of the area of a row, with over how many villages it is a sum, if not over all."""
    reported = row_texts.format_reported(row, basis.w)
    return f"{name or row['area_name']} ({reported})" if reported else name or row["area_name"]


def list_sum_notes(
    basis: Basis, name: str, rows: Iterable[FigureRow | None], label: Callable[[Basis, FigureRow], str]
) -> list[str]:
    """A note on the sums of an area that are not over all villages, each by its label; empty without any."""
    parts = [
        f"{reported} ({label(basis, row)})"
        for row in rows
        if row is not None and (reported := row_texts.format_reported(row, basis.w))
    ]
    return [basis.w("paper.reported_of", name=name, parts=", ".join(parts))] if parts else []


def list_change_notes(basis: Basis, rows: Iterable[FigureRow], column_ids: Sequence[str]) -> tuple[str, ...]:
    """A note for each change of the column `change` that is not over all villages of the year."""
    if "change" not in column_ids:
        return ()
    return tuple(
        basis.w("paper.change_over", title=get_title_name(basis, row), year=row["year"], change=change)
        for row in rows
        if row_texts.format_compared(row, basis.w) and (change := row_texts.format_change(row, basis.w))
    )


def build_columns(basis: Basis, column_ids: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a table."""
    return tuple(build_column(basis, part) for part in column_ids)


def build_column(basis: Basis, column_id: str, group: str = "") -> Column:
    """A column with its label, below that of a group."""
    return Column(basis.w(f"paper.column.{column_id}"), group, column_id not in TEXT_COLUMNS)


def build_cells(row: FigureRow, column_ids: Iterable[str]) -> tuple[Cell, ...]:
    """The cells of a row of coverage, one for each column."""
    return tuple(_build_cell(row, part) for part in column_ids)


def _build_cell(row: FigureRow, column_id: str) -> Cell:
    """A grade stands where the recognised are counted; yes or no of one area is its verdict and no number."""
    if column_id == "status":
        return row_texts.build_status(row)
    if row["kind"] == "grade" or row["is_single"]:
        return row["grade"] or "" if column_id in ("recognised", "grade") else ""
    cells: dict[str, Cell] = {
        "coverage": row_texts.build_share(row),
        "planned": row_texts.build_planned(row),
        "target": Share(row["target"]),
        "change": row_texts.build_change(row),
        "recognised": row["numerator"],
        "denominator": row["denominator"],
        "registered": row["registered"],
        "total": row["total"],
        "missing": row["missing"],
        "year": row["year"],
    }
    return cells[column_id]


def build_year_cell(row: FigureRow | None) -> Cell:
    """Coverage, or the verdict where one village has yes or no; nothing in a year the village was not there."""
    if row is None:
        return ""
    if row["is_single"]:
        return row_texts.build_status(row)
    return row_texts.build_share(row)


def get_title_name(basis: Basis, row: FigureRow) -> str:
    """The name of the title of a row."""
    return basis.w.translate(basis.config.indicators[row["indicator_id"]].name)


def get_year(_: Basis, row: FigureRow) -> str:
    """The year of a row."""
    return str(row["year"])
