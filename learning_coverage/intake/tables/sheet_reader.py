"""Facts of one sheet: header, layout, year and indicator of each table, then its rows."""

from dataclasses import dataclass
from pathlib import PurePath

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.names.header_terms import HeaderInterpreter
from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.intake.names.years import parse_year
from learning_coverage.intake.result import TableSummary
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.header import SheetTable, find_tables
from learning_coverage.intake.tables.layout import Layout, build_layout
from learning_coverage.intake.tables.overrides import RowOverrides
from learning_coverage.intake.tables.row_reader import TableContext, TableFacts
from learning_coverage.intake.tables.table_reader import read_table
from learning_coverage.intake.tables.table_year import YearSources, find_year


@dataclass(frozen=True)
class SheetFacts:
    """Facts and summaries by table, with the problems of the sheet."""

    tables: tuple[TableFacts, ...]
    summaries: tuple[TableSummary, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class FileContext:
    """Inputs of all sheets of a file; `year` is the one the user chose."""

    name: str
    has_several_sheets: bool
    year: int | None
    config: Config
    interpreter: HeaderInterpreter
    village_names: VillageNames
    overrides: RowOverrides

    @property
    def indicator_names(self) -> IndicatorNames:
        """Those of the interpreter."""
        return self.interpreter.indicator_names


def read_sheet(sheet: Sheet, file: FileContext) -> SheetFacts:
    """The facts of all tables of a sheet; a sheet without a table is a warning."""
    tables = find_tables(sheet, file.interpreter)
    results, summaries, problems = [], [], []
    above: tuple[int | None, str | None] = (None, None)  # year and indicator of the table above
    for table in map(file.overrides.apply, tables):
        layout = build_layout(table, file.indicator_names, file.config)
        places = YearSources(table.heading, sheet.name, file.name, file.has_several_sheets, above[0])
        table_years, source = _find_table_years(table, layout)
        year = find_year(places, table_years, source, file.year, file.config)
        title, title_problems = _find_indicator(table, layout, sheet.name, file.name, file.indicator_names)
        title = title or above[1]
        context = TableContext(file.config, file.indicator_names, file.village_names, sheet, year.year, title)
        result = read_table(table, layout, context)
        problems += [
            *layout.problems,
            *year.problems,
            *result.problems,
            *(title_problems if not title else _only_warnings(title_problems)),
        ]
        results.append(result)
        summaries.append(_summarise(sheet, table, layout, result, year.source, year.year))
        above = (year.year, title)
    if not tables:
        problems.append(Problem("warning", "sheet_without_table", value=sheet.name))
    return SheetFacts(tuple(results), tuple(summaries), tuple(problems))


def _find_table_years(table: SheetTable, layout: Layout) -> tuple[set[int], str]:
    """(years in the headers or the year column of a table, code of their source)."""
    across = {slot.year for slot in layout.slots if slot.year}
    if across:
        return across, "header"
    column = layout.key_columns.get("year")
    if column is None:
        return set(), ""
    years = {year for line in table.body if (year := parse_year(line.cell_at(column.index).text))}
    return years or {0}, "column"


def _find_indicator(
    table: SheetTable, layout: Layout, sheet_name: str, file_name: str, indicator_names: IndicatorNames
) -> tuple[str | None, tuple[Problem, ...]]:
    """The indicator of a table without titles in columns and rows: of its heading, its sheet's or file's name."""
    if "indicator" in layout.key_columns or all(slot.indicator_id for slot in layout.slots):
        return None, ()
    places = {
        "heading": indicator_names.find_in_heading(table.heading),
        "sheet": indicator_names.find_in_heading((sheet_name,)),
        "file": indicator_names.find_in_file_name(PurePath(file_name).stem),
    }
    for place, named in places.items():
        if named.single:
            return named.single, () if place != "file" else (
                _warn_of_file_name(named.single, file_name, indicator_names),
            )
        if indicator_names.join_names(named.ids):
            choices = indicator_names.join_names(named.ids)
            return None, (Problem("error", "title_of_table_unclear", details={"choices": choices}),)
        if named.ids:
            break  # the title of another programme
    return None, (Problem("error", "title_of_table_missing"),)


def _warn_of_file_name(indicator_id: str, file_name: str, indicator_names: IndicatorNames) -> Problem:
    return Problem(
        "warning", "title_of_file_name", value=file_name, details={"title": indicator_names.join_names((indicator_id,))}
    )


def _only_warnings(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity == "warning")


def _summarise(
    sheet: Sheet, table: SheetTable, layout: Layout, table_facts: TableFacts, source: str, year: int | None
) -> TableSummary:
    columns = tuple(
        (column.header, _field_code(column.meaning.field, column.meaning.is_known))
        for column in table.columns
        if column.header
    )
    years = tuple(sorted({fact.year for fact in table_facts.facts})) or ((year,) if year else ())
    return TableSummary(sheet.name, table.header_row, layout.code, columns, years, source)


def _field_code(field: str | None, known: bool) -> str:
    return field or ("result" if known else "unknown")
