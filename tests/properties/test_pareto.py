"""Which villages make up most of what is missing, against a plain search."""

from fractions import Fraction
from itertools import combinations

from hypothesis import example, given
from hypothesis import strategies as st

from learning_coverage.config import Commune, Config, Village
from learning_coverage.facts import Fact
from learning_coverage.queries import support
from tests.builders import small_config, store_of
from tests.properties.test_arithmetic import cheaply

YEAR, TARGET = 2024, 80
# of 100 families each; mostly around the target and round, so that ties, zeros and exact shares are frequent
_recognised = st.integers(0, 100) | st.sampled_from([40, 50, 60, 70, 79, 80, 81, 90])


@cheaply
@given(st.lists(_recognised, min_size=1, max_size=7))
@example([40, 50, 50])  # 40 and 30 of 100: exactly 70%
@example([39, 62])  # 41 of 59: 69.5%
def test_core_is_the_fewest_villages_with_seventy_percent_of_the_gap(recognised: list[int]) -> None:
    config = commune_of(len(recognised))
    facts = [Fact(n, YEAR, f"V{n}", "families", 100, None, count) for n, count in enumerate(recognised)]
    missing = sorted((TARGET - count for count in recognised if count < TARGET), reverse=True)

    with store_of(config, facts) as store:
        rows = support.pareto(store, YEAR, "families")

    assert [row["missing"] for row in rows] == missing
    assert all(row["missing"] == TARGET - recognised[int(row["area_id"][1:])] for row in rows)
    assert [row["cumulative_missing"] for row in rows] == [sum(missing[: n + 1]) for n in range(len(missing))]
    assert {row["total_missing"] for row in rows} <= {sum(missing)}
    assert [row["cumulative_share"] for row in rows[-1:]] == [1] * bool(missing)
    assert [row["is_in_core"] for row in rows] == [place < fewest(missing) for place in range(len(missing))]


def fewest(missing: list[int]) -> int:
    """The smallest number of villages, whichever they are, that reach 70% together."""
    enough = Fraction(70, 100) * sum(missing)
    sizes = range(1, len(missing) + 1)
    return next((n for n in sizes if any(sum(some) >= enough for some in combinations(missing, n))), 0)


def commune_of(villages: int) -> Config:
    named = tuple(Village(id=f"V{n}", name=f"Thôn {n}") for n in range(villages))
    return Config(targets=small_config().targets, commune=Commune(name="Xã", villages=named))
