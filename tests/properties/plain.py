"""A second, deliberately plain implementation of the arithmetic, from the rules: loops and exact fractions.

The numbers in the comments are those of the rules (docs: the method page). In addition:
- each year is judged with the denominator of its own milestone in force;
- a fall (rule 7) compares like with like: both years with today's denominator, and without one there is no comparison;
- a village that reported a total of 0 has reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from learning_coverage.config import Config, Indicator
from learning_coverage.facts import Fact

Key = tuple[int, str, str]
LAGGING = ("missed", "far_behind", "behind")


@dataclass
class Count:
    """What one area counted in one year: n of N, and what it was made of."""

    n: int | None
    of: int | None
    total: int | None
    registered: int | None
    recognised: int | None
    reported: int | None = None

    @property
    def has_share(self) -> bool:
        return self.n is not None and self.of is not None and self.of > 0


def coverage(config: Config, facts: Iterable[Fact]) -> dict[Key, dict[str, Any]]:
    """The answer for every year, area and indicator; shares as fractions, None where there is none."""
    current = {fact.key: fact for fact in facts}
    years = [year for year, _, _ in current] + [year for i in config.indicators.values() for year in i.targets]
    answers = {}
    for indicator in config.indicators.values():
        for area in _areas(config, indicator):
            series = {
                year: count
                for year in range(min(years), max(years) + 1)
                if (count := _count(config, indicator, area, year, current))
            }
            for year in range(min(years), max(years) + 1):
                answers[year, area, indicator.id] = _judge(config, indicator, area, year, series)
    return answers


def lagging(config: Config, answers: dict[Key, dict[str, Any]], year: int) -> list[tuple[str, str]]:
    """Rule 12: village and title, the most urgent first."""
    urgent = []
    for village_order, village in enumerate(config.villages):
        for title_order, title in enumerate(config.titles):
            answer = answers[year, village.id, title.id]
            if answer["status"] in LAGGING:
                wanted = answer["target"] if answer["planned"] is None else answer["planned"]
                missing_share = wanted - answer["coverage"]
                urgency = (LAGGING.index(answer["status"]), -missing_share, -answer["missing"])
                urgent.append(((*urgency, village_order, title_order), (village.id, title.id)))
    return [key for _, key in sorted(urgent)]


def places(config: Config, answers: dict[Key, dict[str, Any]]) -> dict[Key, int]:
    """One more than the villages ahead, among those with enough units; shares only."""
    ranked: dict[Key, int] = {}
    for (year, area, indicator_id), answer in answers.items():
        if _may_have_place(config, area, indicator_id, answer):
            ahead = 0
            for village in config.villages:
                other = answers[year, village.id, indicator_id]
                if _may_have_place(config, village.id, indicator_id, other) and other["coverage"] > answer["coverage"]:
                    ahead += 1
            ranked[year, area, indicator_id] = ahead + 1
    return ranked


def _may_have_place(config: Config, area: str, indicator_id: str, answer: dict[str, Any]) -> bool:
    return (
        area != config.scope_id
        and config.indicators[indicator_id].kind == "share"
        and answer["coverage"] is not None
        and answer["denominator"] >= config.settings.small_total
    )


def _areas(config: Config, indicator: Indicator) -> list[str]:
    villages = [village.id for village in config.villages] if indicator.level == "village" else []
    return [*villages, config.scope_id]


def in_force(indicator: Indicator, year: int) -> int:
    """Rule 2."""
    for milestone in sorted(indicator.targets):
        if milestone >= year:
            return milestone
    return max(indicator.targets)


def _count(config: Config, indicator: Indicator, area: str, year: int, current: dict[Key, Fact]) -> Count | None:
    if indicator.level == "village" and area == config.scope_id:
        return _sum(config, indicator, year, current)
    fact = current.get((year, area, indicator.id))
    if fact is None:
        return None
    milestone = in_force(indicator, year)
    n, of = fact.recognised, fact.total
    if indicator.kind == "grade":
        grades = list(config.grades)
        of = 1
        n = None if fact.grade is None else int(grades.index(fact.grade) >= grades.index(indicator.targets[milestone]))
    elif indicator.denominator_of(milestone) == "registered":
        of = fact.registered
    return Count(n, of, fact.total, fact.registered, fact.recognised)


def _sum(config: Config, indicator: Indicator, year: int, current: dict[Key, Fact]) -> Count:
    """Rule 8: over the villages that reported."""
    counts = [_count(config, indicator, village.id, year, current) for village in config.villages]
    reported = [count for count in counts if count and count.n is not None and count.of is not None]
    if not reported:
        return Count(None, None, None, None, None, reported=0)
    return Count(
        *(_total(getattr(c, part) for c in reported) for part in ("n", "of", "total", "registered", "recognised")),
        reported=len(reported),
    )


def _total(parts: Iterable[int | None]) -> int | None:
    """A sum with a part missing is no sum."""
    known = list(parts)
    return None if None in known else sum(part or 0 for part in known)


def _judge(config: Config, indicator: Indicator, area: str, year: int, series: dict[int, Count]) -> dict[str, Any]:
    milestone = in_force(indicator, year)
    count = series.get(year)
    has_share = bool(count and count.has_share)
    percent = indicator.targets[milestone] if indicator.kind != "grade" else 100
    answer: dict[str, Any] = {
        "milestone_year": milestone,
        "target": None if indicator.kind == "grade" else Fraction(percent, 100),
        "total": count.total if count else None,
        "registered": count.registered if count else None,
        "recognised": count.recognised if count else None,
        "denominator": count.of if count else None,
        "reported": count.reported if count else None,
        "coverage": None,
        "planned": None,
        "missing": None,
        "declined": False,
    }
    if not has_share:
        unknown = count is None or count.n is None or count.of is None
        return answer | {"status": "no_data" if unknown else "not_applicable"}
    n, of = count.n, count.of
    single = indicator.kind != "share" and (area != config.scope_id or indicator.level == "commune")
    planned = None if single else _plan_share(indicator, year, series)
    if indicator.kind != "grade":
        answer["coverage"] = Fraction(n, of)
        answer["missing"] = max(0, ceil(Fraction(percent * of, 100)) - n)  # rule 4
    answer["planned"] = planned
    answer["status"] = _status(config, n, of, percent, planned, passed=year >= milestone, single=single)
    answer["declined"] = _has_declined(config, indicator, year, series)
    return answer


def _status(
    config: Config, n: int, of: int, percent: int, planned: Fraction | None, *, passed: bool, single: bool
) -> str:
    if 100 * n >= percent * of:  # rule 3
        return "met"
    if passed:
        return "missed"
    if single:
        return "not_met"
    if planned is None:
        return "baseline"
    short = ceil(planned * of) - n  # rule 6
    if short <= 0:
        return "on_track"
    return "behind" if short <= max(1, ceil(Fraction(config.settings.tolerance_points * of, 100))) else "far_behind"


def _plan_share(indicator: Indicator, year: int, series: dict[int, Count]) -> Fraction | None:
    """Rule 5, of an area that has a share this year."""
    milestones = sorted(indicator.targets)
    milestone = in_force(indicator, year)
    end = Fraction(indicator.targets[milestone], 100)
    if year > milestone:
        return end
    position = milestones.index(milestone)
    if position == 0:
        start_year = min(y for y, count in series.items() if count.has_share)
        if start_year == year:
            return None
        start = min(Fraction(series[start_year].n, series[start_year].of), end)
    else:
        start_year = milestones[position - 1]
        start = Fraction(indicator.targets[start_year], 100)
    return start + (end - start) * Fraction(year - start_year, milestone - start_year)


def _is_one_era(config: Config, indicator: Indicator, earlier: int, year: int) -> bool:
    return not any(earlier < found.year <= year for found in config.breaks_of(indicator.id))


def pace(config: Config, indicator: Indicator, shares: dict[int, Fraction]) -> tuple[int, Fraction] | None:
    """First year and slope of the least-squares line through the last three years of one era; None with fewer."""
    last = max(shares)
    years = sorted(year for year in shares if _is_one_era(config, indicator, year, last))[-3:]
    if len(years) < 3:
        return None
    mean, level = Fraction(sum(years), 3), sum((shares[year] for year in years), Fraction()) / 3
    across = sum((year - mean) ** 2 for year in years)
    return years[0], sum(((year - mean) * (shares[year] - level) for year in years), Fraction()) / across


def _has_declined(config: Config, indicator: Indicator, year: int, series: dict[int, Count]) -> bool:
    """Rule 7; across a change of criteria nothing is compared."""
    earlier = [
        y for y, count in series.items() if y < year and count.has_share and _is_one_era(config, indicator, y, year)
    ]
    if not earlier or indicator.kind == "grade":
        return False
    now, before = series[year], series[max(earlier)]
    kind = indicator.denominator_of(in_force(indicator, year))
    of_before = before.registered if kind == "registered" else before.total
    if not of_before:
        return False
    fall = Fraction(before.recognised, of_before) - Fraction(now.n, now.of)
    return fall >= Fraction(config.settings.decline_points, 100) and fall > Fraction(1, now.of)
