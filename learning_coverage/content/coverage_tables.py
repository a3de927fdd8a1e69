"""Tables of where titles stand: of the commune, of every village, of one village, through the years."""

from collections.abc import Iterable, Sequence
from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Cell, Column, Points, Share, Status, Table
from learning_coverage.queries import programme as asked
from learning_coverage.queries import records
from learning_coverage.statuses import shown

Row = dict[str, Any]
STANDING = ("recognised", "denominator", "coverage", "planned", "missing", "change", "status")
WHOLE = ("recognised", "denominator", "coverage", "planned", "target", "missing", "change", "status")
SHORT = ("recognised", "denominator", "coverage", "missing", "status")
YEARS = ("total", "registered", "recognised", "coverage", "missing", "status")


def titles(basis: Basis, year: int, parts: Sequence[str] = STANDING) -> Table:
    """The commune: a row per learning title."""
    rows = records(queries.coverage(basis.figures, year=year, area=basis.config.whole))
    own = [row for row in rows if basis.config.indicators[row["indicator_id"]].title]
    return standing(basis, "titles", basis.w("paper.titles", year=year), own, parts)


def village(basis: Basis, area: str, year: int) -> Table:
    """One village: a row per title counted by village."""
    rows = records(queries.coverage(basis.figures, year=year, area=area))
    return standing(basis, f"village-{area}", basis.w("paper.village", village=basis.area_names[area], year=year), rows)


def programme(basis: Basis, year: int) -> Table:
    """Every indicator of the plan by its latest figure up to the year."""
    rows = records(asked.programme(basis.figures, year))
    table = standing(basis, "programme", basis.w("paper.programme", year=year), rows)
    return _with_column(table, basis.w("filter.year"), [str(row["year"]) if _is_known(row) else None for row in rows])


def lagging(basis: Basis, year: int) -> Table:
    """A row per village and title that lags, the most urgent first."""
    w, rows = basis.w, records(queries.lagging(basis.figures, year))
    parts = ("recognised", "denominator", "coverage", "planned", "missing", "status")
    cells = tuple((row["area_name"], _name(basis, row), *_cells(row, parts)) for row in rows)
    return Table("lagging", w("paper.lagging", year=year), _columns(basis, ("village", "title", *parts)), cells)


def by_village(basis: Basis, year: int, indicators: Sequence[Indicator] | None = None) -> Table:
    """A row per village in official order, some columns per title; the commune's own line is the sum."""
    w, shown_titles = basis.w, basis.config.titles if indicators is None else indicators
    rows = {(row["area_id"], row["indicator_id"]): row for row in records(queries.coverage(basis.figures, year=year))}
    villages = records(queries.villages(basis.figures, year))
    groups = [{"area_id": group.id, "area_name": group.name} for group in basis.config.groups]
    columns = [Column(w("filter.village"))]
    for title in shown_titles:
        parts = _parts(title)
        columns += [_column(basis, part, group=w.of(title.name)) for part in parts]
    lines = [
        (name, *(cell for title in shown_titles for cell in _cells(rows[area, title.id], _parts(title))))
        for area, name in [
            *((row["area_id"], row["area_name"]) for row in (*villages, *groups)),
            (basis.config.whole, w("paper.sum")),
        ]
    ]
    name = "by_village" if indicators is None else f"by_village-{'-'.join(title.id for title in indicators)}"
    return Table(name, w("paper.by_village", year=year), tuple(columns), tuple(lines[:-1]), lines[-1])


def of_title(basis: Basis, title: Indicator, year: int) -> Table:
    """One title: a row per village in official order, against its path and the target; the commune's is the sum."""
    rows = {row["area_id"]: row for row in records(queries.coverage(basis.figures, year=year, indicator=title.id))}
    parts = WHOLE if title.kind == "share" else ("recognised", "denominator", "coverage", "target", "missing", "status")
    order = [row["area_id"] for row in records(queries.villages(basis.figures, year))]
    lines = [(rows[area]["area_name"], *_cells(rows[area], parts)) for area in order]
    heading = basis.w("paper.of_title", title=basis.w.of(title.name), year=year)
    total = (basis.w("paper.sum"), *_cells(rows[basis.config.whole], parts))
    return Table(f"title-{title.id}", heading, _columns(basis, ("village", *parts)), tuple(lines), total)


def by_year(basis: Basis, title: Indicator, years: Sequence[int] | None = None) -> Table:
    """A row per village, its coverage of one title in a column per year with figures; the commune's is the sum."""
    w, years = basis.w, sorted(queries.years(basis.figures) if years is None else years)
    rows = records(queries.coverage(basis.figures, indicator=title.id))
    found = {(row["area_id"], row["year"]): row for row in rows}
    areas = [*basis.villages, {"area_id": basis.config.whole, "area_name": w("paper.sum")}]
    lines = [
        (area["area_name"], *(_in_year(found.get((area["area_id"], year)), title) for year in years)) for area in areas
    ]
    columns = (Column(w("filter.village")), *(Column(str(year), is_number=True) for year in years))
    heading = w("paper.by_year", title=w.of(title.name))
    return Table(f"by_year-{title.id}", heading, columns, tuple(lines[:-1]), lines[-1])


def of_commune(basis: Basis, indicator: Indicator, years: Sequence[int]) -> Table:
    """The commune in one indicator of the plan: a row per year that has figures."""
    rows = records(queries.coverage(basis.figures, area=basis.config.whole, indicator=indicator.id))
    known = [row for row in rows if row["year"] in years and _is_known(row)]
    parts: tuple[str, ...] = ("recognised", "denominator", "coverage", "change", "missing", "status")
    if indicator.kind == "grade":
        parts = ("grade", "status")
    elif indicator.kind == "yes_no" and indicator.level == "commune":
        parts = ("status",)
    cells = tuple((str(row["year"]), *_cells(row, parts)) for row in known)
    heading = basis.w("paper.of_commune", title=basis.w.of(indicator.name))
    return Table(f"commune-{indicator.id}", heading, _columns(basis, ("year", *parts)), cells)


def years_of(basis: Basis, area: str) -> Table:
    """One village: a row per year with figures and title, the latest first."""
    rows = _latest_first(records(queries.coverage(basis.figures, area=area)))
    cells = tuple((str(row["year"]), _name(basis, row), *_cells(row, YEARS)) for row in rows)
    heading = basis.w("paper.years_of", village=basis.area_names[area])
    return Table(f"years-{area}", heading, _columns(basis, ("year", "title", *YEARS)), cells)


def years_of_title(basis: Basis, series: Sequence[Row]) -> Table:
    """One area and title, whose rows of coverage are given: a row per year with figures, the latest first."""
    cells = tuple((str(row["year"]), *_cells(row, YEARS)) for row in _latest_first(series))
    area, title = series[0]["area_id"], series[0]["indicator_id"]
    heading = basis.w("paper.years_of", village=basis.area_names[area])
    return Table(f"years-{area}-{title}", heading, _columns(basis, ("year", *YEARS)), cells)


def _latest_first(rows: Sequence[Row]) -> list[Row]:
    return sorted((row for row in rows if row["status"] != "no_data"), key=lambda row: -row["year"])


def standing(basis: Basis, id_: str, heading: str, rows: Sequence[Row], parts: Sequence[str] = STANDING) -> Table:
    """A line for each row of coverage, by its title."""
    cells = tuple((_name(basis, row), *_cells(row, parts)) for row in rows)
    return Table(id_, heading, _columns(basis, ("title", *parts)), cells)


def _with_column(table: Table, label: str, cells: Sequence[Cell]) -> Table:
    """The table with one more column at its end."""
    rows = tuple((*row, cell) for row, cell in zip(table.rows, cells, strict=True))
    return Table(table.id, table.title, (*table.columns, Column(label)), rows, notes=table.notes)


def _parts(title: Indicator) -> tuple[str, ...]:
    """A yes or no of a village has counts only in the sum, a grade none at all: each shows its verdict."""
    return SHORT if title.kind == "share" else ("recognised", "denominator", "status")


def _columns(basis: Basis, parts: Iterable[str]) -> tuple[Column, ...]:
    return tuple(_column(basis, part) for part in parts)


def _column(basis: Basis, part: str, group: str = "") -> Column:
    return Column(basis.w(f"paper.column.{part}"), group, part not in ("village", "title", "year", "grade", "status"))


def _cells(row: Row, parts: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(_cell(row, part) for part in parts)


def _cell(row: Row, part: str) -> Cell:
    """A grade stands where the recognised are counted; yes or no of one area is its verdict and no number."""
    if part == "status":
        return Status(shown(row))
    if row["kind"] == "grade" or row["is_single"]:
        return row["grade"] or "" if part in ("recognised", "grade") else ""
    if part in ("coverage", "planned", "target"):
        return Share(row[part], row["target"] if part == "coverage" else None)
    if part == "change":
        return Points(row["change"])
    value = row["numerator" if part == "recognised" else part]
    return None if value is None else int(value)


def _in_year(row: Row | None, title: Indicator) -> Cell:
    """Coverage, or the verdict where one village has yes or no; nothing in a year the village was not there."""
    if row is None:
        return ""
    if row["is_single"]:
        return Status(shown(row))
    return Share(row["coverage"], row["target"])


def _is_known(row: Row) -> bool:
    return bool(row["status"] != "no_data")


def _name(basis: Basis, row: Row) -> str:
    return basis.w.of(basis.config.indicators[row["indicator_id"]].name)
