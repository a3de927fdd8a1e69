"""Counts of one indicator in one row, or the problems of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from learning_coverage.config import Config, Indicator
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.cell_values import Count, parse_count, parse_pair, parse_yes_no
from learning_coverage.intake.names.header_terms import COUNT_FIELDS
from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.syllables import syllable_key
from learning_coverage.intake.sheet import BLANK_CELL, Cell, Line
from learning_coverage.intake.tables.columns import Column
from learning_coverage.intake.tables.layout import Slot


@dataclass(frozen=True)
class RowCounts:
    """Counts in units and grade of one indicator in one row, with the problems of its cells."""

    total: int | None = None
    registered: int | None = None
    recognised: int | None = None
    grade: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the row has no data of the indicator."""
        return (self.total, self.registered, self.recognised, self.grade) == (None, None, None, None)

    def to_fact(self, row: int, year: int, area_id: str, indicator_id: str, sheet: str) -> Fact:
        """The fact of these counts, which must be without error; `sheet` is "" in a file without sheets."""
        counts = (self.total, self.registered, self.recognised)
        return Fact(row, year, area_id, indicator_id, *counts, self.grade, sheet or None)

    @property
    def has_error(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity == "error" for problem in self.problems)


def read_counts(
    line: Line,
    slot: Slot,
    indicator: Indicator,
    indicator_names: IndicatorNames,
    *,
    year: int | None = None,
    blank_is_no: bool,
) -> RowCounts:
    """The counts of an indicator in a line. `blank_is_no`: in a column of ticks a blank result is a no.

    `year`: of the row, None if unknown; it decides whether the registered count is the denominator.
    """
    suits_by_unit = indicator_names.units.suits_by_word(indicator.id)
    if indicator.kind == "share":
        decides = year is not None and indicator.denominator_in(year) == "registered"
        return _read_share(line, slot, suits_by_unit, year if decides else None)
    if indicator.kind == "yes_no":
        return _read_yes_no(line, slot, suits_by_unit, blank_is_no=blank_is_no)
    return _read_grade(line, slot, indicator_names.config)


def _read_share(
    line: Line, slot: Slot, suits_by_unit: Mapping[str, bool], registered_decides_in: int | None
) -> RowCounts:
    cells = _read_cells(line, slot, suits_by_unit)
    counts = {name: count.value for name, (count, _) in cells.items()}
    problems = [_cell_problem(line, column, count) for count, column in cells.values() if count.problem_code]
    if not problems:
        columns = {name: column for name, (_, column) in cells.items()}
        problems += _find_contradictions(line, counts, columns, registered_decides_in)
    if not problems and any(count is not None for count in counts.values()):
        problems += _warn_of_blanks(line, counts, slot)
    return RowCounts(counts.get("total"), counts.get("registered"), counts.get("recognised"), problems=tuple(problems))


def _read_cells(line: Line, slot: Slot, suits_by_unit: Mapping[str, bool]) -> dict[str, tuple[Count, Column]]:
    counts = {
        name: (parse_count(line.cell_at(column.index), suits_by_unit), column)
        for name, column in slot.columns.items()
        if name in COUNT_FIELDS
    }
    if slot.ratio and "ratio" in slot.columns:
        column = slot.columns["ratio"]
        for name, count in zip(slot.ratio, parse_pair(line.cell_at(column.index), suits_by_unit), strict=True):
            counts.setdefault(name, (count, column))
    return counts


def _cell_problem(line: Line, column: Column, count: Count) -> Problem:
    return Problem("error", count.problem_code or "", line.number, column.header, line.cell_at(column.index).text)


def _find_contradictions(
    line: Line, counts: dict[str, int | None], columns: dict[str, Column], registered_decides_in: int | None
) -> list[Problem]:
    """Breaches of recognised ≤ registered ≤ total.

    Some are recognised without having registered, so the first is a warning, except in a year in which the registered
    count is the denominator.
    """
    total, registered = counts.get("total"), counts.get("registered")
    over_registered = "recognised_over_registered" + ("" if registered_decides_in is None else "_where_it_decides")
    problems = []
    for name, limit, code in (
        ("registered", total, "registered_over_total"),
        ("recognised", total, "recognised_over_total"),
        ("recognised", registered, over_registered),
    ):
        count = counts.get(name)
        if count is not None and limit is not None and count > limit:
            cell = line.cell_at(columns[name].index).text
            details: dict[str, object] = {"count": count, "limit": limit}
            if code == "recognised_over_registered_where_it_decides":
                details["year"] = registered_decides_in
            severity: Literal["error", "warning"] = "warning" if code == "recognised_over_registered" else "error"
            problems.append(Problem(severity, code, line.number, columns[name].header, cell, details))
    return problems


def _warn_of_blanks(line: Line, counts: dict[str, int | None], slot: Slot) -> list[Problem]:
    return [
        Problem("warning", "count_blank", line.number, column.header)
        for name, column in slot.columns.items()
        if name in ("total", "recognised") and counts.get(name) is None
    ]


def _read_yes_no(line: Line, slot: Slot, suits_by_unit: Mapping[str, bool], *, blank_is_no: bool) -> RowCounts:
    """A yes or no as recognised 1 or 0 of total 1, without registered, whatever the file has there."""
    column = slot.columns.get("recognised") or slot.columns.get("bare")
    cell = line.cell_at(column.index) if column else BLANK_CELL
    answer = parse_yes_no(cell)
    problems = [_cell_problem(line, column, answer)] if answer.problem_code and column else []
    problems += _check_yes_no_total(line, slot, suits_by_unit)
    if answer.value is None and blank_is_no and not problems:
        answer = Count(0)
    if answer.value is None:
        return RowCounts(problems=tuple(problems))
    return RowCounts(1, None, answer.value, problems=tuple(problems))


def _check_yes_no_total(line: Line, slot: Slot, suits_by_unit: Mapping[str, bool]) -> list[Problem]:
    column = slot.columns.get("total")
    cell = line.cell_at(column.index) if column else BLANK_CELL
    is_one = 1 in (parse_count(cell, suits_by_unit).value, parse_yes_no(cell).value)
    if column is None or cell.is_blank or is_one:
        return []
    return [Problem("error", "yes_or_no_total", line.number, column.header, cell.text)]


def _read_grade(line: Line, slot: Slot, config: Config) -> RowCounts:
    for name in ("grade", "recognised", "bare"):
        column = slot.columns.get(name)
        cell = line.cell_at(column.index) if column else BLANK_CELL
        if column is None or cell.is_blank:
            continue
        if grade := parse_grade(cell, config):
            return RowCounts(grade=grade)
        allowed = {"choices": "; ".join(config.grades)}
        return RowCounts(problems=(Problem("error", "grade_unknown", line.number, column.header, cell.text, allowed),))
    return RowCounts()


def parse_grade(cell: Cell, config: Config) -> str | None:
    """The grade of `targets.yaml` a cell names, None for any other text."""
    grades = {syllable_key(grade): grade for grade in config.grades}
    return grades.get(_strip_grade_words(syllable_key(cell.text)))


def _strip_grade_words(key: str) -> str:
    """The key without leading words: "khá" for "xếp loại khá"."""
    words = key.split()
    while len(words) > 1 and words[0] in word_lists.keys("grade_leads"):
        words = words[1:]
    return " ".join(words)


def is_tick_column(cells: list[Cell]) -> bool:
    """Whether cells have at least one yes and no written no; there a blank is a no."""
    answers = [parse_yes_no(cell).value for cell in cells if not cell.is_blank]
    return 1 in answers and 0 not in answers
