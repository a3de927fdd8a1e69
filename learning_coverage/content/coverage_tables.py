"""Tables of coverage: the commune, all villages, one village; one year or all years.

Over how many villages a sum is, if not over all, stands in a column `reported`, after the name of the area, or in a
note below the table; a note also tells over how many villages a change is.
"""

from collections.abc import Sequence

from learning_coverage.config import Indicator
from learning_coverage.content import coverage_cells as cells
from learning_coverage.content import row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Cell, Column, Table
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
    lines = tuple(
        (cells.name_area(basis, row), cells.get_title_name(basis, row), *cells.build_cells(row, column_ids))
        for row in rows
    )
    heading, columns = basis.w("paper.lagging", year=answers.year), ("village", "title", *column_ids)
    return Table("lagging", heading, cells.build_columns(basis, columns), lines)


def tabulate_villages(answers: Answers) -> Table:
    """A row per village in official order, then per group, some columns per title; the commune's line is the sum."""
    basis, w = answers.basis, answers.basis.w
    columns = [Column(w("filter.village"))]
    for title in basis.config.titles:
        parts = _choose_columns(title)
        columns += [cells.build_column(basis, part, group=w.translate(title.name)) for part in parts]
    names = answers.line_names | {answers.scope_id: w("paper.sum")}
    *lines, total = (
        (name, *(cell for row in answers.list_title_rows(area) for cell in _build_brief_cells(basis, row)))
        for area, name in names.items()
    )
    notes = [
        note
        for area, name in names.items()
        for note in cells.list_sum_notes(basis, name, answers.list_title_rows(area), cells.get_title_name)
    ]
    return Table(
        "by_village", w("paper.by_village", year=answers.year), tuple(columns), tuple(lines), total, tuple(notes)
    )


def tabulate_title(answers: Answers, title: Indicator) -> Table:
    """One title: a row per village in official order, against its path and the target; the commune's is the sum."""
    basis, w = answers.basis, answers.basis.w
    column_ids = ALL_COLUMNS if title.kind == "share" else SLIDE_COLUMNS
    rows = [answers.rows[village["area_id"], title.id] for village in answers.villages]
    lines = tuple((cells.name_area(basis, row), *cells.build_cells(row, column_ids)) for row in rows)
    heading = w("paper.of_title", title=w.translate(title.name), year=answers.year)
    commune = answers.rows[answers.scope_id, title.id]
    total = (cells.name_area(basis, commune, w("paper.sum")), *cells.build_cells(commune, column_ids))
    notes = cells.list_change_notes(basis, [commune]) if "change" in column_ids else ()
    return Table(
        f"title-{title.id}", heading, cells.build_columns(basis, ("village", *column_ids)), lines, total, notes
    )


def tabulate_years(answers: Answers, title: Indicator, years: Sequence[int] | None = None) -> Table:
    """A row per village, its coverage of one title in a column per year with figures; the commune's is the sum."""
    basis, w, years = answers.basis, answers.basis.w, answers.years if years is None else years
    names = answers.area_names | {answers.scope_id: w("paper.sum")}
    *lines, total = (
        (name, *cells.build_year_cells(answers.list_year_rows(area, title.id, years))) for area, name in names.items()
    )
    columns = (Column(w("filter.village")), *(Column(str(year), is_number=True) for year in years))
    heading = w("paper.by_year", title=w.translate(title.name))
    notes = [
        note
        for area, name in names.items()
        for note in cells.list_sum_notes(basis, name, answers.list_year_rows(area, title.id, years), cells.get_year)
    ]
    return Table(f"by_year-{title.id}", heading, columns, tuple(lines), total, tuple(notes))


def tabulate_commune(answers: Answers, indicator: Indicator, years: Sequence[int]) -> Table:
    """The commune in one indicator of the plan: a row per year that has figures."""
    basis, rows = answers.basis, answers.series.get((answers.scope_id, indicator.id), [])
    known = [row for row in rows if row["year"] in years and _has_data(row)]
    column_ids: tuple[str, ...] = ("recognised", "denominator", "coverage", "change", "missing", "status")
    if indicator.kind == "grade":
        column_ids = ("grade", "status")
    elif indicator.kind == "yes_no" and indicator.level == "commune":
        column_ids = ("status",)
    heading = basis.w("paper.of_commune", title=basis.w.translate(indicator.name))
    names = [str(row["year"]) for row in known]
    return _tabulate(
        basis, f"commune-{indicator.id}", heading, ("year",), [(name,) for name in names], known, column_ids
    )


def tabulate_village_years(answers: Answers, area: str) -> Table:
    """One village: a row per year with figures and title, the latest first."""
    basis, titles = answers.basis, answers.basis.config.titles
    rows = _sort_latest_first([row for title in titles for row in answers.series.get((area, title.id), [])])
    heading = basis.w("paper.years_of", village=answers.area_names[area])
    names = [(str(row["year"]), cells.get_title_name(basis, row)) for row in rows]
    return _tabulate(basis, f"years-{area}", heading, ("year", "title"), names, rows, YEAR_COLUMNS)


def tabulate_title_years(basis: Basis, series: Sequence[FigureRow]) -> Table:
    """One area and title, whose rows of coverage are given: a row per year with figures, the latest first."""
    rows, area, title = _sort_latest_first(series), series[0]["area_id"], series[0]["indicator_id"]
    heading = basis.w("paper.years_of", village=basis.area_names[area])
    names = [(str(row["year"]),) for row in rows]
    return _tabulate(basis, f"years-{area}-{title}", heading, ("year",), names, rows, YEAR_COLUMNS)


def _sort_latest_first(rows: Sequence[FigureRow]) -> list[FigureRow]:
    return sorted((row for row in rows if row["status"] != "no_data"), key=lambda row: -row["year"])


def tabulate_rows(
    basis: Basis, id_: str, heading: str, rows: Sequence[FigureRow], column_ids: Sequence[str] = STANDARD_COLUMNS
) -> Table:
    """A line for each row of coverage, by its title."""
    names = [(cells.get_title_name(basis, row),) for row in rows]
    return _tabulate(basis, id_, heading, ("title",), names, rows, column_ids)


def _tabulate(
    basis: Basis,
    id_: str,
    heading: str,
    name_ids: Sequence[str],
    names: Sequence[tuple[str, ...]],
    rows: Sequence[FigureRow],
    column_ids: Sequence[str],
) -> Table:
    """A line for each row of coverage after its `names`; with the column `reported` where a sum is not over all. With
    the name `year` the rows of a title are its years.
    """
    has_years = "year" in name_ids
    has_open_sums = any(row["provisional"] for row in rows)
    shown = ("reported", *column_ids) if has_open_sums else tuple(column_ids)
    lines = tuple(
        (
            *own,
            *([row_texts.format_reported(row, basis.w)] if has_open_sums else []),
            *cells.build_cells(row, column_ids, _list_same_title(row, rows) if has_years else ()),
        )
        for own, row in zip(names, rows, strict=True)
    )
    list_notes = cells.list_restated_notes if has_years else cells.list_change_notes
    notes = list_notes(basis, rows) if "change" in column_ids else ()
    return Table(id_, heading, cells.build_columns(basis, (*name_ids, *shown)), lines, notes=notes)


def _list_same_title(row: FigureRow, rows: Sequence[FigureRow]) -> list[FigureRow]:
    return [other for other in rows if other["indicator_id"] == row["indicator_id"]]


def _append_column(table: Table, label: str, cells: Sequence[Cell]) -> Table:
    """The table with one more column at its end."""
    rows = tuple((*row, cell) for row, cell in zip(table.rows, cells, strict=True))
    return Table(table.id, table.title, (*table.columns, Column(label)), rows, notes=table.notes)


def _choose_columns(title: Indicator) -> tuple[str, ...]:
    """A yes or no of a village has counts only in the sum, a grade none at all: each shows its verdict."""
    return BRIEF_COLUMNS if title.kind == "share" else ("recognised", "denominator", "status")


def _build_brief_cells(basis: Basis, row: FigureRow) -> tuple[Cell, ...]:
    return cells.build_cells(row, _choose_columns(basis.config.indicators[row["indicator_id"]]))


def _has_data(row: FigureRow) -> bool:
    return bool(row["status"] != "no_data")
