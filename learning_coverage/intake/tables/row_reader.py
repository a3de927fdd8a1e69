"""One row of a table → its facts: title, year and area settled, counts measured, every doubt kept as a problem."""

from dataclasses import dataclass, field

from learning_coverage.config import Config, Indicator
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.names.indicator_names import Titles
from learning_coverage.intake.names.village_names import Villages
from learning_coverage.intake.names.years import year_of_cell
from learning_coverage.intake.sheet import Sheet
from learning_coverage.intake.tables.layout import Layout, Slot
from learning_coverage.intake.tables.row_area import Areas
from learning_coverage.intake.tables.row_counts import Counts, measure
from learning_coverage.intake.tables.row_kinds import Row
from learning_coverage.intake.tables.table_year import out_of_range


@dataclass(frozen=True)
class Context:
    """What the steps below share: the commune's names and what was found around the table."""

    config: Config
    titles: Titles
    villages: Villages
    sheet: Sheet
    year: int | None = None
    title: str | None = None


@dataclass
class TableFacts:
    """Facts of one table. `totals` are its total rows as measured: (row, year, indicator) → counts."""

    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    totals: list[tuple[Row, int | None, str, Counts]] = field(default_factory=list)
    rates: list[tuple[Fact, str, str]] = field(default_factory=list)  # fact, header and text of its given percentage
    seen: set[tuple[int, str, str]] = field(default_factory=set)  # (year, area, indicator) of rows, good or bad


def indicator_of(slot: Slot, row: Row, context: Context) -> Indicator | None:
    one = slot.indicator or context.titles.named(row.title).one or (context.title if not row.title else None)
    return context.config.indicators.get(one or "")


def read_total(row: Row, layout: Layout, context: Context, found: TableFacts) -> None:
    """A total row: the commune's own indicators are data, the others are kept for comparison with the sum."""
    for slot in layout.slots:
        indicator = indicator_of(slot, row, context)
        if indicator is None:
            continue
        if indicator.level == "commune":
            RowReader(row, layout, context, found).slot(slot, blank_is_no=False)
            continue
        counts = _total_counts(row, slot, indicator, context)
        year = slot.year or year_of_cell(row.year) or context.year
        if not counts.empty:
            found.totals.append((row, year, indicator.id, counts))


def _total_counts(row: Row, slot: Slot, indicator: Indicator, context: Context) -> Counts:
    """A total of yes-or-no answers is a number of villages."""
    share = indicator.model_copy(update={"kind": "share"})
    counts = measure(row.line, slot, share, context.config, blank_is_no=False)
    return (
        Counts()
        if any(p.code.startswith(("count_", "formula")) and p.severity == "error" for p in counts.problems)
        else counts
    )


@dataclass
class RowReader:
    row: Row
    layout: Layout
    context: Context
    found: TableFacts

    def read(self, ticks: dict[int, bool], silent: set[tuple[str, str]]) -> None:
        """`ticks`: which slots (by id) are columns of ticks; `silent`: (label, year) of rows that reported nothing."""
        reported = (self.row.label, self.row.year) not in silent
        for slot in self.layout.slots:
            self.slot(slot, blank_is_no=ticks[id(slot)] and reported)

    def slot(self, slot: Slot, *, blank_is_no: bool) -> None:
        if all(self.row.line.at(c.index).blank for c in slot.value_columns):
            asked = indicator_of(slot, self.row, self.context)
            if not blank_is_no or asked is None or asked.kind != "yes_no" or asked.level != "village":
                return
        indicator = self._title(slot)
        year = self._year(slot)
        if indicator is None:
            self._area(None, year)
            return
        area = self._area(indicator, year)
        counts = measure(self.row.line, slot, indicator, self.context.config, blank_is_no=blank_is_no)
        self.found.problems += counts.problems
        if area is None or year is None or (counts.empty and not counts.failed):
            return
        self.found.seen.add((year, area, indicator.id))
        if counts.failed:
            return
        fact = counts.as_fact(self.row.line.number, year, area, indicator.id, self.context.sheet.name)
        self.found.facts.append(fact)
        if (rate := slot.columns.get("rate")) and not self.row.line.at(rate.index).blank:
            self.found.rates.append((fact, rate.header, self.row.line.at(rate.index).text))

    def _problem(self, code: str, key: str, value: str, **details: str) -> None:
        column = self.layout.keys.get(key)
        header = column.header if column else None
        self.found.problems.append(Problem("error", code, self.row.line.number, header, value or None, details))

    def _title(self, slot: Slot) -> Indicator | None:
        if (known := indicator_of(slot, self.row, self.context)) is not None:
            return known
        if "indicator" not in self.layout.keys:
            return None  # said once for the whole table
        titles, text = self.context.titles, self.row.title
        named, similar = titles.named(text), titles.similar(text)
        if not text:
            self._problem("title_blank", "indicator", "")
        elif named.indicators:
            self._problem("title_ambiguous", "indicator", text, choices=titles.shown(named.indicators))
        elif similar:
            self._problem("title_without_accents", "indicator", text, choices=titles.shown(similar))
        else:
            self._problem("title_unknown", "indicator", text)
        return None

    def _year(self, slot: Slot) -> int | None:
        config, column = self.context.config, self.layout.keys.get("year")
        year = slot.year or self.context.year
        if column is not None and slot.year is None:
            year = year_of_cell(self.row.year)
            if year is None:
                self._problem("year_unreadable" if self.row.year else "year_blank", "year", self.row.year)
                return None
        if year is not None and not config.first_year <= year <= config.last_year:
            header = column.header if column else None
            self.found.problems.append(out_of_range(year, config, self.row.line.number, header))
            return None
        return year

    def _area(self, indicator: Indicator | None, year: int | None) -> str | None:
        areas = Areas(self.context.villages, has_column="village" in self.layout.keys)
        own = self.row.label if self.row.label_written or indicator is None or indicator.level == "village" else ""
        found = areas.of(own, indicator, year)
        if isinstance(found, str):
            return found
        if found is not None:
            self._problem(found.code, "village", self.row.label, **found.details)
        return None
