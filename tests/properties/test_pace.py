"""The pace, the estimate and the split of a change, against plain fractions."""

from fractions import Fraction

import pytest
from hypothesis import given

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID
from learning_coverage.queries import pace, titles
from tests.builders import store_of
from tests.properties import plain
from tests.properties.test_arithmetic import Loaded, cheaply, loaded


@cheaply
@given(loaded())
def test_the_pace_is_the_line_through_the_last_three_years_of_one_era(given_: Loaded) -> None:
    config, facts = given_
    answers = plain.coverage(config, facts)
    with store_of(config, facts) as store:
        for year in queries.years(store):
            for row in pace.pace(store, year):
                area, indicator = row["area_id"], config.indicators[row["indicator_id"]]
                shares = {
                    y: answer["coverage"]
                    for (y, a, i), answer in answers.items()
                    if (a, i) == (area, indicator.id) and y <= year and answer["coverage"] is not None
                }
                assert max(shares) == year
                single = indicator.kind == "yes_no" and (
                    area != DEFAULT_COMMUNE_ID or indicator.level == DEFAULT_COMMUNE_ID
                )
                too_small = answers[year, area, indicator.id]["denominator"] < config.settings.small_total
                expected = None if single or too_small else plain.pace(config, indicator, shares)
                assert (row["slope"] is None) == (expected is None) == (row["projected"] is None)
                if expected:
                    since, slope = expected
                    ahead = min(Fraction(1), max(Fraction(0), shares[year] + slope * row["years_left"]))
                    assert row["since"] == since
                    assert row["slope"] == pytest.approx(float(slope), abs=1e-9)
                    assert row["projected"] == pytest.approx(float(ahead), abs=1e-9)


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
        assert row["change"] == pytest.approx(float(change), abs=1e-9)
        assert row["by_recognised"] == pytest.approx(float(by_n), abs=1e-9)
        assert row["by_total"] == pytest.approx(float(change - by_n), abs=1e-9)
