"""The year of a table: of its column or headers, its heading, its sheet's or file's name, or the user's choice."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.names.years import find_years, find_years_in_name


@dataclass(frozen=True)
class TableYear:
    """`year` is of rows and columns without one; `source` is a code (`intake.year_source.*`)."""

    year: int | None
    source: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class YearSources:
    """Texts around a table that may name a year; `year_above` is of the table above on the sheet."""

    heading: tuple[str, ...]
    sheet_name: str
    file_name: str
    has_several_sheets: bool
    year_above: int | None = None

    def years_by_source(self) -> dict[str, tuple[int, ...]]:
        """The distinct years by code of the source that names them."""
        heading = tuple(dict.fromkeys(year for text in self.heading for year in find_years(text)))
        named = {"heading": heading, "sheet_name": find_years_in_name(self.sheet_name)}
        named = {source: years for source, years in named.items() if years}
        # With several sheets the file name is the year of sending, not of a sheet.
        if not (self.has_several_sheets and named):
            named["file_name"] = find_years_in_name(PurePath(self.file_name).stem)
        return {source: years for source, years in named.items() if years}


def find_year(
    sources: YearSources, table_years: Collection[int], table_source: str, user_year: int | None, config: Config
) -> TableYear:
    """The year, its source, and a problem for each contradiction between sources."""
    named = sources.years_by_source()
    if table_years:
        return TableYear(None, table_source, tuple(_compare_with_table(named, set(table_years), user_year)))
    if user_year is not None:
        return _check_user_year(named, user_year, config)
    years = {year for group in named.values() for year in group}
    if len(years) == 1:
        return _check_range(years.pop(), next(iter(named)), config)
    if not years and sources.year_above is not None:
        return TableYear(sources.year_above, "heading")
    if any(len(group) > 1 for group in named.values()) or not years:
        return TableYear(None, "missing", (Problem("error", "year_missing"),))
    return TableYear(None, "missing", (_conflict_problem(years),))


def _check_user_year(years_by_source: dict[str, tuple[int, ...]], user_year: int, config: Config) -> TableYear:
    others = {year for years in years_by_source.values() for year in years} - {user_year}
    if not others:
        return _check_range(user_year, "given", config)
    if any(user_year in years for years in years_by_source.values()):
        agreed = _check_range(user_year, "given", config)
        warning = Problem("warning", "year_also_named", value=_join_years(others), details={"year": user_year})
        return TableYear(user_year, "given", (*agreed.problems, warning))
    return TableYear(user_year, "given", (_conflict_problem(others | {user_year}),))


def _compare_with_table(
    years_by_source: dict[str, tuple[int, ...]], table_years: set[int], user_year: int | None
) -> list[Problem]:
    """Problems of headings and names that contradict the years of rows or columns; a file name is a warning."""
    problems = []
    if user_year is not None and table_years != {user_year}:
        problems.append(_conflict_problem(table_years | {user_year}))
    for place, years in years_by_source.items():
        if len(years) == 1 and not set(years) <= table_years:
            problems.append(_conflict_problem(table_years | set(years), "warning" if place == "file_name" else "error"))
    return problems


def _conflict_problem(years: Collection[int], severity: str = "error") -> Problem:
    if severity == "warning":
        return Problem("warning", "year_not_of_file_name", value=_join_years(years))
    return Problem("error", "year_conflict", value=_join_years(years))


def _check_range(year: int, source: str, config: Config) -> TableYear:
    if config.first_year <= year <= config.last_year:
        return TableYear(year, source)
    return TableYear(None, source, (out_of_range_problem(year, config),))


def out_of_range_problem(year: int, config: Config, row: int | None = None, column: str | None = None) -> Problem:
    """The problem of a year outside the programme."""
    details = {"first": str(config.first_year), "last": str(config.last_year)}
    return Problem("error", "year_out_of_range", row=row, column=column, value=str(year), details=details)


def _join_years(years: Collection[int]) -> str:
    return ", ".join(map(str, sorted(years)))
