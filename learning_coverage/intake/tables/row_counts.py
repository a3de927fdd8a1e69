"""One row and one slot of columns → the counts of one indicator, or what is wrong with its cells."""

from dataclasses import dataclass

from learning_coverage.config import Config, Indicator
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.cell_values import Count, count_of, pair_of, yes_or_no
from learning_coverage.intake.names.header_terms import COUNTS
from learning_coverage.intake.names.syllables import syllable_key
from learning_coverage.intake.sheet import BLANK, Cell, Line
from learning_coverage.intake.tables.columns import Column
from learning_coverage.intake.tables.layout import Slot


@dataclass(frozen=True)
class Counts:
    """What a row says of one indicator; `problems` of its cells. Nothing in it: the row has no data."""

    total: int | None = None
    registered: int | None = None
    recognised: int | None = None
    grade: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def empty(self) -> bool:
        return (self.total, self.registered, self.recognised, self.grade) == (None, None, None, None)

    def as_fact(self, row: int, year: int, area_id: str, indicator_id: str, sheet: str) -> Fact:
        """Only for counts that didn't fail; `sheet` is empty in a file that has none."""
        counts = (self.total, self.registered, self.recognised)
        return Fact(row, year, area_id, indicator_id, *counts, self.grade, sheet or None)

    @property
    def failed(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def measure(line: Line, slot: Slot, indicator: Indicator, config: Config, *, blank_is_no: bool) -> Counts:
    """`blank_is_no`: the slot is a column of ticks, so a blank of a village that reported is a no."""
    if indicator.kind == "share":
        return _share(line, slot, indicator)
    if indicator.kind == "yes_no":
        return _yes_no(line, slot, blank_is_no=blank_is_no)
    return _grade(line, slot, config)


def _share(line: Line, slot: Slot, indicator: Indicator) -> Counts:
    found = _cells(line, slot, indicator.id)
    counts = {name: count.value for name, (count, _) in found.items()}
    problems = [_fault(line, column, count) for count, column in found.values() if count.fault]
    if not problems:
        problems += _contradictions(line, counts, {name: column for name, (_, column) in found.items()})
    if not problems and any(count is not None for count in counts.values()):
        problems += _blanks(line, counts, slot)
    return Counts(counts.get("total"), counts.get("registered"), counts.get("recognised"), problems=tuple(problems))


def _cells(line: Line, slot: Slot, indicator: str) -> dict[str, tuple[Count, Column]]:
    found = {
        name: (count_of(line.at(column.index), indicator), column)
        for name, column in slot.columns.items()
        if name in COUNTS
    }
    if slot.ratio and "ratio" in slot.columns:
        column = slot.columns["ratio"]
        for name, count in zip(slot.ratio, pair_of(line.at(column.index), indicator), strict=True):
            found.setdefault(name, (count, column))
    return found


def _fault(line: Line, column: Column, count: Count) -> Problem:
    return Problem("error", count.fault or "", line.number, column.header, line.at(column.index).text)


def _contradictions(line: Line, counts: dict[str, int | None], columns: dict[str, Column]) -> list[Problem]:
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
            cell, details = line.at(columns[name].index).text, {"count": count, "limit": limit}
            severe = code != "recognised_over_registered"
            problem = Problem("error" if severe else "warning", code, line.number, columns[name].header, cell, details)
            problems.append(problem)
    return problems


def _blanks(line: Line, counts: dict[str, int | None], slot: Slot) -> list[Problem]:
    return [
        Problem("warning", "count_blank", line.number, column.header)
        for name, column in slot.columns.items()
        if name in ("total", "recognised") and counts.get(name) is None
    ]


def _yes_no(line: Line, slot: Slot, *, blank_is_no: bool) -> Counts:
    """The total of a yes or no is 1 and its registered stays empty, whatever the file writes there."""
    column = slot.columns.get("recognised") or slot.columns.get("bare")
    cell = line.at(column.index) if column else BLANK
    answer = yes_or_no(cell)
    problems = [_fault(line, column, answer)] if answer.fault and column else []
    problems += _wrong_total(line, slot)
    if answer.value is None and blank_is_no and not problems:
        answer = Count(0)
    if answer.value is None:
        return Counts(problems=tuple(problems))
    return Counts(1, None, answer.value, problems=tuple(problems))


def _wrong_total(line: Line, slot: Slot) -> list[Problem]:
    column = slot.columns.get("total")
    cell = line.at(column.index) if column else BLANK
    if column is None or cell.blank or count_of(cell).value == 1 or yes_or_no(cell).value == 1:
        return []
    return [Problem("error", "yes_or_no_total", line.number, column.header, cell.text)]


def _grade(line: Line, slot: Slot, config: Config) -> Counts:
    for name in ("grade", "recognised", "bare"):
        column = slot.columns.get(name)
        cell = line.at(column.index) if column else BLANK
        if column is None or cell.blank:
            continue
        if grade := grade_of(cell, config):
            return Counts(grade=grade)
        allowed = {"choices": "; ".join(config.grades)}
        return Counts(problems=(Problem("error", "grade_unknown", line.number, column.header, cell.text, allowed),))
    return Counts()


def grade_of(cell: Cell, config: Config) -> str | None:
    grades = {syllable_key(grade): grade for grade in config.grades}
    return grades.get(_without_lead(syllable_key(cell.text)))


def _without_lead(key: str) -> str:
    """ "Xếp loại khá" and "loại khá" are "khá"."""
    words = key.split()
    while len(words) > 1 and words[0] in word_lists.keys("grade_leads"):
        words = words[1:]
    return " ".join(words)


def is_tick_column(cells: list[Cell]) -> bool:
    """At least one yes and no written no: there a blank is a no."""
    answers = [yes_or_no(cell).value for cell in cells if not cell.blank]
    return 1 in answers and 0 not in answers
