"""A file's facts against what is known already: jumps, copies of last year, and titles that don't fit together.

Only warnings: the figures may be right, somebody should look.
"""

from collections.abc import Callable, Iterable, Mapping

from learning_coverage.config import Config
from learning_coverage.facts import Fact, Problem

Key = tuple[int, str, str]

TOTAL_JUMP = 10  # percent of last year's total
COVERAGE_JUMP = 20  # points
FAMILIES_FAR_BELOW = 30  # points under the families' target of a village that holds the community title
FEW = 3  # facts: fewer equal ones prove no copied table


def compare_with(facts: Iterable[Fact], previous: Mapping[Key, Fact], config: Config) -> tuple[Problem, ...]:
    """Warnings about new facts; `previous` are the current facts of the store by (year, area, indicator)."""
    new = list(facts)
    known = {**previous, **{fact.key: fact for fact in new}}
    jumps = [problem for fact in new for problem in _jumps(fact, _last_year(fact, known), config)]
    communities = [problem for fact in new if (problem := _community_alone(fact, known, config))]
    return (*jumps, *_copies(new, known), *communities)


def _last_year(fact: Fact, known: Mapping[Key, Fact]) -> Fact | None:
    return known.get((fact.year - 1, fact.area_id, fact.indicator_id))


def _named(fact: Fact, config: Config) -> dict[str, str | int]:
    title = config.indicators[fact.indicator_id].name.vi
    return {"area": config.commune.area_names[fact.area_id], "title": title, "year": fact.year, "since": fact.year - 1}


def _jumps(fact: Fact, last: Fact | None, config: Config) -> list[Problem]:
    """Small totals are left alone: one clan more of four is 25%."""
    if last is None or not fact.total or not last.total or last.total < config.settings.small_total:
        return []
    problems = []
    if abs(fact.total - last.total) * 100 > TOTAL_JUMP * last.total:
        details = {**_named(fact, config), "now": fact.total, "before": last.total}
        problems.append(Problem("warning", "total_jumps", fact.row, details=details))
    if fact.recognised is not None and last.recognised is not None:
        moved = abs(fact.recognised * last.total - last.recognised * fact.total) * 100
        if moved > COVERAGE_JUMP * fact.total * last.total:
            shares = {"now": f"{fact.recognised}/{fact.total}", "before": f"{last.recognised}/{last.total}"}
            problems.append(Problem("warning", "coverage_jumps", fact.row, details={**_named(fact, config), **shares}))
    return problems


def _copies(new: list[Fact], known: Mapping[Key, Fact]) -> list[Problem]:
    """A year whose every figure equals the year before: copied and not updated?"""
    problems = []
    pairs = [(fact, _last_year(fact, known)) for fact in new if fact.total != 1]
    for year in sorted({fact.year for fact in new}):
        compared = [(fact, last) for fact, last in pairs if last is not None and fact.year == year]
        if len(compared) >= FEW and all(fact.counts == last.counts for fact, last in compared):
            problems.append(Problem("warning", "copy_of_last_year", details={"year": year, "since": year - 1}))
    return problems


def _community_alone(fact: Fact, known: Mapping[Key, Fact], config: Config) -> Problem | None:
    """A village recognised as a learning community while its families are far below their target."""
    indicator = config.indicators[fact.indicator_id]
    families = _find(config, lambda kind, level: kind == "share" and level == "village")
    if indicator.kind != "yes_no" or indicator.level != "village" or fact.recognised != 1 or families is None:
        return None
    found = known.get((fact.year, fact.area_id, families))
    target = next((t for year, t in sorted(config.indicators[families].targets.items()) if year >= fact.year), None)
    if found is None or not found.total or found.recognised is None or not isinstance(target, int):
        return None
    if found.recognised * 100 >= (target - FAMILIES_FAR_BELOW) * found.total:
        return None
    details = {**_named(fact, config), "families": f"{found.recognised}/{found.total}"}
    return Problem("warning", "community_without_families", fact.row, details=details)


def _find(config: Config, fits: Callable[[str, str], bool]) -> str | None:
    """The first learning title of a kind and level: of villages' shares, the families."""
    return next((i.id for i in config.indicators.values() if i.title and fits(i.kind, i.level)), None)
