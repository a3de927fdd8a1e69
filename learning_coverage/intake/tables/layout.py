"""The columns of a table by purpose: keys of a row, and slots of counts by indicator and year."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from learning_coverage.config import Config
from learning_coverage.facts import Problem
from learning_coverage.intake.names.cell_values import is_pair, parse_yes_no
from learning_coverage.intake.names.header_terms import COUNT_FIELDS
from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.unit_names import UnitNames
from learning_coverage.intake.sheet import Line
from learning_coverage.intake.tables.columns import Column
from learning_coverage.intake.tables.header import SheetTable
from learning_coverage.intake.tables.unused_columns import check_unnamed, check_unused

KEY_FIELDS = ("village", "year", "indicator")
VALUE_FIELDS = (*COUNT_FIELDS, "grade", "rate")


@dataclass(frozen=True)
class Slot:
    """The columns that together count one indicator in one year; None where the row names it.

    `columns` by field; its `bare` column has only a title or year as header. `ratio`: the two counts of a column of n/N
    cells, in the order written.
    """

    indicator_id: str | None
    year: int | None
    columns: dict[str, Column] = field(default_factory=dict)
    ratio: tuple[str, str] | None = None

    @property
    def value_columns(self) -> list[Column]:
        """The columns with data, without rates."""
        return [column for name, column in self.columns.items() if name != "rate"]


@dataclass(frozen=True)
class Layout:
    """Key columns by field, slots of counts, columns without a known meaning, and problems of the header."""

    key_columns: dict[str, Column]
    slots: tuple[Slot, ...]
    unknown_columns: tuple[Column, ...]
    problems: tuple[Problem, ...]

    @property
    def code(self) -> str:
        """The code of the arrangement (`intake.layout.*`)."""
        titled = {slot.indicator_id for slot in self.slots} - {None}
        years = {slot.year for slot in self.slots} - {None}
        if titled and "indicator" not in self.key_columns:
            return "titles_and_years_across" if len(years) > 1 else "titles_across"
        if years:
            return "years_across"
        return "long" if "indicator" in self.key_columns else "one_title"

    @property
    def value_columns(self) -> list[Column]:
        """The columns with data of all slots."""
        return [column for slot in self.slots for column in slot.value_columns]


def build_layout(table: SheetTable, indicator_names: IndicatorNames, config: Config) -> Layout:
    """The layout of a table, with a problem for every column whose purpose is unclear."""
    keys, problems = _find_key_columns(table.columns)
    slots: dict[tuple[str | None, int | None], Slot] = {}
    for column in table.columns:
        problems += _assign_column(column, slots, indicator_names)
    _assign_unnamed_results(table, slots)
    sorted_slots, loose_problems = _assign_loose_totals(list(slots.values()), indicator_names.units)
    resolved = [_resolve_result_column(slot, table.body, config) for slot in sorted_slots]
    unused = tuple(column for column in table.columns if not column.meaning.is_known and column.header)
    problems += [
        *check_unused(
            unused,
            table.body,
            indicator_names.header_terms,
            {n for s in resolved for n in (*s.columns, *(s.ratio or ()))},
        )
    ]
    problems += [*check_unnamed(table.columns, table.body)]
    problems += loose_problems + _check_slot_years(resolved)
    problems += [_warn_of_personal_data(column) for column in table.columns if column.meaning.field == "personal"]
    return Layout(keys, tuple(resolved), unused, tuple(problems))


def _find_key_columns(columns: Iterable[Column]) -> tuple[dict[str, Column], list[Problem]]:
    keys: dict[str, Column] = {}
    problems = []
    for column in columns:
        name = column.meaning.field
        if name in KEY_FIELDS and name in keys:
            problems.append(
                Problem("error", "column_twice", column=column.header, details={"other": keys[name].header})
            )
        elif name in KEY_FIELDS and name is not None:
            keys[name] = column
    return keys, problems


def _assign_column(
    column: Column, slots: dict[tuple[str | None, int | None], Slot], indicator_names: IndicatorNames
) -> list[Problem]:
    """Add a value column to its slot; the problems when it has none."""
    meaning = column.meaning
    is_bare = not meaning.field and not meaning.ratio
    if not meaning.is_known or (is_bare and meaning.is_empty) or (meaning.field and meaning.field not in VALUE_FIELDS):
        return []
    if len(meaning.indicator_ids) > 1:
        if meaning.field == "rate":
            return []
        choices = indicator_names.join_names(meaning.indicator_ids)
        return [Problem("error", "title_ambiguous", column=column.header, details={"choices": choices})]
    indicator = meaning.indicator_ids[0] if meaning.indicator_ids else None
    name = meaning.field or ("ratio" if meaning.ratio else "bare")
    key = _choose_slot_key(column, indicator, name, slots)
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


def _assign_unnamed_results(table: SheetTable, slots: dict[tuple[str | None, int | None], Slot]) -> None:
    """In a table without a result column, use a column of pairs or answers under a neutral word ("Kết quả")."""
    has_result = any({"recognised", "ratio", "bare", "grade"} & set(slot.columns) for slot in slots.values())
    unnamed = [c for c in table.columns if c.header and c.meaning.is_empty and _has_only_results(c, table.body)]
    for column in () if has_result else unnamed[:1]:
        slots.setdefault((None, None), Slot(None, None)).columns["bare"] = column


def _has_only_results(column: Column, body: tuple[Line, ...]) -> bool:
    cells = [cell for line in body if not (cell := line.cell_at(column.index)).is_blank]
    return bool(cells) and (
        _has_only_pairs(column, body) or all(parse_yes_no(cell).value is not None for cell in cells)
    )


def _choose_slot_key(
    column: Column, indicator_id: str | None, name: str, slots: dict[tuple[str | None, int | None], Slot]
) -> tuple[str | None, int | None]:
    """The slot of a column; a second total without a title but of another unit has a slot of its own."""
    year, unit = column.meaning.year, column.meaning.unit
    other = slots.get((indicator_id, year))
    if indicator_id or name != "total" or not unit or other is None or "total" not in other.columns:
        return (indicator_id, year)
    return (indicator_id, year) if other.columns["total"].meaning.unit == unit else (f"? {unit}", year)


def _assign_loose_totals(slots: list[Slot], units: UnitNames) -> tuple[list[Slot], list[Problem]]:
    """Beside columns with titles, "Tổng số hộ" belongs to the one title counted in households.

    Any other column without a title is a problem, and so is a total several titles may claim.
    """
    titled = [slot for slot in slots if slot.indicator_id]
    loose = [slot for slot in slots if not slot.indicator_id]
    problems: list[Problem] = []
    if not titled and len({slot.year for slot in loose}) == len(loose):
        return slots, []
    for slot in loose:
        for name, column in slot.columns.items():
            owner = _find_slot_of_total(column, slot.year, titled, units) if name == "total" else None
            if owner is not None:
                owner.columns["total"] = column
            elif name != "rate":
                problems.append(Problem("error", "column_without_title", column=column.header))
    return titled, problems


def _find_slot_of_total(column: Column, year: int | None, titled: list[Slot], units: UnitNames) -> Slot | None:
    indicators = {slot.indicator_id for slot in titled if slot.indicator_id}
    counted = units.select_counted_in(column.meaning.unit, indicators)
    slots = [s for s in titled if s.indicator_id in counted and s.year == year and "total" not in s.columns]
    return slots[0] if len(counted) == 1 and len(slots) == 1 else None


def _resolve_result_column(slot: Slot, body: tuple[Line, ...], config: Config) -> Slot:
    """The slot with its bare column as the pair n/N or the result, by its cells and the kind of the indicator."""
    kind = config.indicators[slot.indicator_id].kind if slot.indicator_id in config.indicators else "share"
    name = next((name for name in ("bare", "recognised") if name in slot.columns), None)
    if slot.ratio or name is None or ("total" in slot.columns and name != "bare"):
        return slot
    others = {key: column for key, column in slot.columns.items() if key != name}
    if kind == "share" and "total" not in others and _has_only_pairs(slot.columns[name], body):
        return replace(slot, columns={**others, "ratio": slot.columns[name]}, ratio=("recognised", "total"))
    if kind != "share" and name == "bare" and "recognised" not in others:
        return replace(slot, columns={**others, "recognised": slot.columns[name]})
    return slot


def _has_only_pairs(column: Column, body: tuple[Line, ...]) -> bool:
    cells = [line.cell_at(column.index) for line in body if line.cell_at(column.index).text.strip()[:1].isdigit()]
    return bool(cells) and all(map(is_pair, cells))


def _check_slot_years(slots: list[Slot]) -> list[Problem]:
    """Problems of columns without a year beside columns with one."""
    if not any(slot.year for slot in slots):
        return []
    return [
        Problem("error", "column_without_year", column=column.header)
        for slot in slots
        if slot.year is None
        for column in slot.value_columns
    ]


def _warn_of_personal_data(column: Column) -> Problem:
    return Problem("warning", "personal_data_dropped", column=column.header)
