"""The measured result of a goal and its verdict; a difference within the noise of an A/A pair is unresolved."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.goals import Goal


@dataclass(frozen=True)
class Result:
    """A ratio or figure; `noise` is the factor by which two equal targets differed in the same run (1.05: by 5%).

    `is_smaller`: measured on less data than the goal is about, so the goal stays undecided; `reason` is the size.
    """

    value: float | None = None
    noise: float = 1.0
    reason: str = ""
    is_smaller: bool = False

    def verdict(self, goal: Goal) -> str:
        """Held, not held, unresolved, undecided, not measured, or information only."""
        if self.value is None:
            return f"not measured: {self.reason}"
        if goal.maximum is None and goal.minimum is None:
            return "information only"
        if self.is_smaller:
            return f"undecided, not at full size: {self.reason}"
        worst, best = self.value * self.noise, self.value / self.noise
        if goal.maximum is not None:
            held, missed = worst <= goal.maximum, best > goal.maximum
        else:
            held, missed = best >= (goal.minimum or 0), worst < (goal.minimum or 0)
        verdict = "held" if held else "not held" if missed else "unresolved"
        return f"{verdict}: {self.reason}" if self.reason else verdict


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of `ours` divided by the median of `theirs`."""
    return statistics.median(ours) / statistics.median(theirs)


def noise_factor(one: Sequence[float], same: Sequence[float]) -> float:
    """The factor (at least 1) between the medians of two series measured on equal targets."""
    ratio = median_ratio(one, same)
    return max(ratio, 1 / ratio)
