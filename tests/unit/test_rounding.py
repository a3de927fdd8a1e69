"""Printed shares compare with the target, the plan and the previous year as the exact ones do."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning_coverage.rounding import needed_decimals, round_share, to_percent

Pair = tuple[int, int]


@st.composite
def shares(draw: st.DrawFn) -> tuple[Pair, Pair, Pair, int]:
    """A share, a planned and a previous one, often close to each other, and a target in whole percent."""
    of = draw(st.integers(1, 3000))
    n = draw(st.integers(0, of))
    near = st.tuples(st.integers(1, 3000), st.integers(-2, 2))
    others = []
    for _ in range(2):
        total, off = draw(near)
        others.append((min(total, max(0, n * total // of + off)), total))
    edge = draw(st.sampled_from([100 * n // of, 100 * n // of + 1]) | st.integers(0, 100))
    return (n, of), others[0], others[1], min(100, edge)


@settings(deadline=None, max_examples=1000)
@given(shares())
@example(((1679, 2000), (84, 100), (1, 2), 90))
@example(((95, 132), (72, 100), (1, 2), 90))
@example(((8396, 10000), (8395, 10000), (1, 2), 84))
@example(((8395, 10000), (83949, 100000), (839, 1000), 84))
def test_printed_shares_are_in_their_true_order(case: tuple[Pair, Pair, Pair, int]) -> None:
    *pairs, percent = case
    exact = [n / of for n, of in pairs]
    printed = [round_share(share, 1, percent / 100, exact) for share in exact]
    for (one, shown), (other, other_shown) in combinations(zip(pairs, printed, strict=True), 2):
        truth = one[0] * other[1] - other[0] * one[1]
        assert (shown > other_shown) == (truth > 0)
        assert (shown < other_shown) == (truth < 0)
    for (n, of), shown in zip(pairs, printed, strict=True):
        assert (shown >= percent) == (100 * n >= percent * of)
        assert abs(shown - Decimal(100 * n) / of) < 10 ** shown.as_tuple().exponent
    assert len({shown.as_tuple().exponent for shown in printed}) == 1


@settings(deadline=None, max_examples=1000)
@given(shares())
@example(((1679, 2000), (84, 100), (1, 2), 90))
def test_a_spreadsheet_that_only_rounds_shows_the_true_order_too(case: tuple[Pair, Pair, Pair, int]) -> None:
    *pairs, percent = case
    exact = [n / of for n, of in pairs]
    decimals = {needed_decimals(share, percent / 100, exact) for share in exact}
    assert len(decimals) == 1
    rounded = [to_percent(share, decimals.copy().pop()) for share in exact]
    for (one, shown), (other, other_shown) in combinations(zip(pairs, rounded, strict=True), 2):
        assert (shown < other_shown) == (one[0] * other[1] < other[0] * one[1])
    for (n, of), shown in zip(pairs, rounded, strict=True):
        assert 100 * n >= percent * of or shown < percent


@pytest.mark.parametrize(
    ("share", "target", "beside", "shown"),
    [
        (1679 / 2000, 0.9, [0.84], "83.95"),
        (0.84, 0.9, [1679 / 2000], "84.00"),
        (95 / 132, 0.9, [0.72], "71.97"),
        (0.7995, 0.8, [0.5], "79.9"),
        (0.7995, 0.8, [0.7991], "79.95"),
        (0.8396, 0.84, [0.8395], "83.96"),
        (0.853, 0.9, [None, 0.853], "85.3"),
        (0.853, None, [], "85.3"),
        (0.99999, None, [1.0], "99.9"),
    ],
)
def test_a_share_has_the_fewest_decimals_that_tell_it_from_its_neighbours(
    share: float, target: float | None, beside: list[float | None], shown: str
) -> None:
    assert str(round_share(share, 1, target, beside)) == shown
