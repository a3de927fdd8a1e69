"""Rounding of shares and differences, so that printed numbers compare as the exact ones do.

A share is 0..1. A printed number is a Decimal in percent or points, with the decimals that are shown.
"""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

MOST_DECIMALS = 15  # of a double


def round_share(
    share: float, decimals: int = 1, target: float | None = None, beside: Iterable[float | None] = ()
) -> Decimal:
    """The percentage as a text shows it, with at least `decimals`.

    It is cut off instead of rounded where rounding would reach a `target`, or 100%, that it misses. It has the fewest
    decimals with which it and the shares printed `beside` it (planned, previous) are in their true order, so all of
    these have the same number of decimals.
    """
    return _round_in_order(share, decimals, target, tuple(other for other in beside if other is not None))


@lru_cache(maxsize=20_000)
def _round_in_order(share: float, decimals: int, target: float | None, beside: tuple[float, ...]) -> Decimal:
    shares = (share, *beside)
    for count in range(decimals, MOST_DECIMALS):
        printed = [_cut_at_limits(one, count, target) for one in shares]
        if _is_in_order(shares, printed):
            return printed[0]
    return to_percent(share, MOST_DECIMALS)


def needed_decimals(share: float, target: float | None = None, beside: Iterable[float | None] = ()) -> int:
    """The fewest decimals, at least 1, with which a spreadsheet, which rounds and never cuts off, shows a percentage
    below a target, or 100%, that it misses, and in its true order among the shares `beside` it.
    """
    shares = (share, *(other for other in beside if other is not None))
    for count in range(1, MOST_DECIMALS):
        printed = [to_percent(one, count) for one in shares]
        if _is_in_order(shares, printed) and printed == [_cut_at_limits(one, count, target) for one in shares]:
            return count
    return MOST_DECIMALS


def to_percent(share: float, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A share, or a difference of shares, in percent or points, rounded to `decimals`."""
    return (Decimal(repr(share)) * 100).quantize(Decimal(1).scaleb(-decimals), rounding) + 0


def _cut_at_limits(share: float, decimals: int, target: float | None) -> Decimal:
    rounded = to_percent(share, decimals)
    limits = [limit for limit in (target, 1.0) if limit is not None and share < limit]
    if any(rounded >= to_percent(limit, decimals) for limit in limits):
        return to_percent(share, decimals, ROUND_DOWN)
    return rounded


def _is_in_order(shares: tuple[float, ...], printed: list[Decimal]) -> bool:
    """Whether the printed numbers of different shares differ in the same direction."""
    by_share = dict(zip(shares, printed, strict=True))
    in_order = [by_share[share] for share in sorted(by_share)]
    return all(low < high for low, high in pairwise(in_order))
