"""The benchmark table has a row for every goal, and verdicts account for measurement noise."""

import pytest

from benchmarks.goals import GOALS, Goal
from benchmarks.result import Result, median_ratio, noise_factor
from benchmarks.results_table import HEADER, RESULTS_FILE, build_rows

AT_MOST, AT_LEAST = Goal("a", "b", maximum=1.5), Goal("a", "b", minimum=5.0)


@pytest.mark.parametrize(
    ("goal", "result", "verdict"),
    [
        (AT_MOST, Result(1.2), "held"),
        (AT_MOST, Result(1.6), "not held"),
        (AT_MOST, Result(1.45, 1.05), "unresolved"),
        (AT_MOST, Result(1.55, 1.05), "unresolved"),
        (AT_MOST, Result(1.4, 1.05), "held"),
        (AT_MOST, Result(1.6, 1.05), "not held"),
        (AT_LEAST, Result(6.0, 1.1), "held"),
        (AT_LEAST, Result(5.2, 1.1), "unresolved"),
        (AT_LEAST, Result(4.0, 1.1), "not held"),
        (AT_MOST, Result(reason="no browser"), "not measured: no browser"),
        (AT_MOST, Result(1.6, reason="20,000 rows"), "not held: 20,000 rows"),
        (Goal("a", "b"), Result(3.0), "information only"),
        (AT_MOST, Result(1.0, reason="1 fact", is_smaller=True), "undecided, not at full size: 1 fact"),
    ],
)
def test_verdict_compares_the_result_with_goal_and_noise(goal: Goal, result: Result, verdict: str) -> None:
    assert result.verdict(goal) == verdict


def test_ratio_and_noise_factor_use_medians() -> None:
    assert median_ratio([3.0, 1.0, 2.0], [1.0, 1.0, 50.0]) == 2.0
    assert noise_factor([1.0], [2.0]) == noise_factor([2.0], [1.0]) == 2.0


def test_every_goal_has_a_row_measured_or_not() -> None:
    rows = build_rows({"click_line": Result(1.2, 1.1)})
    assert [line[0] for line in rows] == [goal.name for goal in GOALS.values()]
    assert rows[0][2:] == ("1.20 × (A/A 1.10)", "≤ 1.5 ×", "held")
    assert all(line[-1].startswith("not measured") for line in rows[1:])


def test_last_results_file_has_a_row_for_every_goal() -> None:
    rows = [row.strip("| ").split(" | ") for row in RESULTS_FILE.read_text(encoding="utf-8").splitlines() if "|" in row]
    assert tuple(rows[0]) == HEADER
    assert [(row[0], row[3]) for row in rows[2:]] == [(goal.name, goal.bound_text) for goal in GOALS.values()]
