"""`make bench`: what a user waits for, as ratios to other work in the same run, each with its goal.

Nothing is asserted: a machine is fast or slow, the ratios are what is compared over time. `BENCH=browser make bench`
measures one group only, of browser, server, country, file and small.
"""

import os
import traceback
from collections.abc import Callable, Iterator

from benchmarks import answering, browsing, country, small, table, taking
from benchmarks.goals import GOALS
from benchmarks.verdicts import Result

PORT = 8610
GROUPS: dict[str, Callable[[], Iterator[tuple[str, Result]]]] = {
    "browser": lambda: browsing.measure(PORT),
    "server": lambda: answering.measure(PORT + 20),
    "country": country.measure,
    "file": taking.measure,
}


def main() -> None:
    wanted = os.environ.get("BENCH", "")
    results: dict[str, Result] = {}
    for name, measure in GROUPS.items():
        if wanted in ("", name):
            results |= _measure_group(name, measure)
    for line in table.build_rows(results):
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, (62, 34, 22, 9, 0), strict=True)))
    if not wanted:
        table.RESULTS_FILE.write_text(table.to_markdown(results), encoding="utf-8")
    if wanted in ("", "small"):
        small.main()


def _measure_group(name: str, measure: Callable[[], Iterator[tuple[str, Result]]]) -> dict[str, Result]:
    """What a group could measure; what breaks it is told, and the other groups go on."""
    results: dict[str, Result] = {}
    try:
        for key, result in measure():
            results[key] = result
            print(f"{GOALS[key].name}: {result.verdict(GOALS[key])}", flush=True)
    except Exception:  # a row that cannot be measured is a row that says so
        traceback.print_exc()
        print(f"the rest of {name} was not measured")
    return results


if __name__ == "__main__":
    main()
