"""The method page's texts with the constants of the configuration and an example from the figures on the screen."""

from typing import Any

from learning_coverage import queries
from learning_coverage.queries import records
from learning_coverage.ui.browser.templates import plain
from learning_coverage.ui.page.page import Screen

RULES = (
    "counts", "no_data", "milestone", "met", "missing", "planned", "status", "declined", "commune", "verdict",
    "order", "place", "core", "split", "pace", "quotas", "lineage", "clans",
)  # fmt: skip


def rules(screen: Screen) -> str:
    """The rules as a Markdown list."""
    settings = screen.config.settings
    constants = {
        "milestones": ", ".join(str(milestone.year) for milestone in screen.config.milestones),
        "tolerance": settings.tolerance_points,
        "decline": settings.decline_points,
        "small": settings.small_total,
        "denominators": _denominators(screen),
    }
    told = [rule for rule in RULES if rule != "clans" or constants["denominators"]]
    return "\n".join(f"1. {screen.w(f'method.rule.{rule}', **constants)}" for rule in told)


def plan(screen: Screen) -> str:
    plan = screen.config.plan
    said = {"name": screen.w.of(plan.name), "issuer": plan.issuer, "date": screen.w.date(plan.date)}
    return plain(screen.w("method.plan_text", **said, programme=plan.programme, source=screen.w.of(plan.source)))


def example(screen: Screen, year: int) -> str:
    """One village's verdict, step by step."""
    found = records(queries.example(screen.figures, year))
    return plain(_worked(screen, found[0])) if found else screen.w("method.no_example")


def _worked(screen: Screen, row: dict[str, Any]) -> str:
    w = screen.w
    indicator = screen.config.indicators[row["indicator_id"]]
    said = {
        "village": row["area_name"],
        "title": w.of(indicator.name),
        "unit": w.unit(indicator.unit, row["denominator"]),
        "year": row["year"],
        "milestone": row["milestone_year"],
        "n": row["numerator"],
        "of": row["denominator"],
        "share": w.share(row["coverage"], target=row["target"]),
        "target": w.share(row["target"], 0),
        "planned": w.share(row["planned"]),
        "short": row["short_of_plan"],
        "status": w(f"status.{row['status']}").lower(),
        **{name: row[name] for name in ("target_units", "missing", "planned_units", "tolerance_units")},
    }
    step = "no_plan" if row["planned"] is None else "plan" if row["short_of_plan"] > 0 else "ahead"
    return f"{w('method.example_text', **said)} {w(f'method.example_{step}', **said)}"


def _denominators(screen: Screen) -> str:
    """Which clans count, milestone by milestone, for every title that leaves the choice."""
    return ", ".join(
        screen.w(f"method.denominators.{indicator.denominator_of(year)}", milestone=year)
        for indicator in screen.config.indicators.values()
        if indicator.has_two_readings
        for year in indicator.targets
    )
