"""How long something takes."""

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], times: int = 1, before: Callable[[], object] = lambda: None) -> float:
    """The median of so many times, `before` not counted; of several, one more that does not count comes first."""
    if times > 1:
        work()
    took = []
    for _ in range(times):
        before()
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)
