"""Whether a goal holds, told by the same run: what lies within the noise of an A/A pair is called unresolved."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.goals import Goal


@dataclass(frozen=True)
class Result:
    """A ratio or figure, and the band within which two equal targets differed in the same run (1.05: by 5%).

    `is_smaller`: measured on less than the goal is about, which decides nothing; `reason` says on how much.
    """

    value: float | None = None
    noise: float = 1.0
    reason: str = ""
    is_smaller: bool = False

    def verdict(self, goal: Goal) -> str:
        if self.value is None:
            return f"not measured: {self.reason}"
        if goal.maximum is None and goal.minimum is None:
            return "told only"
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
    """Of the medians."""
    return statistics.median(ours) / statistics.median(theirs)


def noise_factor(one: Sequence[float], same: Sequence[float]) -> float:
    """How far two series of the same thing are apart, as a factor of at least 1."""
    found = median_ratio(one, same)
    return max(found, 1 / found)
