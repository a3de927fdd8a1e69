"""A second, deliberately plain computation of the sums above communes: loops over the facts, and exact fractions.

It follows the rules of sums and of comparing like with like, and covers villages without changes of territory.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from learning_coverage.config import Indicator
from learning_coverage.config.tree import Tree
from learning_coverage.facts import Fact
from tests.properties.plain import Key, in_force

Answer = dict[str, Any]


@dataclass(frozen=True)
class Reporters:
    """The areas whose facts a row adds, by the commune they are in."""

    by_commune: dict[str, list[str]]
    is_commune: bool

    @property
    def areas(self) -> list[str]:
        return [area for areas in self.by_commune.values() for area in areas]


def compute_row(tree: Tree, scope: str, area: str, indicator: Indicator, year: int, facts: Iterable[Fact]) -> Answer:
    """The sum of one area, indicator and year in the view of a scope."""
    by_key = {fact.key: fact for fact in facts}
    own = tree.root_config.indicators[indicator.id]
    reporters = _find_reporters(tree, area, own)
    answer = _sum(tree, reporters, own, year, by_key)
    previous = _find_previous_year(tree, reporters, own, year, by_key)
    if answer["status"] in ("no_data", "incomplete", "not_applicable") or previous is None:
        return answer
    return answer | _compare(tree, reporters, own, year, previous, by_key)


def _find_reporters(tree: Tree, area: str, indicator: Indicator) -> Reporters:
    communes = [below.id for below in tree.walk(area) if below.level == "commune"]
    if indicator.level == "commune":
        return Reporters({commune: [commune] for commune in communes}, is_commune=False)
    villages = {commune: [village.id for village in tree.children(commune)] for commune in communes}
    return Reporters(villages, is_commune=tree.areas[area].level == "commune")


def _sum(tree: Tree, reporters: Reporters, own: Indicator, year: int, facts: dict[Any, Fact]) -> Answer:
    kind = _denominator_kind(own, year)
    counts = {area: _count(tree, own, facts.get((year, area, own.id)), kind) for area in reporters.areas}
    known = [count for count in counts.values() if count]
    answer = _count_reports(tree, reporters, own, {area for area, count in counts.items() if count}) | {
        "numerator": sum(n for n, _ in known) if known else None,
        "denominator": sum(of for _, of in known) if known else None,
        "coverage": None,
        "previous_year": None,
        "compared": None,
        "compared_villages": None,
        "change": None,
        "declined": False,
    }
    return answer | {"status": _judge(own, year, answer)} | _divide(answer)


def _count_reports(tree: Tree, reporters: Reporters, own: Indicator, complete: set[str]) -> Answer:
    villages = (len(reporters.areas), len(complete))
    own_reports = [(len(complete & set(areas)), len(areas)) for areas in reporters.by_commune.values()]
    standing = [count for count, of in own_reports if count and _is_enough(tree, count, of)]
    communes = (len(reporters.by_commune), len(standing))
    expected, reported = villages if reporters.is_commune else communes
    below = villages if own.level == "village" and not reporters.is_commune else (None, None)
    enough = _is_enough(tree, reported, expected) and _is_enough(tree, *reversed(villages))
    return {
        "expected": expected,
        "reported": reported,
        "expected_villages": below[0],
        "reported_villages": below[1],
        "provisional": reported < expected or len(complete) < villages[0],
        "is_enough": enough,
    }


def _is_enough(tree: Tree, reported: int, expected: int) -> bool:
    return 100 * reported >= tree.root_config.settings.enough_reported * expected


def _judge(own: Indicator, year: int, answer: Answer) -> str:
    """The status as far as it needs no plan; `open` where the path to the milestone decides."""
    n, of, milestone = answer["numerator"], answer["denominator"], in_force(own, year)
    if n is None:
        return "no_data"
    if not answer["is_enough"]:
        return "incomplete"
    if of == 0:
        return "not_applicable"
    percent = 100 if own.kind == "grade" else int(own.targets[milestone])
    if 100 * n >= percent * of:
        return "met"
    return "missed" if year >= milestone else "open"


def _divide(answer: Answer) -> Answer:
    return {"coverage": Fraction(answer["numerator"], answer["denominator"])} if answer["denominator"] else {}


def _denominator_kind(own: Indicator, year: int) -> str:
    return "total" if own.kind == "grade" else own.denominator_of(in_force(own, year))


def _count(tree: Tree, own: Indicator, fact: Fact | None, kind: str) -> tuple[int, int] | None:
    """Numerator and denominator of a fact with both counts; a yes, or a grade that is enough, is one of one."""
    if fact is None:
        return None
    n, of = fact.recognised, fact.registered if kind == "registered" else fact.total
    if own.kind == "grade":
        grades = tree.root_config.grades
        least = grades.index(str(own.targets[in_force(own, fact.year)]))
        n, of = None if fact.grade is None else int(grades.index(fact.grade) >= least), 1
    return None if n is None or of is None or n > of else (n, of)


def _find_previous_year(
    tree: Tree, reporters: Reporters, own: Indicator, year: int, facts: dict[Any, Fact]
) -> int | None:
    """The latest earlier year with a sum that stands, unless the criteria have changed since."""
    years = sorted({key[0] for key in facts if key[0] < year}, reverse=True)
    breaks = [found.year for found in tree.root_config.targets.breaks if own.id in found.indicators]
    for earlier in years:
        if any(earlier < changed <= year for changed in breaks):
            return None
        answer = _sum(tree, reporters, own, earlier, facts)
        if answer["denominator"] and answer["status"] != "incomplete":
            return earlier
    return None


def _compare(
    tree: Tree, reporters: Reporters, own: Indicator, year: int, previous: int, facts: dict[Any, Fact]
) -> Answer:
    kind = _denominator_kind(own, year)
    common: dict[str, list[tuple[int, int, int, int]]] = {}
    for commune, areas in reporters.by_commune.items():
        for area in areas:
            now = _count(tree, own, facts.get((year, area, own.id)), kind)
            before_fact = facts.get((previous, area, own.id))
            before = _count(tree, own, before_fact, kind)
            is_complete = _count(tree, own, before_fact, _denominator_kind(own, previous))
            if now and before and is_complete:
                common.setdefault(commune, []).append((*now, *before))
    enough = [c for c, rows in common.items() if _is_enough(tree, len(rows), len(reporters.by_commune[c]))]
    rows = [row for found in common.values() for row in found]
    n, of, before_n, before_of = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0, 0)
    compared = len(rows) if reporters.is_commune else len(enough)
    expected = len(reporters.areas) if reporters.is_commune else len(reporters.by_commune)
    fits = _is_enough(tree, compared, expected) and _is_enough(tree, len(rows), len(reporters.areas))
    if not fits or not of or not before_of:
        return {}
    fallen = Fraction(before_n, before_of) - Fraction(n, of)
    points = tree.root_config.settings.decline_points
    return {
        "previous_year": previous,
        "compared": compared,
        "compared_villages": len(rows) if own.level == "village" and not reporters.is_commune else None,
        "change": -fallen,
        "declined": 100 * fallen >= points and fallen * of > 1,
    }


class SummedFact(NamedTuple):
    """A sum in place of a fact for the plain arithmetic: it may be larger than any count of a file."""

    year: int
    area_id: str
    indicator_id: str
    total: int | None
    registered: int | None
    recognised: int | None

    @property
    def key(self) -> Key:
        return self[:3]


def sum_facts(tree: Tree, scope: str, facts: list[Fact]) -> list[SummedFact]:
    """A second, plain sum for each part, year and indicator, of the facts that have both counts."""
    own = tree.root_config
    found: dict[tuple[int, str, str], list[tuple[int | None, int | None, int]]] = {}
    for fact in facts:
        if not tree.contains(scope, fact.area_id):
            continue
        indicator = own.indicators[fact.indicator_id]
        milestone = in_force(indicator, fact.year)
        total, registered, recognised = fact.total, fact.registered, fact.recognised
        if indicator.kind == "grade":
            total = 1
            ranks = list(own.grades)
            least = ranks.index(str(indicator.targets[milestone]))
            recognised = None if fact.grade is None else int(ranks.index(fact.grade) >= least)
        by_registered = indicator.kind != "grade" and indicator.denominator_of(milestone) == "registered"
        if recognised is None or (registered if by_registered else total) is None:
            continue
        path = [area.id for area in tree.path_to(fact.area_id)]
        part = path[path.index(scope) + 1] if indicator.level == "village" else scope
        found.setdefault((fact.year, part, fact.indicator_id), []).append((total, registered, recognised))
    return [
        SummedFact(*key, *(_sum_known(count[place] for count in counts) for place in range(3)))
        for key, counts in found.items()
    ]


def _sum_known(counts: Iterator[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)
