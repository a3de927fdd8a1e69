"""Formatted figures: no rounded figure contradicts its verdict, and nouns agree with their number."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning_coverage.config.targets import BilingualText
from learning_coverage.facts import MAX_COUNT
from learning_coverage.wording import NO_VALUE, Wording, day_end_utc

VI, EN = Wording("vi"), Wording("en")


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """n of N, a target in whole percent, and decimals; often just at the target."""
    total = draw(st.integers(1, 500) | st.integers(1, MAX_COUNT))
    percent = draw(st.integers(0, 100))
    edge = total * percent // 100
    recognised = draw(st.integers(0, total) | st.integers(max(0, edge - 1), min(total, edge + 1)))
    return recognised, total, percent, draw(st.sampled_from([0, 1, 2]))


@settings(deadline=None, max_examples=1000)
@given(shares())
@example((1599, 2000, 80, 1))  # 79,95%
@example((323, 404, 80, 1))
@example((324, 404, 80, 0))
@example((99_999_999, 100_000_000, 100, 1))
def test_a_share_shows_its_target_only_when_it_meets_it(case: tuple[int, int, int, int]) -> None:
    recognised, total, percent, decimals = case
    shown = _number(VI.share(recognised / total, decimals, target=percent / 100))
    assert (shown >= percent) == (100 * recognised >= percent * total)
    assert (shown == 100) == (recognised == total)
    assert abs(shown - 100 * recognised / total) < 10**-decimals


@pytest.mark.parametrize(
    ("share", "target", "shown"),
    [
        (0.853, None, "85,3%"),
        (0.7995, 0.8, "79,9%"),
        (0.7995, None, "80,0%"),
        (0.7999999, 0.8, "79,9%"),
        (0.8, 0.8, "80,0%"),
        (0.80001, 0.8, "80,0%"),
        (0.99999, None, "99,9%"),
        (1.0, 0.8, "100,0%"),
        (0.0, 0.8, "0,0%"),
        (None, 0.8, NO_VALUE),
    ],
)
def test_share_is_formatted_with_one_decimal(share: float | None, target: float | None, shown: str) -> None:
    assert VI.share(share, target=target) == shown


def test_share_without_decimals_is_not_rounded_up_to_its_target() -> None:
    assert [VI.share(share, 0, target=0.8) for share in (0.795, 0.799, 0.8)] == ["79%", "79%", "80%"]


def test_english_numbers_use_point_and_comma() -> None:
    assert (EN.share(0.853), EN.count(12345)) == ("85.3%", "12,345")


@pytest.mark.parametrize(
    ("difference", "shown"),
    [(0.041, "+4,1"), (-0.041, "−4,1"), (0.0, "0,0"), (-0.0004, "0,0"), (0.0005, "+0,1"), (None, NO_VALUE)],
)
def test_difference_in_points_has_a_sign(difference: float | None, shown: str) -> None:
    assert VI.points(difference) == shown


def test_magnitude_of_a_difference_has_no_sign() -> None:
    assert [VI.magnitude(difference) for difference in (-0.05, 0.05, None)] == ["5,0", "5,0", NO_VALUE]


def test_counts_are_grouped_in_thousands() -> None:
    assert [VI.count(number) for number in (0, 999, 1234, 1234567, None)] == [
        "0",
        "999",
        "1.234",
        "1.234.567",
        NO_VALUE,
    ]


def test_date_is_day_month_year() -> None:
    assert VI.date(datetime.date(2026, 1, 9)) == "09/01/2026"


def test_unit_agrees_with_its_number() -> None:
    unit = BilingualText(vi="hộ", en="household|households")
    assert [VI.unit(unit, number) for number in (1, 2)] == ["hộ", "hộ"]
    assert [EN.unit(unit, number) for number in (0, 1, 2, None)] == [
        "households",
        "household",
        "households",
        "households",
    ]


@pytest.mark.parametrize(
    ("n", "of", "shown"),
    [
        (1, 1, "1 of 1 village reported for 2025"),
        (1, 13, "1 of 13 villages reported for 2025"),
        (0, 1234, "0 of 1,234 villages reported for 2025"),
    ],
)
def test_english_nouns_agree_with_their_number(n: int, of: int, shown: str) -> None:
    assert EN("stamp.reported", n=n, of=of, year=2025) == shown


def test_english_points_agree_with_their_number() -> None:
    changes = (0.01, 0.011, 0.0001, 0.1)
    assert [EN("overview.declined", points=EN.magnitude(change)) for change in changes] == [
        "down 1.0 point",
        "down 1.1 points",
        "down less than 0.1 points",
        "down 10.0 points",
    ]
    assert EN("overview.change", points=EN.points(-0.01), year=2024) == "−1.0 point since 2024"


def test_nouns_above_a_commune_agree_with_their_number() -> None:
    province = Wording("en", "province")
    assert province("stamp.reported", n=1, of=1, year=2025) == "1 of 1 commune reported for 2025"
    assert province("stamp.reported", n=1, of=2, year=2025) == "1 of 2 communes reported for 2025"


def _number(shown: str) -> float:
    return float(shown.removesuffix("%").replace(".", "").replace(",", "."))


def test_end_of_day_uses_the_time_zone_of_vietnam() -> None:
    assert day_end_utc(datetime.date(2026, 6, 15)) == datetime.datetime(2026, 6, 15, 17, 0)
