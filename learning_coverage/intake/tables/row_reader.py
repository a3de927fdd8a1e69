"""Facts of one row: indicator, year, area and counts, with a problem for each that is unclear."""

from dataclasses import dataclass, field

from learning_coverage.config import Config, Indicator
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.intake.names.years import parse_year
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.layout import Layout, Slot
from learning_coverage.intake.tables.row_area import AreaProblem, AreaResolver
from learning_coverage.intake.tables.row_counts import RowCounts, read_counts
from learning_coverage.intake.tables.row_kinds import TableRow
from learning_coverage.intake.tables.table_year import out_of_range_problem


@dataclass(frozen=True)
class TableContext:
    """Inputs of all rows of a table: names, sheet, and the year and indicator of the whole table."""

    config: Config
    indicator_names: IndicatorNames
    village_names: VillageNames
    sheet: Sheet
    year: int | None = None
    indicator_id: str | None = None


@dataclass
class TableFacts:
    """Facts and problems of one table. `totals`: (row, year, indicator, counts) of its total rows."""

    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    totals: list[tuple[TableRow, int | None, str, RowCounts]] = field(default_factory=list)
    given_rates: list[tuple[Fact, str, str]] = field(
        default_factory=list
    )  # fact, header and text of its given percentage
    row_keys: set[tuple[int, str, str]] = field(default_factory=set)  # (year, area, indicator) of rows, good or bad


def find_indicator(slot: Slot, row: TableRow, context: TableContext) -> Indicator | None:
    """The indicator of a slot in a row: of the columns, of the row, or of the whole table."""
    id_ = (
        slot.indicator_id
        or context.indicator_names.match(row.indicator_text).single
        or (context.indicator_id if not row.indicator_text else None)
    )
    return context.config.indicators.get(id_ or "")


def read_total_row(row: TableRow, layout: Layout, context: TableContext, result: TableFacts) -> None:
    """Read a total row: indicators of commune level become facts, the others totals to compare with sums."""
    for slot in layout.slots:
        indicator = find_indicator(slot, row, context)
        if indicator is None:
            continue
        if indicator.level == "commune":
            RowReader(row, layout, context, result).read_slot(slot, blank_is_no=False)
            continue
        counts = _read_total_counts(row, slot, indicator, context)
        year = slot.year or parse_year(row.year_text) or context.year
        if not counts.is_empty:
            result.totals.append((row, year, indicator.id, counts))


def _read_total_counts(row: TableRow, slot: Slot, indicator: Indicator, context: TableContext) -> RowCounts:
    """The counts of a total row; of a yes/no indicator they are numbers of villages."""
    share = indicator.model_copy(update={"kind": "share"})
    counts = read_counts(row.line, slot, share, context.indicator_names, blank_is_no=False)
    return (
        RowCounts()
        if any(p.code.startswith(("count_", "formula")) and p.severity == "error" for p in counts.problems)
        else counts
    )


@dataclass
class RowReader:
    """Reads one row into `result`."""

    row: TableRow
    layout: Layout
    context: TableContext
    result: TableFacts

    def read(self, is_tick_slot: dict[int, bool], unreported: set[tuple[str, str]]) -> None:
        """Read all slots. `is_tick_slot` by id of the slot; `unreported`: (label, year) of rows without any report."""
        has_reported = (self.row.label, self.row.year_text) not in unreported
        for slot in self.layout.slots:
            self.read_slot(slot, blank_is_no=is_tick_slot[id(slot)] and has_reported)

    def read_slot(self, slot: Slot, *, blank_is_no: bool) -> None:
        """Read the columns of one slot; a blank slot is data only as a no of a village."""
        if all(self.row.line.cell_at(c.index).is_blank for c in slot.value_columns):
            answered = find_indicator(slot, self.row, self.context)
            if not blank_is_no or answered is None or (answered.kind, answered.level) != ("yes_no", "village"):
                return
        indicator = self._resolve_indicator(slot)
        year = self._resolve_year(slot)
        if indicator is None:
            self._resolve_area(None, year)
            return
        area = self._resolve_area(indicator, year)
        names = self.context.indicator_names
        counts = read_counts(self.row.line, slot, indicator, names, year=year, blank_is_no=blank_is_no)
        self.result.problems += counts.problems
        if area is None or year is None or (counts.is_empty and not counts.has_error):
            return
        self.result.row_keys.add((year, area, indicator.id))
        if counts.has_error:
            return
        fact = counts.to_fact(self.row.line.number, year, area, indicator.id, self.context.sheet.name)
        self.result.facts.append(fact)
        if (rate := slot.columns.get("rate")) and not self.row.line.cell_at(rate.index).is_blank:
            self.result.given_rates.append((fact, rate.header, self.row.line.cell_at(rate.index).text))

    def _add_problem(self, code: str, key: str, value: str, **details: str) -> None:
        column = self.layout.key_columns.get(key)
        header = column.header if column else None
        self.result.problems.append(Problem("error", code, self.row.line.number, header, value or None, details))

    def _resolve_indicator(self, slot: Slot) -> Indicator | None:
        if (known := find_indicator(slot, self.row, self.context)) is not None:
            return known
        if "indicator" not in self.layout.key_columns:
            return None  # a problem of the whole table
        titles, text = self.context.indicator_names, self.row.indicator_text
        named, similar = titles.match(text), titles.find_similar(text)
        if not text:
            self._add_problem("title_blank", "indicator", "")
        elif named.ids:
            self._add_problem("title_ambiguous", "indicator", text, choices=titles.join_names(named.ids))
        elif similar:
            self._add_problem("title_without_accents", "indicator", text, choices=titles.join_names(similar))
        else:
            self._add_problem("title_unknown", "indicator", text)
        return None

    def _resolve_year(self, slot: Slot) -> int | None:
        config, column = self.context.config, self.layout.key_columns.get("year")
        year = slot.year or self.context.year
        if column is not None and slot.year is None:
            year = parse_year(self.row.year_text)
            if year is None:
                self._add_problem("year_unreadable" if self.row.year_text else "year_blank", "year", self.row.year_text)
                return None
        if year is not None and not config.first_year <= year <= config.last_year:
            header = column.header if column else None
            self.result.problems.append(out_of_range_problem(year, config, self.row.line.number, header))
            return None
        return year

    def _resolve_area(self, indicator: Indicator | None, year: int | None) -> str | None:
        areas = AreaResolver(self.context.village_names, has_village_column="village" in self.layout.key_columns)
        label = self.row.label if self.row.has_own_label or indicator is None or indicator.level == "village" else ""
        area = areas.resolve(label, indicator, year)
        if isinstance(area, AreaProblem):
            self._add_problem(area.code, "village", self.row.label, **area.details)
            return None
        return area
