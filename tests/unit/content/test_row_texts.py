"""Shares and differences of a row fit each other as they are printed."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_coverage import queries
from learning_coverage.content import row_texts
from learning_coverage.content.table import format_cell
from learning_coverage.queries.rows import FigureRow
from learning_coverage.wording import Wording
from tests.builders import facts, small_config, store_of

W = Wording("vi")


def make_row(base: FigureRow, **values: Any) -> FigureRow:
    """A row whose dependent values fit its counts."""
    row: Any = {**base, **values}
    row["target_gap"] = row["coverage"] - row["target"]
    row["gap"] = row["coverage"] - (row["target"] if row["planned"] is None else row["planned"])
    row["change"] = row["compared_coverage"] - row["previous_coverage"]
    return row  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def base() -> FigureRow:
    """A village that gained since the year before."""
    lines = "year,area_id,indicator_id,total,registered,recognised\n2025,V1,families,100,,70\n2026,V1,families,100,,75"
    with store_of(small_config(), facts(lines)) as store:
        return queries.coverage(store.at(None), year=2026, area="V1", indicator="families")[0]


def number(text: str) -> Decimal:
    """A printed number."""
    return Decimal(text.removesuffix("%").removeprefix("+").replace("−", "-").replace(",", "."))


@pytest.mark.parametrize(
    ("n", "of", "planned", "shown"),
    [(1679, 2000, 0.84, ("83,95%", "84,00%", "6,05")), (95, 132, 0.72, ("71,97%", "72,00%", "18,03"))],
)
def test_a_share_below_its_plan_is_printed_below_it(
    base: FigureRow, n: int, of: int, planned: float, shown: tuple[str, ...]
) -> None:
    row = make_row(base, coverage=n / of, compared_coverage=n / of, planned=planned, target=0.9)
    assert (
        row_texts.format_share(row, W),
        row_texts.format_planned(row, W),
        row_texts.format_target_gap(row, W),
    ) == shown


def test_a_distance_is_that_of_the_printed_numbers(base: FigureRow) -> None:
    row = make_row(base, coverage=0.8395, compared_coverage=0.8395, planned=0.8, target=0.9)
    assert (row_texts.format_share(row, W), row_texts.format_target_gap(row, W)) == ("84,0%", "6,0")
    assert row_texts.format_gap(row, W) == "4,0"


@settings(deadline=None, max_examples=500)
@given(st.integers(1, 2000), st.data())
def test_printed_change_and_distances_are_those_of_the_printed_shares(
    base: FigureRow, of: int, data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, of))
    near = st.integers(max(0, n - 2), min(of, n + 2))
    percent = data.draw(st.integers(0, 100) | st.just(min(100, 100 * n // of + 1)))
    row = make_row(
        base, coverage=n / of, compared_coverage=n / of, target=percent / 100,
        planned=data.draw(st.integers(0, 1000) | st.just(1000 * n // of)) / 1000,
        previous_coverage=data.draw(near) / of,
    )  # fmt: skip
    share, planned, previous = (
        number(text)
        for text in (
            row_texts.format_share(row, W),
            row_texts.format_planned(row, W),
            row_texts.format_previous(row, W),
        )
    )
    assert number(row_texts.format_points(row, W)) == share - previous
    assert (share > previous) == (row["compared_coverage"] > row["previous_coverage"])
    assert (share > planned, share < planned) == (row["coverage"] > row["planned"], row["coverage"] < row["planned"])
    if "chưa" not in (distance := row_texts.format_target_gap(row, W)):
        assert number(distance) == abs(share - percent)
    if "chưa" not in (distance := row_texts.format_gap(row, W)):
        assert number(distance) == abs(share - planned)


def test_a_change_over_fewer_villages_says_so(base: FigureRow) -> None:
    row = make_row(base, expected=13, reported=13, compared=12, coverage=0.8, compared_coverage=0.829)
    row["previous_coverage"], row["change"] = 0.8, 0.029
    assert row_texts.format_change(row, W) == "cùng 12 thôn: +2,9 điểm % so với 2025"
    assert row_texts.format_share(row, W) == "80,0%"
    assert row_texts.format_size_of_change(row, W) == "2,9"


def test_parts_of_a_change_add_up_to_it(base: FigureRow) -> None:
    row = make_row(base, coverage=0.75, compared_coverage=0.75, previous_coverage=0.7)
    split: Any = {"by_recognised": 0.03333, "by_total": 0.01667}
    parts = row_texts.format_split(row, split, W)
    assert parts == ("+3,3", "+1,7") and sum(map(number, parts)) == number(row_texts.format_points(row, W))


def test_nothing_is_printed_where_nothing_is_compared(base: FigureRow) -> None:
    row: Any = {**base, "change": None, "compared_coverage": None, "previous_coverage": None}
    assert (row_texts.format_change(row, W), row_texts.format_points(row, W)) == ("", W.count(None))
    assert row_texts.format_size_of_change(row, W) == W.count(None)


def test_a_spreadsheet_shows_the_difference_of_its_shares(base: FigureRow) -> None:
    row = make_row(base, coverage=0.8395, compared_coverage=0.8395, previous_coverage=0.7895, target=0.9)
    cell = row_texts.build_change(row)
    assert (cell.value, cell.decimals, format_cell(cell, W)) == (5.0, 1, "+5,0")
