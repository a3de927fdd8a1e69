"""Checks over all facts of a file: duplicate keys, totals against sums, percentages, missing villages."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from learning_coverage.config import Config
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.tables.row_counts import RowCounts
from learning_coverage.intake.tables.row_reader import TableFacts

_TOLERANCE = Decimal("0.1")  # points: percentages in files are rounded or truncated to one decimal


def drop_duplicates(facts: Iterable[Fact], names: dict[str, str]) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """One fact per key; a warning for equal rows, an error for different ones."""
    by_key: dict[tuple[int, str, str], Fact] = {}
    problems = []
    for fact in facts:
        first = by_key.setdefault(fact.key, fact)
        if first is not fact:
            problems.append(_duplicate_problem(first, fact, names))
    return tuple(by_key.values()), tuple(problems)


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
    """Warnings where a total row differs from the sum of the villages in its table."""
    problems: list[Problem] = []
    for table in tables:
        for row, year, indicator, counts in table.totals:
            of_villages = [
                fact
                for fact in table.facts
                if (fact.indicator_id, fact.year) == (indicator, year) and fact.area_id != whole
            ]
            is_alone = year is not None and not any(id_ == indicator for _, _, id_ in table.row_keys)
            problems += _compare_with_sum(
                row.line.number, row.label, counts, of_villages, names[indicator], is_without_villages=is_alone
            )
    return tuple(problems)


def _compare_with_sum(
    row: int, label: str, counts: RowCounts, facts: Sequence[Fact], title: str, *, is_without_villages: bool
) -> list[Problem]:
    """Problems of one total row; an error when the table has no row of a village for the indicator."""
    if not facts:
        return (
            [Problem("error", "commune_row_of_village", row, value=label, details={"title": title})]
            if is_without_villages
            else []
        )
    problems = []
    for name in ("total", "registered", "recognised"):
        given = getattr(counts, name)
        known = [count for fact in facts if (count := getattr(fact, name)) is not None]
        if given is not None and known and given != sum(known):
            details = {"title": title, "given": given, "sum": sum(known)}
            problems.append(Problem("warning", f"sum_differs_{name}", row, value=str(given), details=details))
    return problems


def check_rates(tables: Iterable[TableFacts]) -> tuple[Problem, ...]:
    """Warnings where a percentage in the file differs from recognised/total."""
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
    """The percentages a cell may mean: "87,5%" and the 0.875 of a workbook are 87.5; empty for other texts."""
    plain = re.sub(r"\s*%$", "", clean(text)).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,30})?", plain):
        return ()
    return (Decimal(plain), Decimal(plain) * 100)


def check_missing_villages(row_keys: Collection[tuple[int, str, str]], config: Config) -> tuple[Problem, ...]:
    """Warnings with the villages of a year that a file of several villages leaves out."""
    reported: dict[tuple[int, str], set[str]] = {}
    for year, area, indicator in row_keys:
        reported.setdefault((year, indicator), set()).add(area)
    villages = {year: config.villages_in(year) for year in {year for year, _ in reported}}
    problems: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for (year, indicator), present in sorted(reported.items()):
        if present == {config.scope_id}:
            continue
        absent = tuple(village.name for village in villages[year] if village.id not in present)
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
