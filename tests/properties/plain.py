"""A second, deliberately plain implementation of the arithmetic, from the rules: loops and exact fractions.

The numbers in the comments are those of the rules (docs: the method page). In addition:
- each year is judged with the denominator of its own milestone in force;
- a year is compared with the latest earlier one that has a share and is not incomplete, under the same criteria and in
  the same territory; of a sum village by village, a merged village with its former ones together;
- villages are compared that reported both counts in both years; a village that reported a total of 0 has reported;
- a yes or no of several former villages is neither a share nor compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from learning_coverage.config import Config, Indicator, LineageChange
from learning_coverage.facts import Fact

Key = tuple[int, str, str]
Answers = dict[Key, dict[str, Any]]
LAGGING = ("missed", "far_behind", "behind")
NOW, THEN = "now", "then"
PAIR = (
    "previous_year",
    "compared",
    "compared_numerator",
    "compared_denominator",
    "compared_coverage",
    "previous_numerator",
    "previous_denominator",
    "previous_coverage",
    "change",
)


@dataclass
class Count:
    """What an area counted in a year: n of N, what it was made of, and over how many villages it is (None: no sum)."""

    n: int | None = None
    of: int | None = None
    total: int | None = None
    registered: int | None = None
    recognised: int | None = None
    expected: int | None = None
    reported: int | None = None
    is_incomplete: bool = False
    by_part: bool = False

    @property
    def has_share(self) -> bool:
        return self.n is not None and self.of is not None and self.of > 0

    @property
    def stands(self) -> bool:
        """Whether it has a share that stands for the whole area."""
        return self.has_share and not self.is_incomplete


def current_facts(uploads: Iterable[Iterable[Fact]]) -> dict[Key, Fact]:
    """Rule 18: of the uploads in force, oldest first: of each key the newest fact that is not blank, or the newest."""
    current: dict[Key, Fact] = {}
    for upload in uploads:
        for fact in upload:
            known = current.get(fact.key)
            if known is None or is_known(fact) or not is_known(known):
                current[fact.key] = fact
    return current


def is_known(fact: Fact) -> bool:
    return fact.grade is not None or (
        fact.recognised is not None and (fact.total is not None or fact.registered is not None)
    )


def coverage(config: Config, facts: Iterable[Fact], boundaries: str = THEN) -> Answers:
    """The answer for every year, area and indicator; shares as fractions, None where there is none."""
    return World(config, facts, boundaries).answers()


def exists(config: Config, village: str, year: int) -> bool:
    """Rule 14: from the change that made it to the one that ended it; a part moved does neither."""
    span = next(v.active for v in config.villages if v.id == village)
    if year < span.first or year > span.last:
        return False
    for change in config.commune.changes:
        if change.kind != "part":
            if village in change.after and village not in change.before and year < change.year:
                return False
            if village in change.before and village not in change.after and year >= change.year:
                return False
    return True


def successor(config: Config, village: str, year: int, later: int | None = None) -> str:
    """The village that a village of a year belongs to in a later one (None: today), by mergers and renamings."""
    for change in sorted(config.commune.changes, key=lambda c: c.year):
        is_after = year < change.year and (later is None or change.year <= later)
        if is_after and change.kind in ("merged", "renamed") and village in change.before:
            village = change.after[0]
    return village


def shown_as(config: Config, village: str, boundaries: str) -> str:
    """The area a village's figures are shown as."""
    if boundaries == THEN:
        return village
    if boundaries == NOW:
        return successor(config, village, -1)
    together = {village}
    for _ in config.villages:  # long enough to reach everything connected
        for change in config.commune.changes:
            if together & {*change.before, *change.after}:
                together |= {*change.before, *change.after}
    in_order = [v.id for v in config.commune.villages if v.id in together]  # of the file
    return "~".join([id_ for id_ in in_order if exists(config, id_, 9999)] or in_order)


class World:
    """A commune with its figures, in some boundaries."""

    def __init__(self, config: Config, facts: Iterable[Fact], boundaries: str) -> None:
        self.config = config
        self.boundaries = boundaries
        self.facts = {fact.key: fact for fact in facts}
        self.villages = [village.id for village in config.villages]
        milestones = [year for i in config.indicators.values() for year in i.targets]
        own = [year for year, area, _ in self.facts if area == config.scope_id or exists(config, area, year)]
        last = max([*milestones, config.first_year, *(year for year, _, _ in self.facts)])
        self.years = range(min([*milestones, *own]), last + 1)
        self.known_counts: dict[Key, Count] = {}
        self.known_series: dict[tuple[str, str], dict[int, Count]] = {}

    def answers(self) -> Answers:
        return {
            (year, area, indicator.id): self.judge(year, area, indicator)
            for indicator in self.config.indicators.values()
            for area in self.areas(indicator)
            for year in self.years
            if self.is_there(area, year)
        }

    def areas(self, indicator: Indicator) -> list[str]:
        shown = [shown_as(self.config, v, self.boundaries) for v in self.villages if indicator.level == "village"]
        return [*dict.fromkeys(shown), self.config.scope_id]

    def members(self, area: str) -> list[str]:
        """The villages, of all years, that an area shows or adds."""
        is_commune = area == self.config.scope_id
        return [v for v in self.villages if is_commune or shown_as(self.config, v, self.boundaries) == area]

    def is_there(self, area: str, year: int) -> bool:
        return area == self.config.scope_id or any(exists(self.config, v, year) for v in self.members(area))

    def parts(self, area: str, year: int, indicator: Indicator) -> list[str]:
        """The areas that report, in a year."""
        if indicator.level == "commune":
            return [area]
        return [v for v in self.members(area) if exists(self.config, v, year)]

    def is_sum(self, area: str, year: int, indicator: Indicator) -> bool:
        parts = self.parts(area, year, indicator)
        return indicator.level == "village" and (area == self.config.scope_id or len(parts) > 1)

    def own_count(self, source: str, year: int, indicator: Indicator) -> Count:
        """Of one area that reports."""
        fact = self.facts.get((year, source, indicator.id))
        if fact is None:
            return Count()
        milestone = in_force(indicator, year)
        n, of = fact.recognised, fact.total
        if indicator.kind == "grade":
            grades, wanted = list(self.config.grades), indicator.targets[milestone]
            n, of = None if fact.grade is None else int(grades.index(fact.grade) >= grades.index(wanted)), 1
        elif indicator.denominator_of(milestone) == "registered":
            of = fact.registered
        if n is not None and of is not None and n > of:  # rule 16
            n = of = None
        return Count(n, of, fact.total, fact.registered, fact.recognised)

    def count(self, area: str, year: int, indicator: Indicator) -> Count:
        """Rule 8: of a sum, over the villages that reported both counts."""
        key = (year, area, indicator.id)
        if key not in self.known_counts:
            self.known_counts[key] = self.add_up(area, year, indicator)
        return self.known_counts[key]

    def add_up(self, area: str, year: int, indicator: Indicator) -> Count:
        parts = self.parts(area, year, indicator)
        if not self.is_sum(area, year, indicator):
            return self.own_count(parts[0], year, indicator) if parts else Count()
        counts = [self.own_count(part, year, indicator) for part in parts]
        reported = [count for count in counts if count.n is not None and count.of is not None]
        found = Count(expected=len(parts), reported=len(reported))
        found.is_incomplete = not self.is_enough(len(reported), len(parts))
        found.by_part = indicator.kind == "yes_no" and area != self.config.scope_id
        if reported and not found.by_part:
            for name in ("n", "of", "total", "registered", "recognised"):
                setattr(found, name, _total(getattr(count, name) for count in reported))
        return found

    def is_enough(self, some: int, all_: int) -> bool:
        return Fraction(some, 1) >= Fraction(self.config.settings.enough_reported * all_, 100)

    def series(self, area: str, indicator: Indicator) -> dict[int, Count]:
        """By year, the counts that stand for the area."""
        if (area, indicator.id) not in self.known_series:
            counts = {year: self.count(area, year, indicator) for year in self.years if self.is_there(area, year)}
            self.known_series[area, indicator.id] = {year: count for year, count in counts.items() if count.stands}
        return self.known_series[area, indicator.id]

    def is_comparable(self, area: str, indicator: Indicator, earlier: int, year: int) -> bool:
        """Under the same criteria, and of a village in the same territory."""
        breaks = [found.year for found in self.config.breaks_of(indicator.id)]
        if area != self.config.scope_id:
            members = set(self.members(area))
            breaks += [c.year for c in _moves(self.config) if members & {*c.before, *c.after}]
        return not any(earlier < found <= year for found in breaks)

    def earlier_counts(self, village: str, year: int, indicator: Indicator, earlier: int) -> tuple[int, int] | None:
        """Rule 13: n and N of the territory of a village of `year` in an earlier year, over the denominator of `year`.

        None unless all its former villages reported, and the village itself in `year`.
        """
        if indicator.kind == "grade" or not _is_complete(self.own_count(village, year, indicator)):
            return None
        former = [village]
        if indicator.level == "village":
            former = [
                v
                for v in self.villages
                if exists(self.config, v, earlier) and successor(self.config, v, earlier, year) == village
            ]
        kind = indicator.denominator_of(in_force(indicator, year))
        pairs = []
        for source in former:
            count = self.own_count(source, earlier, indicator)
            of = count.registered if kind == "registered" else count.total
            if not _is_complete(count) or count.recognised is None or of is None or count.recognised > of:
                return None
            pairs.append((count.recognised, of))
        if not pairs or (len(pairs) > 1 and indicator.kind == "yes_no"):
            return None
        return sum(n for n, _ in pairs), sum(of for _, of in pairs)

    def common(self, area: str, year: int, indicator: Indicator, years: Sequence[int]) -> list[str]:
        """The reporting areas of `year` that have counts in it and in all of `years`."""
        return [
            part
            for part in self.parts(area, year, indicator)
            if all(self.earlier_counts(part, year, indicator, y) for y in (year, *years))
        ]

    def add(self, sources: Iterable[str], year: int, indicator: Indicator, earlier: int) -> tuple[int, int]:
        pairs = [self.earlier_counts(source, year, indicator, earlier) or (0, 0) for source in sources]
        return sum(n for n, _ in pairs), sum(of for _, of in pairs)

    def pair(self, area: str, year: int, indicator: Indicator) -> dict[str, Any]:
        """What the year is compared with; all None where it is not."""
        nothing = dict.fromkeys(PAIR)
        series = self.series(area, indicator)
        earlier = [y for y in series if y < year and self.is_comparable(area, indicator, y, year)]
        if year not in series or not earlier:
            return nothing
        previous = max(earlier)
        common = self.common(area, year, indicator, [previous])
        n, of = self.add(common, year, indicator, year)
        before, of_before = self.add(common, year, indicator, previous)
        is_sum = self.is_sum(area, year, indicator)
        if not of or not of_before or not self.is_enough(len(common), series[year].expected or 1):
            return nothing
        return {
            "previous_year": previous,
            "compared": len(common) if is_sum else None,
            "compared_numerator": n,
            "compared_denominator": of,
            "previous_numerator": before,
            "previous_denominator": of_before,
            "compared_coverage": Fraction(n, of),
            "previous_coverage": Fraction(before, of_before),
            "change": Fraction(n, of) - Fraction(before, of_before),
        }

    def judge(self, year: int, area: str, indicator: Indicator) -> dict[str, Any]:
        milestone, count = in_force(indicator, year), self.count(area, year, indicator)
        percent = 100 if indicator.kind == "grade" else int(indicator.targets[milestone])
        pair = self.pair(area, year, indicator)
        answer: dict[str, Any] = {
            "milestone_year": milestone,
            "target": None if indicator.kind == "grade" else Fraction(percent, 100),
            "total": count.total,
            "registered": count.registered,
            "recognised": count.recognised,
            "numerator": count.n,
            "denominator": count.of,
            "expected": count.expected,
            "reported": count.reported,
            "provisional": count.expected is not None and count.expected > (count.reported or 0),
            "assessment": self.assessment(year, area, indicator),
            "baseline_year": min(self.series(area, indicator), default=None),
            **dict.fromkeys(("coverage", "planned", "missing", "short_of_plan", "gap", "target_gap")),
            **pair,
            "coverage_of_total": _share(count.recognised, count.total),
            "coverage_of_registered": _share(count.recognised, count.registered, at_most_one=True),
            "declined": self.has_declined(pair),
        }
        if count.n is None or count.of is None:
            return answer | {"status": "no_data"}
        single = indicator.kind != "share" and (area != self.config.scope_id or indicator.level == "commune")
        planned = None if single else self.plan_share(year, area, indicator)
        if count.has_share:
            answer["coverage"] = None if indicator.kind == "grade" else Fraction(count.n, count.of)
            answer["planned"] = planned
        if count.is_incomplete:
            return answer | {"status": "incomplete"}
        if not count.of:
            return answer | {"status": "not_applicable"}
        if indicator.kind != "grade":
            share = Fraction(count.n, count.of)
            answer["missing"] = max(0, ceil(Fraction(percent * count.of, 100)) - count.n)  # rule 4
            answer["gap"] = share - (Fraction(percent, 100) if planned is None else planned)
            answer["target_gap"] = share - Fraction(percent, 100)
        if planned is not None:
            answer["short_of_plan"] = ceil(planned * count.of) - count.n
        passed = year >= milestone
        answer["status"] = self.status(count.n, count.of, percent, planned, passed=passed, single=single)
        return answer

    def status(self, n: int, of: int, percent: int, planned: Fraction | None, *, passed: bool, single: bool) -> str:
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
        tolerated = max(1, ceil(Fraction(self.config.settings.tolerance_points * of, 100)))
        return "behind" if short <= tolerated else "far_behind"

    def plan_share(self, year: int, area: str, indicator: Indicator) -> Fraction | None:
        """Rule 5."""
        milestones = sorted(indicator.targets)
        milestone = in_force(indicator, year)
        end = Fraction(int(indicator.targets[milestone]), 100)
        if year > milestone:
            return end
        position = milestones.index(milestone)
        if position:
            start_year = milestones[position - 1]
            start = Fraction(int(indicator.targets[start_year]), 100)
        else:
            series = self.series(area, indicator)
            start_year = min(series, default=year)
            if start_year >= year:
                return None
            start = min(Fraction(series[start_year].n or 0, series[start_year].of or 1), end)
        return start + (end - start) * Fraction(year - start_year, milestone - start_year)

    def has_declined(self, pair: dict[str, Any]) -> bool:
        """Rule 7."""
        if pair["change"] is None:
            return False
        fall = -pair["change"]
        points = Fraction(self.config.settings.decline_points, 100)
        return bool(fall >= points and fall > Fraction(1, pair["compared_denominator"]))

    def assessment(self, year: int, area: str, indicator: Indicator) -> str | None:
        """Rule 14: a yes or no of former villages; after the merger it is unknown until assessed again."""
        if indicator.level != "village" or indicator.kind != "yes_no" or area == self.config.scope_id:
            return None
        if self.count(area, year, indicator).by_part:
            return "by_part"
        for change in self.config.commune.changes:
            into = shown_as(self.config, change.after[0], self.boundaries)
            if change.kind == "merged" and into == area and change.year <= year:
                since = range(max(change.year, self.years.start), year + 1)
                if all(self.count(area, y, indicator).n is None for y in since):
                    return "awaiting"
        return None

    def pace(self, year: int) -> dict[tuple[str, str], dict[str, Any]]:
        """Rule 10, of every area and indicator with a share in the year."""
        found = {}
        for indicator in self.config.indicators.values():
            for area in self.areas(indicator):
                if self.is_there(area, year) and indicator.kind != "grade":
                    count = self.count(area, year, indicator)
                    if count.has_share:
                        found[area, indicator.id] = self.pace_of(year, area, indicator, count)
        return found

    def pace_of(self, year: int, area: str, indicator: Indicator, count: Count) -> dict[str, Any]:
        due = in_force(indicator, year + 1)  # rule 20
        target, left = Fraction(int(indicator.targets[due]), 100), max(0, due - year)
        of = count.registered if indicator.denominator_of(due) == "registered" else count.total
        coverage_ = _share(count.recognised, of, at_most_one=True)
        answer = {
            "milestone_year": due,
            "target": target,
            "coverage": coverage_,
            "missing": None,
            "needed_units": None,
            **dict.fromkeys(("since", "compared", "compared_coverage", "slope", "units", "projected", "reach_year")),
        }
        if coverage_ is not None and not count.is_incomplete:
            answer["missing"] = max(0, ceil(target * (of or 0)) - (count.recognised or 0))
            answer["needed_units"] = ceil(Fraction(answer["missing"], left)) if left else None
        points = [y for y in self.series(area, indicator) if y <= year]
        comparable = sorted(y for y in points if self.is_comparable(area, indicator, y, year))
        years = comparable[-3:]
        answer["reason"] = self.reason(year, area, indicator, len(points), len(comparable))
        if answer["reason"] is None:
            common = self.common(area, year, indicator, years)
            pairs = [self.add(common, year, indicator, y) for y in years]
            if all(d for _, d in pairs) and self.is_enough(len(common), count.expected or 1):
                shares = [Fraction(n, d) for n, d in pairs]
                slope = _slope(years, shares)
                answer |= {
                    "since": years[0],
                    "compared": None if count.expected is None else len(common),
                    "compared_coverage": shares[-1],
                    "slope": slope,
                    "units": _slope(years, [Fraction(n) for n, _ in pairs]),
                    "projected": min(Fraction(1), max(Fraction(0), shares[-1] + slope * left)),
                }
                if answer["missing"] and slope > 0 and shares[-1] < target:
                    answer["reach_year"] = min(9999, year + ceil((target - shares[-1]) / slope))
            else:
                answer["reason"] = "few_common"
        return answer | self.outlook(year, area, indicator, answer, left)

    def outlook(
        self, year: int, area: str, indicator: Indicator, pace: dict[str, Any], left: int
    ) -> dict[str, bool | None]:
        """Whether the target will be met in time, and whether one that is met will be lost."""
        own = self.judge(year, area, indicator)
        missing, ahead = pace["missing"], pace["projected"]
        in_time: bool | None = None
        if own["status"] != "incomplete":
            if not left:
                in_time = None if missing is None else missing == 0
            elif ahead is not None:
                in_time = ahead >= pace["target"]
            elif missing == 0:
                in_time = True
        falls = own["status"] == "met" and left > 0 and ahead is not None and ahead < own["target"]
        return {"in_time": in_time, "falls_below": falls}

    def reason(self, year: int, area: str, indicator: Indicator, points: int, comparable: int) -> str | None:
        """Why there is no line, but for too few villages in common."""
        count, due = self.count(area, year, indicator), in_force(indicator, year + 1)
        if indicator.kind != "share" and (area != self.config.scope_id or indicator.level == "commune"):
            return "single"
        if count.is_incomplete:
            return "incomplete"
        if indicator.denominator_of(due) != indicator.denominator_of(in_force(indicator, year)):
            return "other_denominator"
        if (count.of or 0) < self.config.settings.small_total:
            return "small_total"
        if comparable < 3:
            return "series_break" if points >= 3 else "few_years"
        return None


def lagging(config: Config, answers: Answers, year: int) -> list[tuple[str, str]]:
    """Rule 12: village and title, the most urgent first."""
    urgent = []
    for village_order, village in enumerate(config.villages):
        for title_order, title in enumerate(config.titles):
            answer = answers.get((year, village.id, title.id))
            if answer and answer["status"] in LAGGING:
                urgency = (LAGGING.index(answer["status"]), answer["gap"], -answer["missing"])
                urgent.append(((*urgency, village_order, title_order), (village.id, title.id)))
    return [key for _, key in sorted(urgent)]


def places(config: Config, answers: Answers) -> dict[Key, int]:
    """One more than the villages ahead, among those with enough units; shares only."""
    ranked: dict[Key, int] = {}
    for (year, area, indicator_id), answer in answers.items():
        if _may_have_place(config, area, indicator_id, answer):
            ahead = 0
            for village in config.villages:
                other = answers.get((year, village.id, indicator_id))
                if other and _may_have_place(config, village.id, indicator_id, other):
                    ahead += other["coverage"] > answer["coverage"]
            ranked[year, area, indicator_id] = ahead + 1
    return ranked


def _may_have_place(config: Config, area: str, indicator_id: str, answer: dict[str, Any]) -> bool:
    return (
        area != config.scope_id
        and config.indicators[indicator_id].kind == "share"
        and answer["coverage"] is not None
        and answer["denominator"] >= config.settings.small_total
    )


def in_force(indicator: Indicator, year: int) -> int:
    """Rule 2."""
    for milestone in sorted(indicator.targets):
        if milestone >= year:
            return milestone
    return max(indicator.targets)


def _moves(config: Config) -> list[LineageChange]:
    """The changes of a territory; a renaming is none."""
    return [change for change in config.commune.changes if change.kind != "renamed"]


def _is_complete(count: Count) -> bool:
    return count.n is not None and count.of is not None


def _total(parts: Iterable[int | None]) -> int | None:
    """A sum with a part missing is no sum."""
    known = list(parts)
    return None if None in known else sum(part or 0 for part in known)


def _share(n: int | None, of: int | None, *, at_most_one: bool = False) -> Fraction | None:
    if n is None or not of or (at_most_one and n > of):
        return None
    return Fraction(n, of)


def _slope(years: Sequence[int], values: Sequence[Fraction]) -> Fraction:
    """Of the least-squares line."""
    mean, level = Fraction(sum(years), len(years)), sum(values, Fraction()) / len(years)
    across = sum((year - mean) ** 2 for year in years)
    return (
        sum(((year - mean) * (value - level) for year, value in zip(years, values, strict=True)), Fraction()) / across
    )
