"""Timing of repeated work."""

import statistics
import time
from collections.abc import Callable


def median_seconds(work: Callable[[], object], rounds: int = 1, set_up: Callable[[], object] = lambda: None) -> float:
    """Median seconds of `work` over `rounds`; `set_up` runs before each and is not timed.

    With several rounds, one untimed round warms up first.
    """
    if rounds > 1:
        work()
    took = []
    for _ in range(rounds):
        set_up()
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)
