"""Warnings about facts that are unusual beside those in the store: jumps, copies, titles that contradict each other."""

from collections.abc import Callable, Iterable, Mapping

from learning_coverage.config import Config
from learning_coverage.facts import Fact, FactKey, Problem

TOTAL_JUMP = 10  # percent of the total of the year before
COVERAGE_JUMP = 20  # points
FAMILIES_GAP = 30  # points below the families' target in a village with the community title
MIN_COPIED_FACTS = 3  # fewer equal facts are no sign of a copied table


def compare_with_previous(
    facts: Iterable[Fact], previous: Mapping[FactKey, Fact], config: Config
) -> tuple[Problem, ...]:
    """Warnings about new facts; `previous` are the current facts of the store by (year, area, indicator)."""
    new = list(facts)
    known = {**previous, **{fact.key: fact for fact in new}}
    jumps = [problem for fact in new for problem in _find_jumps(fact, _find_previous(fact, known), config)]
    communities = [problem for fact in new if (problem := _check_community(fact, known, config))]
    return (*jumps, *_find_copies(new, known), *communities)


def _find_previous(fact: Fact, known: Mapping[FactKey, Fact]) -> Fact | None:
    return known.get((fact.year - 1, fact.area_id, fact.indicator_id))


def _describe(fact: Fact, config: Config) -> dict[str, str | int]:
    title = config.indicators[fact.indicator_id].name.vi
    return {"area": config.commune.area_names[fact.area_id], "title": title, "year": fact.year, "since": fact.year - 1}


def _find_jumps(fact: Fact, last: Fact | None, config: Config) -> list[Problem]:
    """Warnings of jumps in total and coverage, except for small totals: one clan more of four is 25%."""
    if last is None or not fact.total or not last.total or last.total < config.settings.small_total:
        return []
    problems = []
    if abs(fact.total - last.total) * 100 > TOTAL_JUMP * last.total:
        details = {**_describe(fact, config), "now": fact.total, "before": last.total}
        problems.append(Problem("warning", "total_jumps", fact.row, details=details))
    if fact.recognised is not None and last.recognised is not None:
        moved = abs(fact.recognised * last.total - last.recognised * fact.total) * 100
        if moved > COVERAGE_JUMP * fact.total * last.total:
            shares = {"now": f"{fact.recognised}/{fact.total}", "before": f"{last.recognised}/{last.total}"}
            problems.append(
                Problem("warning", "coverage_jumps", fact.row, details={**_describe(fact, config), **shares})
            )
    return problems


def _find_copies(new: list[Fact], known: Mapping[FactKey, Fact]) -> list[Problem]:
    """A warning for each year whose facts all equal those of the year before."""
    problems = []
    pairs = [(fact, _find_previous(fact, known)) for fact in new if fact.total != 1]
    for year in sorted({fact.year for fact in new}):
        compared = [(fact, last) for fact, last in pairs if last is not None and fact.year == year]
        if len(compared) >= MIN_COPIED_FACTS and all(fact.counts == last.counts for fact, last in compared):
            problems.append(Problem("warning", "copy_of_last_year", details={"year": year, "since": year - 1}))
    return problems


def _check_community(fact: Fact, known: Mapping[FactKey, Fact], config: Config) -> Problem | None:
    """A warning for a village recognised as a community while its families are far below their target."""
    indicator = config.indicators[fact.indicator_id]
    families = _find_title(config, lambda kind, level: kind == "share" and level == "village")
    if indicator.kind != "yes_no" or indicator.level != "village" or fact.recognised != 1 or families is None:
        return None
    family_fact = known.get((fact.year, fact.area_id, families))
    target = next((t for year, t in sorted(config.indicators[families].targets.items()) if year >= fact.year), None)
    if family_fact is None or not family_fact.total or family_fact.recognised is None or not isinstance(target, int):
        return None
    if family_fact.recognised * 100 >= (target - FAMILIES_GAP) * family_fact.total:
        return None
    details = {**_describe(fact, config), "families": f"{family_fact.recognised}/{family_fact.total}"}
    return Problem("warning", "community_without_families", fact.row, details=details)


def _find_title(config: Config, is_match: Callable[[str, str], bool]) -> str | None:
    """The id of the first learning title of a kind and level; of shares of villages it is the families."""
    return next((i.id for i in config.indicators.values() if i.title and is_match(i.kind, i.level)), None)
