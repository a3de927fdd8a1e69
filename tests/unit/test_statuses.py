"""The five colours are distinguishable with red-green blindness, and text is readable on each."""

from itertools import combinations

import pytest
from coloraide import Color

from learning_coverage.statuses import LEGEND, STATUS_STYLES

PAIRS = list(combinations(sorted({STATUS_STYLES[status].colour for status in LEGEND}), 2))


@pytest.mark.parametrize("eyes", [None, "deutan", "protan"])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_status_colours_are_distinguishable(one: str, other: str, eyes: str | None) -> None:
    perceived = [Color(colour).filter(eyes, 1) if eyes else Color(colour) for colour in (one, other)]
    assert perceived[0].delta_e(perceived[1], method="2000") >= 15


@pytest.mark.parametrize("status", STATUS_STYLES)
def test_sign_has_sufficient_contrast_on_its_colour(status: str) -> None:
    assert Color(STATUS_STYLES[status].ink).contrast(STATUS_STYLES[status].colour, method="wcag21") >= 4.5


def test_tones_never_share_a_sign_except_not_met() -> None:
    """The sign identifies the tone without colour; the only exception is `not_met`."""
    signs = {(style.sign, style.tone) for status, style in STATUS_STYLES.items() if status != "not_met"}
    assert len({sign for sign, _ in signs}) >= len({tone for _, tone in signs})
