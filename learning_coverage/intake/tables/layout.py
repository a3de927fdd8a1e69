"""The columns of a table sorted by what they are for: the keys of a row, and slots of counts by title and year."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.names.cell_values import is_pair, yes_or_no
from learning_coverage.intake.names.header_terms import COUNTS
from learning_coverage.intake.names.indicator_names import Titles
from learning_coverage.intake.sheet import Line
from learning_coverage.intake.tables.columns import Column
from learning_coverage.intake.tables.header import Table
from learning_coverage.intake.tables.unused_columns import unnamed_columns, unused_columns

KEYS = ("village", "year", "indicator")
VALUES = (*COUNTS, "grade", "rate")


@dataclass(frozen=True)
class Slot:
    """The columns that together count one indicator in one year; None: the row says which.

    `columns` by field; `ratio` holds n/N in one cell, the names of the two counts in the order written.
    `bare` is a column named by its title or year only.
    """

    indicator: str | None
    year: int | None
    columns: dict[str, Column] = field(default_factory=dict)
    ratio: tuple[str, str] | None = None

    @property
    def value_columns(self) -> list[Column]:
        return [column for name, column in self.columns.items() if name != "rate"]


@dataclass(frozen=True)
class Layout:
    keys: dict[str, Column]
    slots: tuple[Slot, ...]
    unused: tuple[Column, ...]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """A code for people: how the table is arranged."""
        titled = {slot.indicator for slot in self.slots} - {None}
        years = {slot.year for slot in self.slots} - {None}
        if titled and "indicator" not in self.keys:
            return "titles_and_years_across" if len(years) > 1 else "titles_across"
        if years:
            return "years_across"
        return "long" if "indicator" in self.keys else "one_title"

    @property
    def value_columns(self) -> list[Column]:
        return [column for slot in self.slots for column in slot.value_columns]


def layout_of(table: Table, titles: Titles, config: Config) -> Layout:
    """Sort the columns; every column that is doubtful is a problem."""
    keys, problems = _keys(table.columns)
    slots: dict[tuple[str | None, int | None], Slot] = {}
    for column in table.columns:
        problems += _place(column, slots, titles)
    _place_results(table, slots)
    sorted_slots, left = _homes_for_totals(list(slots.values()))
    resolved = [_with_ratio(slot, table.body, config) for slot in sorted_slots]
    unused = tuple(column for column in table.columns if not column.meaning.known and column.header)
    problems += [*unused_columns(unused, table.body, {n for s in resolved for n in (*s.columns, *(s.ratio or ()))})]
    problems += [*unnamed_columns(table.columns, table.body)]
    problems += left + _years_of_slots(resolved)
    problems += [_personal(column) for column in table.columns if column.meaning.field == "personal"]
    return Layout(keys, tuple(resolved), unused, tuple(problems))


def _keys(columns: Iterable[Column]) -> tuple[dict[str, Column], list[Problem]]:
    keys: dict[str, Column] = {}
    problems = []
    for column in columns:
        name = column.meaning.field
        if name in KEYS and name in keys:
            problems.append(
                Problem("error", "column_twice", column=column.header, details={"other": keys[name].header})
            )
        elif name in KEYS and name is not None:
            keys[name] = column
    return keys, problems


def _place(column: Column, slots: dict[tuple[str | None, int | None], Slot], titles: Titles) -> list[Problem]:
    """Put a value column into its slot."""
    meaning = column.meaning
    bare = not meaning.field and not meaning.ratio
    if not meaning.known or (bare and meaning.says_nothing) or (meaning.field and meaning.field not in VALUES):
        return []
    if len(meaning.indicators) > 1:
        if meaning.field == "rate":
            return []
        choices = titles.shown(meaning.indicators)
        return [Problem("error", "title_ambiguous", column=column.header, details={"choices": choices})]
    indicator = meaning.indicators[0] if meaning.indicators else None
    name = meaning.field or ("ratio" if meaning.ratio else "bare")
    key = _slot_key(column, indicator, name, slots)
    slot = slots.setdefault(key, Slot(indicator, meaning.year))
    if name in slot.columns:
        if name == "rate":
            return []
        other = slot.columns[name].header
        return [Problem("error", "column_twice", column=column.header, details={"other": other})]
    slot.columns[name] = column
    if meaning.ratio:
        slots[key] = replace(slot, ratio=meaning.ratio)
    return []


def _place_results(table: Table, slots: dict[tuple[str | None, int | None], Slot]) -> None:
    """In a table without any result column, one of pairs or answers under a word that says nothing ("Kết quả")."""
    taken = any({"recognised", "ratio", "bare", "grade"} & set(slot.columns) for slot in slots.values())
    found = [c for c in table.columns if c.header and c.meaning.says_nothing and _all_results(c, table.body)]
    for column in () if taken else found[:1]:
        slots.setdefault((None, None), Slot(None, None)).columns["bare"] = column


def _all_results(column: Column, body: tuple[Line, ...]) -> bool:
    cells = [cell for line in body if not (cell := line.at(column.index)).blank]
    return bool(cells) and (_all_pairs(column, body) or all(yes_or_no(cell).value is not None for cell in cells))


def _slot_key(
    column: Column, indicator: str | None, name: str, slots: dict[tuple[str | None, int | None], Slot]
) -> tuple[str | None, int | None]:
    """A second total without a title, but of another unit ("Số dòng họ" after "Số hộ"), waits for its own title."""
    year, unit = column.meaning.year, column.meaning.unit_of
    other = slots.get((indicator, year))
    if indicator or name != "total" or not unit or other is None or "total" not in other.columns:
        return (indicator, year)
    return (indicator, year) if other.columns["total"].meaning.unit_of == unit else (f"? {unit}", year)


def _homes_for_totals(slots: list[Slot]) -> tuple[list[Slot], list[Problem]]:
    """Beside columns with titles, "Tổng số hộ" belongs to the title counted in households; others are a question."""
    titled = [slot for slot in slots if slot.indicator]
    loose = [slot for slot in slots if not slot.indicator]
    problems: list[Problem] = []
    if not titled and len({slot.year for slot in loose}) == len(loose):
        return slots, []
    for slot in loose:
        for name, column in slot.columns.items():
            home = _home(column, slot.year, titled) if name == "total" else None
            if home is not None:
                home.columns["total"] = column
            elif name != "rate":
                problems.append(Problem("error", "column_without_title", column=column.header))
    return titled, problems


def _home(column: Column, year: int | None, titled: list[Slot]) -> Slot | None:
    unit = column.meaning.unit_of
    indicators = {slot.indicator for slot in titled}
    wanted = unit if unit in indicators else next(iter(indicators)) if unit is None and len(indicators) == 1 else None
    homes = [s for s in titled if s.indicator == wanted and s.year == year and "total" not in s.columns]
    return homes[0] if wanted and len(homes) == 1 else None


def _with_ratio(slot: Slot, body: tuple[Line, ...], config: Config) -> Slot:
    """A column of n/N cells without a total beside it gives both counts; a lone tick or grade column is the result."""
    kind = config.indicators[slot.indicator].kind if slot.indicator in config.indicators else "share"
    name = next((name for name in ("bare", "recognised") if name in slot.columns), None)
    if slot.ratio or name is None or ("total" in slot.columns and name != "bare"):
        return slot
    others = {key: column for key, column in slot.columns.items() if key != name}
    if kind == "share" and "total" not in others and _all_pairs(slot.columns[name], body):
        return replace(slot, columns={**others, "ratio": slot.columns[name]}, ratio=("recognised", "total"))
    if kind != "share" and name == "bare" and "recognised" not in others:
        return replace(slot, columns={**others, "recognised": slot.columns[name]})
    return slot


def _all_pairs(column: Column, body: tuple[Line, ...]) -> bool:
    cells = [line.at(column.index) for line in body if line.at(column.index).text.strip()[:1].isdigit()]
    return bool(cells) and all(map(is_pair, cells))


def _years_of_slots(slots: list[Slot]) -> list[Problem]:
    """Where some columns carry a year, all must: otherwise nobody knows which year the others are of."""
    if not any(slot.year for slot in slots):
        return []
    return [
        Problem("error", "column_without_year", column=column.header)
        for slot in slots
        if slot.year is None
        for column in slot.value_columns
    ]


def _personal(column: Column) -> Problem:
    return Problem("warning", "personal_data_dropped", column=column.header)
