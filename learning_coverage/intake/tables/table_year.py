"""The year of a table: its own column or headers, else its heading, the sheet's or file's name, or the user's word."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.names.years import years_in, years_in_name


@dataclass(frozen=True)
class YearFound:
    """`year` applies to rows and columns that carry none of their own; `source` is a code for people."""

    year: int | None
    source: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Places:
    """Where a year may be written besides the table itself; `before` is the year of the table above on the sheet."""

    heading: tuple[str, ...]
    sheet_name: str
    file_name: str
    several_sheets: bool
    before: int | None = None

    def named(self) -> dict[str, tuple[int, ...]]:
        heading = tuple(dict.fromkeys(year for text in self.heading for year in years_in(text)))
        found = {"heading": heading, "sheet_name": years_in_name(self.sheet_name)}
        found = {place: years for place, years in found.items() if years}
        # In a file of several sheets its name says when it was sent, not which year a sheet is of.
        if not (self.several_sheets and found):
            found["file_name"] = years_in_name(PurePath(self.file_name).stem)
        return {place: years for place, years in found.items() if years}


def find_year(places: Places, own: Collection[int], own_source: str, given: int | None, config: Config) -> YearFound:
    """The year, its source, and every contradiction between the places that name one."""
    named = places.named()
    if own:
        return YearFound(None, own_source, tuple(_against_own(named, set(own), given)))
    if given is not None:
        return _given(named, given, config)
    years = {year for found in named.values() for year in found}
    if len(years) == 1:
        return _checked(years.pop(), next(iter(named)), config)
    if not years and places.before is not None:
        return YearFound(places.before, "heading")
    if any(len(found) > 1 for found in named.values()) or not years:
        return YearFound(None, "missing", (Problem("error", "year_missing"),))
    return YearFound(None, "missing", (_conflict(years),))


def _given(named: dict[str, tuple[int, ...]], given: int, config: Config) -> YearFound:
    others = {year for found in named.values() for year in found} - {given}
    if not others:
        return _checked(given, "given", config)
    if any(given in found for found in named.values()):
        agreed = _checked(given, "given", config)
        warning = Problem("warning", "year_also_named", value=_listed(others), details={"year": given})
        return YearFound(given, "given", (*agreed.problems, warning))
    return YearFound(given, "given", (_conflict(others | {given}),))


def _against_own(named: dict[str, tuple[int, ...]], own: set[int], given: int | None) -> list[Problem]:
    """Headings and names against the years the rows or columns carry; a file's name is only worth a warning."""
    problems = []
    if given is not None and own != {given}:
        problems.append(_conflict(own | {given}))
    for place, years in named.items():
        if len(years) == 1 and not set(years) <= own:
            problems.append(_conflict(own | set(years), "warning" if place == "file_name" else "error"))
    return problems


def _conflict(years: Collection[int], severity: str = "error") -> Problem:
    if severity == "warning":
        return Problem("warning", "year_not_of_file_name", value=_listed(years))
    return Problem("error", "year_conflict", value=_listed(years))


def _checked(year: int, source: str, config: Config) -> YearFound:
    if config.first_year <= year <= config.last_year:
        return YearFound(year, source)
    return YearFound(None, source, (out_of_range(year, config),))


def out_of_range(year: int, config: Config, row: int | None = None, column: str | None = None) -> Problem:
    details = {"first": str(config.first_year), "last": str(config.last_year)}
    return Problem("error", "year_out_of_range", row=row, column=column, value=str(year), details=details)


def _listed(years: Collection[int]) -> str:
    return ", ".join(map(str, sorted(years)))
