"""Checks over all facts of a file: one row a key, totals against sums, given percentages, villages left out."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from learning_coverage.config import Config
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.tables.row_counts import RowCounts
from learning_coverage.intake.tables.row_reader import TableFacts

_TOLERANCE = Decimal("0.1")  # points: given percentages are rounded to one decimal, some by cutting


def drop_duplicates(facts: Iterable[Fact], names: dict[str, str]) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """One fact a key: equal rows once with a warning, different ones as an error that shows both."""
    kept: dict[tuple[int, str, str], Fact] = {}
    problems = []
    for fact in facts:
        first = kept.setdefault(fact.key, fact)
        if first is not fact:
            problems.append(_duplicate_problem(first, fact, names))
    return tuple(kept.values()), tuple(problems)


def _duplicate_problem(first: Fact, second: Fact, names: dict[str, str]) -> Problem:
    details = {
        "other": str(first.row),
        "year": second.year,
        "area": names[second.area_id],
        "title": names[second.indicator_id],
        "here": _format_counts(second),
        "there": _format_counts(first),
    }
    if first.counts == second.counts:
        return Problem("warning", "row_twice", second.row, details=details)
    return Problem("error", "rows_contradict", second.row, value=_format_counts(second), details=details)


def _format_counts(fact: Fact) -> str:
    return fact.grade or "/".join("–" if count is None else str(count) for count in fact.counts[:3])


def check_totals(tables: Iterable[TableFacts], names: dict[str, str], whole: str) -> tuple[Problem, ...]:
    """Every total row against the sum of the villages' rows of its table."""
    problems: list[Problem] = []
    for table in tables:
        for row, year, indicator, counts in table.totals:
            of_villages = [
                fact
                for fact in table.facts
                if (fact.indicator_id, fact.year) == (indicator, year) and fact.area_id != whole
            ]
            alone = year is not None and not any(what == indicator for _, _, what in table.row_keys)
            problems += _compare_with_sum(
                row.line.number, row.label, counts, of_villages, names[indicator], is_without_villages=alone
            )
    return tuple(problems)


def _compare_with_sum(
    row: int, label: str, counts: RowCounts, facts: Sequence[Fact], title: str, *, is_without_villages: bool
) -> list[Problem]:
    """`alone`: no row of the table speaks of a village, so the total stands for nothing that can be loaded."""
    if not facts:
        return (
            [Problem("error", "commune_row_of_village", row, value=label, details={"title": title})]
            if is_without_villages
            else []
        )
    problems = []
    for name in ("total", "registered", "recognised"):
        given, found = getattr(counts, name), [getattr(fact, name) for fact in facts]
        known = [count for count in found if count is not None]
        if given is not None and known and given != sum(known):
            details = {"title": title, "given": given, "sum": sum(known)}
            problems.append(Problem("warning", f"sum_differs_{name}", row, value=str(given), details=details))
    return problems


def check_rates(tables: Iterable[TableFacts]) -> tuple[Problem, ...]:
    """Given percentages against recognised/total; cells that are no percentage are left alone."""
    problems = []
    for table in tables:
        for fact, header, text in table.given_rates:
            given = _parse_percentages(text)
            if not fact.total or fact.recognised is None or not given:
                continue
            true = Decimal(100 * fact.recognised) / fact.total
            if all(abs(true - share) > _TOLERANCE for share in given):
                shown = f"{true:.2f}".replace(".", ",")
                problems.append(Problem("warning", "rate_differs", fact.row, header, text, {"computed": shown}))
    return tuple(problems)


def _parse_percentages(text: str) -> tuple[Decimal, ...]:
    """What a cell may mean in percent: "87,5%" is 87.5; a workbook's 0.875 is 87.5 too."""
    plain = re.sub(r"\s*%$", "", clean(text)).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,30})?", plain):
        return ()
    return (Decimal(plain), Decimal(plain) * 100)


def check_missing_villages(row_keys: Collection[tuple[int, str, str]], config: Config) -> tuple[Problem, ...]:
    """Villages of the year a file of several villages leaves out, named; a file of one village leaves nobody out."""
    reported: dict[tuple[int, str], set[str]] = {}
    for year, area, indicator in row_keys:
        reported.setdefault((year, indicator), set()).add(area)
    there = {year: config.villages_in(year) for year in {year for year, _ in reported}}
    problems: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for (year, indicator), present in sorted(reported.items()):
        if present == {config.scope_id}:
            continue
        absent = tuple(village.name for village in there[year] if village.id not in present)
        if absent and len(present) > 1:
            problems.setdefault((year, absent), []).append(indicator)
    return tuple(
        Problem(
            "warning",
            "villages_missing",
            details={
                "year": year,
                "villages": ", ".join(absent),
                "titles": ", ".join(config.indicators[i].short.vi for i in indicators),
            },
        )
        for (year, absent), indicators in problems.items()
    )
