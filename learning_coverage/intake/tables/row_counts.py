"""One row and one slot of columns → the counts of one indicator, or what is wrong with its cells."""

from collections.abc import Mapping
from dataclasses import dataclass

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
    """What a row says of one indicator; `problems` of its cells. Nothing in it: the row has no data."""

    total: int | None = None
    registered: int | None = None
    recognised: int | None = None
    grade: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        return (self.total, self.registered, self.recognised, self.grade) == (None, None, None, None)

    def to_fact(self, row: int, year: int, area_id: str, indicator_id: str, sheet: str) -> Fact:
        """Only for counts that didn't fail; `sheet` is empty in a file that has none."""
        counts = (self.total, self.registered, self.recognised)
        return Fact(row, year, area_id, indicator_id, *counts, self.grade, sheet or None)

    @property
    def has_error(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def read_counts(
    line: Line, slot: Slot, indicator: Indicator, indicator_names: IndicatorNames, *, blank_is_no: bool
) -> RowCounts:
    """`blank_is_no`: the slot is a column of ticks, so a blank of a village that reported is a no."""
    suits_by_unit = indicator_names.units.suits_by_word(indicator.id)
    if indicator.kind == "share":
        return _read_share(line, slot, suits_by_unit)
    if indicator.kind == "yes_no":
        return _read_yes_no(line, slot, suits_by_unit, blank_is_no=blank_is_no)
    return _read_grade(line, slot, indicator_names.config)


def _read_share(line: Line, slot: Slot, suits_by_unit: Mapping[str, bool]) -> RowCounts:
    found = _read_cells(line, slot, suits_by_unit)
    counts = {name: count.value for name, (count, _) in found.items()}
    problems = [_cell_problem(line, column, count) for count, column in found.values() if count.problem_code]
    if not problems:
        problems += _find_contradictions(line, counts, {name: column for name, (_, column) in found.items()})
    if not problems and any(count is not None for count in counts.values()):
        problems += _warn_of_blanks(line, counts, slot)
    return RowCounts(counts.get("total"), counts.get("registered"), counts.get("recognised"), problems=tuple(problems))


def _read_cells(line: Line, slot: Slot, suits_by_unit: Mapping[str, bool]) -> dict[str, tuple[Count, Column]]:
    found = {
        name: (parse_count(line.cell_at(column.index), suits_by_unit), column)
        for name, column in slot.columns.items()
        if name in COUNT_FIELDS
    }
    if slot.ratio and "ratio" in slot.columns:
        column = slot.columns["ratio"]
        for name, count in zip(slot.ratio, parse_pair(line.cell_at(column.index), suits_by_unit), strict=True):
            found.setdefault(name, (count, column))
    return found


def _cell_problem(line: Line, column: Column, count: Count) -> Problem:
    return Problem("error", count.problem_code or "", line.number, column.header, line.cell_at(column.index).text)


def _find_contradictions(line: Line, counts: dict[str, int | None], columns: dict[str, Column]) -> list[Problem]:
    """recognised ≤ registered ≤ total; the first may be broken, since some are recognised without having registered."""
    total, registered = counts.get("total"), counts.get("registered")
    problems = []
    for name, limit, code in (
        ("registered", total, "registered_over_total"),
        ("recognised", total, "recognised_over_total"),
        ("recognised", registered, "recognised_over_registered"),
    ):
        count = counts.get(name)
        if count is not None and limit is not None and count > limit:
            cell, details = line.cell_at(columns[name].index).text, {"count": count, "limit": limit}
            severe = code != "recognised_over_registered"
            problem = Problem("error" if severe else "warning", code, line.number, columns[name].header, cell, details)
            problems.append(problem)
    return problems


def _warn_of_blanks(line: Line, counts: dict[str, int | None], slot: Slot) -> list[Problem]:
    return [
        Problem("warning", "count_blank", line.number, column.header)
        for name, column in slot.columns.items()
        if name in ("total", "recognised") and counts.get(name) is None
    ]


def _read_yes_no(line: Line, slot: Slot, suits_by_unit: Mapping[str, bool], *, blank_is_no: bool) -> RowCounts:
    """The total of a yes or no is 1 and its registered stays empty, whatever the file writes there."""
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
    grades = {syllable_key(grade): grade for grade in config.grades}
    return grades.get(_strip_grade_words(syllable_key(cell.text)))


def _strip_grade_words(key: str) -> str:
    """ "Xếp loại khá" and "loại khá" are "khá"."""
    words = key.split()
    while len(words) > 1 and words[0] in word_lists.keys("grade_leads"):
        words = words[1:]
    return " ".join(words)


def is_tick_column(cells: list[Cell]) -> bool:
    """At least one yes and no written no: there a blank is a no."""
    answers = [parse_yes_no(cell).value for cell in cells if not cell.is_blank]
    return 1 in answers and 0 not in answers
