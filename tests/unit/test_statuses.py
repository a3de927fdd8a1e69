"""The five colours stay apart for eyes that do not see red and green alike, and each can be written on."""

from itertools import combinations

import pytest
from coloraide import Color

from learning_coverage.statuses import LEGEND, STATUS_STYLES

PAIRS = list(combinations(sorted({STATUS_STYLES[status].colour for status in LEGEND}), 2))


@pytest.mark.parametrize("eyes", [None, "deutan", "protan"])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_colours_stay_apart(one: str, other: str, eyes: str | None) -> None:
    seen = [Color(colour).filter(eyes, 1) if eyes else Color(colour) for colour in (one, other)]
    assert seen[0].delta_e(seen[1], method="2000") >= 15


@pytest.mark.parametrize("status", STATUS_STYLES)
def test_the_sign_can_be_read_on_its_colour(status: str) -> None:
    assert Color(STATUS_STYLES[status].ink).contrast(STATUS_STYLES[status].colour, method="wcag21") >= 4.5


def test_a_sign_means_one_colour_at_most_besides_yes_and_no() -> None:
    """Without any colour the sign still says it: two tones never share a sign, but for a village's plain no."""
    signs = {(look.sign, look.tone) for status, look in STATUS_STYLES.items() if status != "not_met"}
    assert len({sign for sign, _ in signs}) >= len({tone for _, tone in signs})
