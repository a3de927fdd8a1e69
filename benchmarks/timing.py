"""How long something takes."""

import statistics
import time
from collections.abc import Callable


def median_seconds(work: Callable[[], object], rounds: int = 1, set_up: Callable[[], object] = lambda: None) -> float:
    """The median of so many times, `before` not counted; of several, one more that does not count comes first."""
    if rounds > 1:
        work()
    took = []
    for _ in range(rounds):
        set_up()
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)
