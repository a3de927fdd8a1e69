"""The year that pages and documents open on."""

import pytest

from learning_coverage import queries
from learning_coverage.facts import Fact
from tests.builders import families, small_config, store_of

WHOLE_2024 = families("2024 V1 100 80", "2024 V2 100 80", "2024 V3 100 80")
ONE_2026 = families("2026 V1 100 80")
WHOLE_2027 = families("2027 V1 100 80", "2027 V2 100 80", "2027 V3 100 80")
TICKS_2026 = [Fact(row, 2026, f"V{row}", "community", 1, None, 1) for row in (1, 2, 3)]
UNITS_2026 = [Fact(2, 2026, "commune", "units", 10, None, 9)]
NO_TITLE_2026 = [Fact(2, 2026, "commune", "units_good", 10, None, 9)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([], None, id="no_figures"),
        pytest.param(WHOLE_2024, 2024, id="the_only_one"),
        pytest.param(WHOLE_2024 + ONE_2026, 2024, id="one_of_three_is_too_few"),
        pytest.param(WHOLE_2024 + ONE_2026 + TICKS_2026, 2026, id="one_title_is_enough"),
        pytest.param(WHOLE_2024 + UNITS_2026, 2026, id="a_title_of_the_commune"),
        pytest.param(WHOLE_2024 + NO_TITLE_2026, 2024, id="an_indicator_that_is_no_title"),
        pytest.param(ONE_2026, 2026, id="the_newest_where_none_is_complete"),
        pytest.param(WHOLE_2024 + WHOLE_2027, 2024, id="a_year_not_begun_is_never_it"),
        pytest.param(ONE_2026 + WHOLE_2027, 2026, id="an_incomplete_year_before_one_not_begun"),
        pytest.param(WHOLE_2027, 2027, id="only_a_year_not_begun"),
    ],
)
def test_pages_open_on_the_newest_year_with_a_verdict(facts: list[Fact], expected: int | None) -> None:
    with store_of(small_config(), facts) as store:
        assert queries.default_year(store, 2026) == expected
