"""One sheet → the facts of its tables: header, year, title and layout of each, then its rows."""

from dataclasses import dataclass
from pathlib import PurePath

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.names.header_terms import Interpreter
from learning_coverage.intake.names.indicator_names import Titles
from learning_coverage.intake.names.village_names import Villages
from learning_coverage.intake.names.years import year_of_cell
from learning_coverage.intake.result import SheetReading
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.header import Table, tables
from learning_coverage.intake.tables.layout import Layout, layout_of
from learning_coverage.intake.tables.overrides import Mending
from learning_coverage.intake.tables.row_reader import Context, TableFacts
from learning_coverage.intake.tables.table_reader import read_table
from learning_coverage.intake.tables.table_year import Places, find_year


@dataclass(frozen=True)
class SheetFacts:
    tables: tuple[TableFacts, ...]
    readings: tuple[SheetReading, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class File:
    """What all sheets of a file share; `year` is the user's word, `several` that other sheets are read beside."""

    name: str
    several: bool
    year: int | None
    config: Config
    interpreter: Interpreter
    villages: Villages
    mending: Mending

    @property
    def titles(self) -> Titles:
        return self.interpreter.titles


def read_sheet(sheet: Sheet, file: File) -> SheetFacts:
    """Every table of a sheet; a sheet without any is only a warning beside others that have one."""
    found = tables(sheet, file.interpreter)
    results, readings, problems = [], [], []
    before: tuple[int | None, str | None] = (None, None)
    for table in map(file.mending.of, found):
        layout = layout_of(table, file.titles, file.config)
        places = Places(table.heading, sheet.name, file.name, file.several, before[0])
        own, source = _own_years(table, layout)
        year = find_year(places, own, source, file.year, file.config)
        title, doubt = _title(table, layout, sheet.name, file.name, file.titles)
        title = title or before[1]
        context = Context(file.config, file.titles, file.villages, sheet, year.year, title)
        result = read_table(table, layout, context)
        problems += [*layout.problems, *year.problems, *result.problems, *(doubt if not title else _warnings(doubt))]
        results.append(result)
        readings.append(_reading(sheet, table, layout, result, year.source, year.year))
        before = (year.year, title)
    if not found:
        problems.append(Problem("warning", "sheet_without_table", value=sheet.name))
    return SheetFacts(tuple(results), tuple(readings), tuple(problems))


def _own_years(table: Table, layout: Layout) -> tuple[set[int], str]:
    """The years the table carries itself, in its headers or its year column."""
    across = {slot.year for slot in layout.slots if slot.year}
    if across:
        return across, "header"
    column = layout.keys.get("year")
    if column is None:
        return set(), ""
    years = {year for line in table.body if (year := year_of_cell(line.at(column.index).text))}
    return years or {0}, "column"


def _title(
    table: Table, layout: Layout, sheet_name: str, file_name: str, titles: Titles
) -> tuple[str | None, tuple[Problem, ...]]:
    """The one title of a table whose columns and rows name none: from its heading, the sheet's or the file's name."""
    if "indicator" in layout.keys or all(slot.indicator for slot in layout.slots):
        return None, ()
    places = {
        "heading": titles.inside(" · ".join(table.heading)),
        "sheet": titles.inside(sheet_name),
        "file": titles.in_file_name(PurePath(file_name).stem),
    }
    for place, named in places.items():
        if named.one:
            return named.one, () if place != "file" else (_from_file_name(named.one, file_name, titles),)
        if titles.shown(named.indicators):
            choices = titles.shown(named.indicators)
            return None, (Problem("error", "title_of_table_unclear", details={"choices": choices}),)
        if named.indicators:
            break  # the title of another programme
    return None, (Problem("error", "title_of_table_missing"),)


def _from_file_name(title: str, file_name: str, titles: Titles) -> Problem:
    return Problem("warning", "title_of_file_name", value=file_name, details={"title": titles.shown((title,))})


def _warnings(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity == "warning")


def _reading(
    sheet: Sheet, table: Table, layout: Layout, result: TableFacts, source: str, year: int | None
) -> SheetReading:
    columns = tuple(
        (column.header, _field(column.meaning.field, column.meaning.known)) for column in table.columns if column.header
    )
    years = tuple(sorted({fact.year for fact in result.facts})) or ((year,) if year else ())
    return SheetReading(sheet.name, table.header_row, layout.name, columns, years, source)


def _field(field: str | None, known: bool) -> str:
    return field or ("result" if known else "unknown")
