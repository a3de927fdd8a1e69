"""The pace, the estimate and the split of a change, against plain fractions."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from learning_coverage import queries
from learning_coverage.config import BOUNDARIES
from learning_coverage.queries import pace, titles
from tests.builders import store_of
from tests.properties import plain
from tests.properties.test_arithmetic import Loaded, cheaply, loaded

EXACTLY = (
    "reason",
    "since",
    "compared",
    "milestone_year",
    "missing",
    "needed_units",
    "in_time",
    "falls_below",
    "reach_year",
)
NEARLY = ("target", "coverage", "compared_coverage", "slope", "units", "projected")


@settings(cheaply, max_examples=40)
@given(loaded(is_dense=True))
def test_the_pace_is_the_line_through_the_last_three_years_of_the_same_villages(given_: Loaded) -> None:
    config, facts = given_
    with store_of(config, facts) as store:
        for boundaries in BOUNDARIES:
            figures, world = store.at(None, boundaries), plain.World(config, facts, boundaries)
            for year in queries.years(figures):
                found = {(row["area_id"], row["indicator_id"]): row for row in pace.pace(figures, year)}
                expected = world.pace(year)
                assert found.keys() == expected.keys()
                for key, row in found.items():
                    where = (boundaries, year, key, row, expected[key])
                    assert [row[name] for name in EXACTLY] == [expected[key][name] for name in EXACTLY], where
                    for name in NEARLY:
                        assert is_nearly(row[name], expected[key][name]), (name, where)


def is_nearly(found: float | None, expected: Fraction | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return bool(found == pytest.approx(float(expected), rel=1e-9, abs=1e-9))


@cheaply
@given(loaded())
def test_change_of_a_share_is_the_sum_of_the_effects_of_both_counts(given_: Loaded) -> None:
    config, facts = given_
    with store_of(config, facts) as store:
        rows = titles.year_on_year(store)
    for row in rows:
        n, of = row["numerator"], row["denominator"]
        before, of_before = row["previous_numerator"], row["previous_denominator"]
        change = Fraction(n, of) - Fraction(before, of_before)
        by_n = (Fraction(n - before, of) + Fraction(n - before, of_before)) / 2
        assert row["change"] == pytest.approx(float(change), rel=1e-9, abs=1e-9)
        assert row["by_recognised"] == pytest.approx(float(by_n), rel=1e-9, abs=1e-9)
        assert row["by_total"] == pytest.approx(float(change - by_n), rel=1e-9, abs=1e-9)
