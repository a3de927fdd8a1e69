"""Errors of counts that contradict a stored count which a blank cell leaves in force."""

from collections.abc import Iterable, Mapping

from learning_coverage.config import Config
from learning_coverage.facts import Fact, FactKey, Problem


def check_stored_counts(facts: Iterable[Fact], stored: Mapping[FactKey, Fact], config: Config) -> tuple[Problem, ...]:
    """One error per count of a file above the stored count that limits it; `stored` are the current facts by key.

    A blank total or registered count keeps the stored one, so the counts of the file are limited by it as if it stood
    in the file. Registered limits recognised only where it is the denominator.
    """
    return tuple(
        problem
        for fact in facts
        if (known := stored.get(fact.key)) is not None
        for problem in _find_contradictions(fact, known, config)
    )


def _find_contradictions(fact: Fact, known: Fact, config: Config) -> list[Problem]:
    decides = config.indicators[fact.indicator_id].denominator_in(fact.year) == "registered"
    limits = [("registered", "total"), ("recognised", "total"), *([("recognised", "registered")] if decides else [])]
    problems = []
    for name, limiting in limits:
        count, limit = getattr(fact, name), getattr(known, limiting)
        if getattr(fact, limiting) is None and None not in (count, limit) and count > limit:
            details = {
                "count": count,
                "limit": limit,
                "area": config.commune.area_names[fact.area_id],
                "title": config.indicators[fact.indicator_id].name.vi,
                "year": fact.year,
            }
            problems.append(Problem("error", f"{name}_over_stored_{limiting}", fact.row, None, str(count), details))
    return problems
