"""Columns, cells and notes of tables of coverage, from rows of coverage."""

from collections.abc import Callable, Iterable, Sequence

from learning_coverage.content import row_texts
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Cell, Column, Points, Share, format_cell
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


def list_change_notes(basis: Basis, rows: Sequence[FigureRow]) -> tuple[str, ...]:
    """A note for each change that is not over all villages of the year."""
    return tuple(
        basis.w("paper.change_over", title=get_title_name(basis, row), year=row["year"], change=change)
        for row in rows
        if row_texts.format_compared(row, basis.w) and (change := row_texts.format_change(row, basis.w))
    )


def list_restated_notes(basis: Basis, rows: Sequence[FigureRow]) -> tuple[str, ...]:
    """A note on each change that is not the difference to the line of the previous year in a table of years: over the
    same villages, or by the denominator of the later year.
    """
    w, by_year = basis.w, {row["year"]: row for row in rows}
    return tuple(
        w(
            "paper.restated",
            year=row["year"],
            since=row["previous_year"],
            points=format_cell(change := _build_change_in_series(row, rows), w),
            before=format_cell(change.before, w),
            now=format_cell(change.now, w),
            same=f", {same}" if (same := row_texts.format_compared(row, w)) else "",
        )
        for row in rows
        if row["previous_year"] is not None and _is_restated(row, by_year.get(row["previous_year"]))
    )


def _is_restated(row: FigureRow, previous: FigureRow | None) -> bool:
    is_same = previous is not None and row["previous_coverage"] == previous["coverage"]
    return not is_same or row["compared"] != row["expected"]


def build_columns(basis: Basis, column_ids: Iterable[str]) -> tuple[Column, ...]:
    """The columns of a table."""
    return tuple(build_column(basis, part) for part in column_ids)


def build_column(basis: Basis, column_id: str, group: str = "") -> Column:
    """A column with its label, below that of a group."""
    return Column(basis.w(f"paper.column.{column_id}"), group, column_id not in TEXT_COLUMNS)


def build_cells(row: FigureRow, column_ids: Iterable[str], series: Sequence[FigureRow] = ()) -> tuple[Cell, ...]:
    """The cells of a row of coverage, one for each column; `series`: the rows of all years of the area and title, in a
    table of years.
    """
    return tuple(_build_cell(row, part, series) for part in column_ids)


def _build_cell(row: FigureRow, column_id: str, series: Sequence[FigureRow]) -> Cell:
    """A grade stands where the recognised are counted; yes or no of one area is its verdict and no number."""
    if column_id == "status":
        return row_texts.build_status(row)
    if row["kind"] == "grade" or row["is_single"]:
        return row["grade"] or "" if column_id in ("recognised", "grade") else ""
    cells: dict[str, Cell] = {
        "coverage": _build_share_in_series(row, series) if series else row_texts.build_share(row),
        "planned": row_texts.build_planned(row),
        "target": Share(row["target"]),
        "change": _build_change_in_series(row, series) if series else row_texts.build_change(row),
        "recognised": row["numerator"],
        "denominator": row["denominator"],
        "registered": row["registered"],
        "total": row["total"],
        "missing": row["missing"],
        "year": row["year"],
    }
    return cells[column_id]


def build_year_cells(rows: Sequence[FigureRow | None]) -> tuple[Cell, ...]:
    """A cell per year: coverage, or the verdict where one village has yes or no; empty in a year the village was not
    there.
    """
    known = [row for row in rows if row]
    return tuple("" if row is None else _build_year_cell(row, known) for row in rows)


def _build_year_cell(row: FigureRow, series: Sequence[FigureRow]) -> Cell:
    return row_texts.build_status(row) if row["is_single"] else _build_share_in_series(row, series)


def _build_share_in_series(row: FigureRow, series: Sequence[FigureRow]) -> Share:
    """The share of a row, in its true order among those of the other years as they are printed."""
    return Share(row["coverage"], row["target"], _list_shares(series))


def _build_change_in_series(row: FigureRow, series: Sequence[FigureRow]) -> Points:
    """The change of a row, the difference of the shares as the table of years prints them."""
    if row["compared_coverage"] != row["coverage"]:
        return row_texts.build_change(row)
    before = Share(row["previous_coverage"], row["target"], _list_shares(series))
    return Points(_build_share_in_series(row, series), before)


def _list_shares(series: Sequence[FigureRow]) -> tuple[float | None, ...]:
    """The shares of the years, and the previous ones where they are of the same villages."""
    previous = (row["previous_coverage"] for row in series if row["compared_coverage"] == row["coverage"])
    return (*(row["coverage"] for row in series), *previous)


def get_title_name(basis: Basis, row: FigureRow) -> str:
    """The name of the title of a row."""
    return basis.w.translate(basis.config.indicators[row["indicator_id"]].name)


def get_year(_: Basis, row: FigureRow) -> str:
    """The year of a row."""
    return str(row["year"])
