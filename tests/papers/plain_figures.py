"""The figures of the communes in `communes`, worked out from their facts with loops and exact fractions."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from learning_coverage.config import Config
from tests.papers.communes import IDS, Case

COMMUNE = "commune"
FIRST_YEAR = 2024  # of the communes' facts
Counts = tuple[int, int]


@dataclass(frozen=True)
class Figure:
    """n of N units recognised, over `reported` of `expected` villages; `missing` to the milestone in force. `change`:
    since the year before, over the same villages and by the denominator of this year; None where nothing is compared.
    """

    n: int
    of: int
    reported: int
    expected: int
    missing: int | None
    change: Fraction | None

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.n, self.of) if self.of else None

    @property
    def is_partial(self) -> bool:
        return self.reported < self.expected

    @property
    def is_incomplete(self) -> bool:
        return 100 * self.reported < 80 * self.expected


def figures_of(case: Case, config: Config) -> dict[tuple[str, str, int], Figure]:
    """A figure for each area, title of the villages and year up to that of the case; none where nothing is known."""
    found = {}
    for title in config.titles:
        for year in range(FIRST_YEAR, case.year + 1):
            for area in (*IDS, COMMUNE):
                figure = _sum(case, title.id, year, IDS if area == COMMUNE else (area,))
                if figure.of:
                    found[area, title.id, year] = figure
    return found


def _sum(case: Case, title: str, year: int, areas: tuple[str, ...]) -> Figure:
    """The sum of the areas that reported."""
    known = {area: counts for area in areas if (counts := _count(case, title, area, year, year)) is not None}
    n, of = sum(counts[0] for counts in known.values()), sum(counts[1] for counts in known.values())
    percent = 80 if year <= 2025 else 90
    enough = 100 * len(known) >= 80 * len(areas)
    missing = max(0, ceil(Fraction(percent * of, 100)) - n) if enough else None
    change = _change(case, title, year, known) if enough and year > FIRST_YEAR else None
    return Figure(n, of, len(known), len(areas), missing, change)


def _change(case: Case, title: str, year: int, known: dict[str, Counts]) -> Fraction | None:
    """The change of the villages that reported in both years, if they are enough; the years before are complete."""
    before = {area: counts for area in known if (counts := _count(case, title, area, year - 1, year)) is not None}
    if 100 * len(before) < 80 * len(known):
        return None
    now = [known[area] for area in before]
    return _share(now) - _share(list(before.values()))


def _share(counts: list[Counts]) -> Fraction:
    return Fraction(sum(n for n, _ in counts), sum(of for _, of in counts))


def _count(case: Case, title: str, area: str, year: int, as_in: int) -> Counts | None:
    """The counts of a village, by the denominator of the year `as_in`."""
    by_registered = case.has_mixed_denominators and title == "dong_ho" and as_in <= 2025
    for fact in case.facts:
        if (fact.year, fact.area_id, fact.indicator_id) == (year, area, title):
            of = fact.registered if by_registered else fact.total
            return None if fact.recognised is None or of is None else (fact.recognised, of)
    return None
