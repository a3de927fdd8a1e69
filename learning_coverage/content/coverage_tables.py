"""Tables of coverage: the commune, all villages, one village; one year or all years."""

from collections.abc import Iterable, Sequence

from learning_coverage.config import Indicator
from learning_coverage.content import row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Cell, Column, Share, Table
from learning_coverage.queries.rows import FigureRow

STANDARD_COLUMNS = ("recognised", "denominator", "coverage", "planned", "missing", "change", "status")
ALL_COLUMNS = ("recognised", "denominator", "coverage", "planned", "target", "missing", "change", "status")
SLIDE_COLUMNS = ("recognised", "denominator", "coverage", "target", "missing", "status")
BRIEF_COLUMNS = ("recognised", "denominator", "coverage", "missing", "status")
YEAR_COLUMNS = ("total", "registered", "recognised", "coverage", "missing", "status")


def tabulate_titles(answers: Answers, column_ids: Sequence[str] = STANDARD_COLUMNS) -> Table:
    """The commune: a row per learning title."""
    heading = answers.basis.w("paper.titles", year=answers.year)
    return tabulate_rows(answers.basis, "titles", heading, answers.title_rows, column_ids)


def tabulate_village(answers: Answers, area: str) -> Table:
    """One village: a row per title counted by village."""
    heading = answers.basis.w("paper.village", village=answers.area_names[area], year=answers.year)
    return tabulate_rows(answers.basis, f"village-{area}", heading, answers.list_title_rows(area))


def tabulate_programme(answers: Answers) -> Table:
    """Every indicator of the plan by its latest figure up to the year."""
    basis, rows = answers.basis, answers.programme
    table = tabulate_rows(basis, "programme", basis.w("paper.programme", year=answers.year), rows)
    return _append_column(table, basis.w("filter.year"), [str(row["year"]) if _has_data(row) else None for row in rows])


def tabulate_lagging(answers: Answers) -> Table:
    """A row per village and title that lags, the most urgent first."""
    basis, rows = answers.basis, answers.lagging
    column_ids = ("recognised", "denominator", "coverage", "planned", "missing", "status")
    cells = tuple((row["area_name"], _get_title_name(basis, row), *_build_cells(row, column_ids)) for row in rows)
    heading, columns = basis.w("paper.lagging", year=answers.year), ("village", "title", *column_ids)
    return Table("lagging", heading, _build_columns(basis, columns), cells)


def tabulate_villages(answers: Answers) -> Table:
    """A row per village in official order, then per group, some columns per title; the commune's line is the sum."""
    basis, w = answers.basis, answers.basis.w
    columns = [Column(w("filter.village"))]
    for title in basis.config.titles:
        parts = _choose_columns(title)
        columns += [_build_column(basis, part, group=w.translate(title.name)) for part in parts]
    names = answers.line_names | {answers.scope_id: w("paper.sum")}
    *lines, total = (
        (name, *(cell for row in answers.list_title_rows(area) for cell in _build_brief_cells(basis, row)))
        for area, name in names.items()
    )
    return Table("by_village", w("paper.by_village", year=answers.year), tuple(columns), tuple(lines), total)


def tabulate_title(answers: Answers, title: Indicator) -> Table:
    """One title: a row per village in official order, against its path and the target; the commune's is the sum."""
    basis, w = answers.basis, answers.basis.w
    column_ids = ALL_COLUMNS if title.kind == "share" else SLIDE_COLUMNS
    rows = [answers.rows[village["area_id"], title.id] for village in answers.villages]
    lines = tuple((row["area_name"], *_build_cells(row, column_ids)) for row in rows)
    heading = w("paper.of_title", title=w.translate(title.name), year=answers.year)
    total = (w("paper.sum"), *_build_cells(answers.rows[answers.scope_id, title.id], column_ids))
    return Table(f"title-{title.id}", heading, _build_columns(basis, ("village", *column_ids)), lines, total)


def tabulate_years(answers: Answers, title: Indicator, years: Sequence[int] | None = None) -> Table:
    """A row per village, its coverage of one title in a column per year with figures; the commune's is the sum."""
    w, years = answers.basis.w, answers.years if years is None else years
    *lines, total = (
        (name, *map(_build_year_cell, answers.list_year_rows(area, title.id, years)))
        for area, name in (answers.area_names | {answers.scope_id: w("paper.sum")}).items()
    )
    columns = (Column(w("filter.village")), *(Column(str(year), is_number=True) for year in years))
    heading = w("paper.by_year", title=w.translate(title.name))
    return Table(f"by_year-{title.id}", heading, columns, tuple(lines), total)


def tabulate_commune(answers: Answers, indicator: Indicator, years: Sequence[int]) -> Table:
    """The commune in one indicator of the plan: a row per year that has figures."""
    basis, rows = answers.basis, answers.series.get((answers.scope_id, indicator.id), [])
    known = [row for row in rows if row["year"] in years and _has_data(row)]
    column_ids: tuple[str, ...] = ("recognised", "denominator", "coverage", "change", "missing", "status")
    if indicator.kind == "grade":
        column_ids = ("grade", "status")
    elif indicator.kind == "yes_no" and indicator.level == "commune":
        column_ids = ("status",)
    cells = tuple((str(row["year"]), *_build_cells(row, column_ids)) for row in known)
    heading = basis.w("paper.of_commune", title=basis.w.translate(indicator.name))
    return Table(f"commune-{indicator.id}", heading, _build_columns(basis, ("year", *column_ids)), cells)


def tabulate_village_years(answers: Answers, area: str) -> Table:
    """One village: a row per year with figures and title, the latest first."""
    basis, titles = answers.basis, answers.basis.config.titles
    rows = _sort_latest_first([row for title in titles for row in answers.series.get((area, title.id), [])])
    cells = tuple((str(row["year"]), _get_title_name(basis, row), *_build_cells(row, YEAR_COLUMNS)) for row in rows)
    heading = basis.w("paper.years_of", village=basis.area_names[area])
    return Table(f"years-{area}", heading, _build_columns(basis, ("year", "title", *YEAR_COLUMNS)), cells)


def tabulate_title_years(basis: Basis, series: Sequence[FigureRow]) -> Table:
    """One area and title, whose rows of coverage are given: a row per year with figures, the latest first."""
    cells = tuple((str(row["year"]), *_build_cells(row, YEAR_COLUMNS)) for row in _sort_latest_first(series))
    area, title = series[0]["area_id"], series[0]["indicator_id"]
    heading = basis.w("paper.years_of", village=basis.area_names[area])
    return Table(f"years-{area}-{title}", heading, _build_columns(basis, ("year", *YEAR_COLUMNS)), cells)


def _sort_latest_first(rows: Sequence[FigureRow]) -> list[FigureRow]:
    return sorted((row for row in rows if row["status"] != "no_data"), key=lambda row: -row["year"])


def tabulate_rows(
    basis: Basis, id_: str, heading: str, rows: Sequence[FigureRow], column_ids: Sequence[str] = STANDARD_COLUMNS
) -> Table:
    """A line for each row of coverage, by its title."""
    cells = tuple((_get_title_name(basis, row), *_build_cells(row, column_ids)) for row in rows)
    return Table(id_, heading, _build_columns(basis, ("title", *column_ids)), cells)


def _append_column(table: Table, label: str, cells: Sequence[Cell]) -> Table:
    """The table with one more column at its end."""
    rows = tuple((*row, cell) for row, cell in zip(table.rows, cells, strict=True))
    return Table(table.id, table.title, (*table.columns, Column(label)), rows, notes=table.notes)


def _choose_columns(title: Indicator) -> tuple[str, ...]:
    """A yes or no of a village has counts only in the sum, a grade none at all: each shows its verdict."""
    return BRIEF_COLUMNS if title.kind == "share" else ("recognised", "denominator", "status")


def _build_brief_cells(basis: Basis, row: FigureRow) -> tuple[Cell, ...]:
    return _build_cells(row, _choose_columns(basis.config.indicators[row["indicator_id"]]))


def _build_columns(basis: Basis, column_ids: Iterable[str]) -> tuple[Column, ...]:
    return tuple(_build_column(basis, part) for part in column_ids)


def _build_column(basis: Basis, column_id: str, group: str = "") -> Column:
    return Column(
        basis.w(f"paper.column.{column_id}"), group, column_id not in ("village", "title", "year", "grade", "status")
    )


def _build_cells(row: FigureRow, column_ids: Iterable[str]) -> tuple[Cell, ...]:
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


def _build_year_cell(row: FigureRow | None) -> Cell:
    """Coverage, or the verdict where one village has yes or no; nothing in a year the village was not there."""
    if row is None:
        return ""
    if row["is_single"]:
        return row_texts.build_status(row)
    return row_texts.build_share(row)


def _has_data(row: FigureRow) -> bool:
    return bool(row["status"] != "no_data")


def _get_title_name(basis: Basis, row: FigureRow) -> str:
    return basis.w.translate(basis.config.indicators[row["indicator_id"]].name)
