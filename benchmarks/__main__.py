"""`make bench`: waiting times as ratios to other work in the same run, each with its goal.

Nothing is asserted, as absolute times depend on the machine; the ratios are compared over time.
`BENCH=browser make bench` measures one group: browser, server, country, file or small.
"""

import os
import traceback
from collections.abc import Callable, Iterator

from benchmarks import results_table
from benchmarks.goals import GOALS
from benchmarks.groups import browser, country, large_file, server, small_ratios
from benchmarks.result import Result

PORT = 8610
GROUPS: dict[str, Callable[[], Iterator[tuple[str, Result]]]] = {
    "browser": lambda: browser.measure(PORT),
    "server": lambda: server.measure(PORT + 20),
    "country": country.measure,
    "file": large_file.measure,
}


def main() -> None:
    wanted = os.environ.get("BENCH", "")
    results: dict[str, Result] = {}
    for name, measure in GROUPS.items():
        if wanted in ("", name):
            results |= _measure_group(name, measure)
    for line in results_table.build_rows(results):
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, (62, 34, 22, 9, 0), strict=True)))
    if not wanted:
        results_table.RESULTS_FILE.write_text(results_table.to_markdown(results), encoding="utf-8")
    if wanted in ("", "small"):
        small_ratios.main()


def _measure_group(name: str, measure: Callable[[], Iterator[tuple[str, Result]]]) -> dict[str, Result]:
    """The results of a group by the key of their goal; an exception is printed and ends this group only."""
    results: dict[str, Result] = {}
    try:
        for key, result in measure():
            results[key] = result
            print(f"{GOALS[key].name}: {result.verdict(GOALS[key])}", flush=True)
    except Exception:  # the rows of the group that failed appear as not measured
        traceback.print_exc()
        print(f"the rest of {name} was not measured")
    return results


if __name__ == "__main__":
    main()
