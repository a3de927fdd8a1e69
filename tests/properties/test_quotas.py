"""Quotas against brute force: the smallest sufficient number, exactly divided, evenly over the years."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from learning_coverage import queries
from learning_coverage.config import Config, Village
from learning_coverage.config.commune import Commune
from learning_coverage.facts import Fact
from learning_coverage.queries import pace, quotas
from tests.builders import small_config, store_of

TITLE, PERCENT, LAST = "families", 90, 2030
Counts = list[tuple[int, int] | None]  # (recognised, total) of each village, None without figures
_village = st.integers(0, 12).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
_counts = st.lists(st.none() | _village, min_size=1, max_size=4).filter(lambda found: any(c and c[1] for c in found))
_base = st.integers(2025, LAST)


def config_of(villages: int) -> Config:
    named = tuple(Village(id=f"V{number}", name=f"Thôn {number}") for number in range(villages))
    return Config(targets=small_config().targets, commune=Commune(name="Xã", villages=named))


def query_needs_and_proposal(counts: Counts, base: int, goal: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The needs (the commune last) and the proposed quotas, from the figures of the base year."""
    facts = [Fact(2, base, f"V{place}", TITLE, c[1], None, c[0]) for place, c in enumerate(counts) if c]
    with store_of(config_of(len(counts)), facts) as store:
        return (
            quotas.needs(store, base, TITLE, goal),
            quotas.proposal(store, base, TITLE, goal),
        )


def reaches(recognised: int, total: int) -> bool:
    return 100 * recognised >= PERCENT * total


def find_least(known: list[tuple[int, int]], goal: str) -> int:
    """The smallest number of units that suffices, found by trying every way to assign them."""
    tried = product(*(range(total - recognised + 1) for recognised, total in known))
    return min(sum(given) for given in tried if suffices(known, given, goal))


def suffices(known: list[tuple[int, int]], given: Iterable[int], goal: str) -> bool:
    after = [(n + more, total) for (n, total), more in zip(known, given, strict=True)]
    if goal == quotas.VILLAGES:
        return all(reaches(n, total) for n, total in after)
    return reaches(sum(n for n, _ in after), sum(total for _, total in after))


@settings(deadline=None, max_examples=30)
@given(_counts, st.sampled_from(quotas.GOALS))
def test_assigned_units_are_the_fewest_that_suffice(counts: Counts, goal: str) -> None:
    *villages, commune = query_needs_and_proposal(counts, 2026, goal)[0]
    known = [c for c in counts if c]
    given = [row["allotted"] for row in villages if row["has_data"]]

    assert suffices(known, given, goal)
    assert sum(given) == commune["allotted"] == find_least(known, goal)
    assert all(units <= total - n for units, (n, total) in zip(given, known, strict=True))
    assert [row["allotted"] for row in villages if not row["has_data"]] == [None] * counts.count(None)


@settings(deadline=None, max_examples=30)
@given(_counts)
def test_commune_units_are_proportional_and_within_the_gap_of_each_village(counts: Counts) -> None:
    villages = [row for row in query_needs_and_proposal(counts, 2026, quotas.COMMUNE_ONLY)[0][:-1] if row["has_data"]]
    missing = [row["missing"] for row in villages]
    units = sum(row["allotted"] for row in villages)

    assert units <= sum(missing)
    for row in villages:
        assert 0 <= row["allotted"] <= row["missing"]
    exact = [Fraction(units * k, max(1, sum(missing))) for k in missing]
    up = [
        share - floor(share) for share, row in zip(exact, villages, strict=True) if row["allotted"] == floor(share) + 1
    ]
    down = [share - floor(share) for share, row in zip(exact, villages, strict=True) if row["allotted"] == floor(share)]
    assert len(up) + len(down) == len(villages)  # each gets its share rounded down or up
    assert not up or not down or min(up) >= max(down)  # and up where the remainders are largest


@settings(deadline=None, max_examples=30)
@given(_counts, _base, st.sampled_from(quotas.GOALS))
def test_units_are_spread_evenly_over_the_years(counts: Counts, base: int, goal: str) -> None:
    needs, cells = query_needs_and_proposal(counts, base, goal)
    assert len(cells) == (LAST - base) * (len(counts) - counts.count(None))
    if base == LAST:
        return
    by_year = dict.fromkeys(range(base + 1, LAST + 1), 0)
    for row in needs[:-1]:
        own = [cell["units"] for cell in cells if cell["area_id"] == row["area_id"]]
        if own:
            assert sum(own) == row["allotted"]
            assert max(own) - min(own) <= 1 and min(own) >= 0
    for cell in cells:
        by_year[cell["year"]] += cell["units"]
    years = list(by_year.values())
    assert sum(years) == needs[-1]["allotted"]
    assert years == sorted(years, reverse=True) and years[0] - years[-1] <= 1
    assert years[0] == ceil(needs[-1]["allotted"] / len(years)) == needs[-1]["units_a_year"]


@settings(deadline=None, max_examples=30)
@given(_counts, st.data())
def test_sums_and_verdicts_of_any_cells_are_correct(counts: Counts, data: st.DataObject) -> None:
    known = {f"V{place}": c for place, c in enumerate(counts) if c}
    cells = {(area, year): data.draw(st.integers(0, 6)) for area in known for year in (2027, 2028)}
    facts = [Fact(2, 2026, area, TITLE, total, None, n) for area, (n, total) in known.items()]
    with store_of(config_of(len(counts)), facts) as store:
        found = {(r["area_id"], r["year"]): r for r in quotas.sums(store, 2026, TITLE, cells)}

    for area, (n, total) in known.items():
        given_to = cells[area, 2027] + cells[area, 2028]
        verdict = "over" if n + given_to > total else "enough" if reaches(n + given_to, total) else "short"
        assert (found[area, None]["units"], found[area, None]["verdict"]) == (
            given_to,
            "not_applicable" if total == given_to == 0 else verdict,
        )
    assert found[None, None]["units"] == found[None, 2027]["units"] + found[None, 2028]["units"] == sum(cells.values())


@settings(deadline=None, max_examples=30)
@given(_counts, _base, st.sampled_from(quotas.GOALS))
def test_total_is_the_sum_of_the_villages_with_figures(counts: Counts, base: int, goal: str) -> None:
    *villages, commune = query_needs_and_proposal(counts, base, goal)[0]
    shown = [row for row in villages if row["has_data"]]

    assert (commune["reported"], commune["expected"]) == (len(shown), len(counts))
    assert len(shown) == len(counts) - counts.count(None)
    for column in ("total", "recognised", "not_yet", "allotted"):
        assert commune[column] == sum(row[column] for row in shown)


@settings(deadline=None, max_examples=30)
@given(_counts, st.integers(2025, LAST - 1), st.sampled_from(pace.GAIN_MODES))
def test_scenario_begins_at_the_figures_and_reaches_the_target_at_the_needed_gain(
    counts: Counts, base: int, mode: str
) -> None:
    facts = [Fact(2, base, f"V{place}", TITLE, c[1], None, c[0]) for place, c in enumerate(counts) if c]
    config = config_of(len(counts))
    with store_of(config, facts) as store:
        figures = {row["area_id"]: row for row in queries.coverage(store, year=base, indicator=TITLE)}
        needed = {row["area_id"]: row["amount"] for row in pace.needed_gain(store, base, TITLE, mode)}
        for area, amount in needed.items():
            for extra in {0, max(0, amount - 1), amount}:
                rows = [row for row in pace.what_if(store, base, TITLE, mode, extra) if row["area_id"] == area]
                last = next(row for row in rows if row["year"] == row["milestone_year"])
                assert (last["reach_year"] is not None) == (extra >= amount)
                assert last["reach_year"] is None or last["reach_year"] <= LAST
                if extra == 0:
                    assert {row["share"] for row in rows} == {figures[area]["coverage"]}
    assert set(needed) == {f"V{place}" for place, c in enumerate(counts) if c and c[1]} | {config.scope_id}
