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
    band: float = 1.0
    reason: str = ""
    is_smaller: bool = False

    def verdict(self, goal: Goal) -> str:
        if self.value is None:
            return f"not measured: {self.reason}"
        if goal.most is None and goal.least is None:
            return "told only"
        if self.is_smaller:
            return f"undecided, not at full size: {self.reason}"
        worst, best = self.value * self.band, self.value / self.band
        if goal.most is not None:
            held, missed = worst <= goal.most, best > goal.most
        else:
            held, missed = best >= (goal.least or 0), worst < (goal.least or 0)
        verdict = "held" if held else "not held" if missed else "unresolved"
        return f"{verdict}: {self.reason}" if self.reason else verdict


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Of the medians."""
    return statistics.median(ours) / statistics.median(theirs)


def band(one: Sequence[float], same: Sequence[float]) -> float:
    """How far two series of the same thing are apart, as a factor of at least 1."""
    found = ratio(one, same)
    return max(found, 1 / found)
