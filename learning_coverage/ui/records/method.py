"""Texts of the method page, with the constants of the configuration and an example from the figures."""

from learning_coverage import queries
from learning_coverage.queries.rows import WorkedExampleRow
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page.frame import Page

RULES = (
    "counts", "no_data", "milestone", "met", "missing", "planned", "status", "declined", "commune", "verdict",
    "order", "place", "core", "split", "pace", "quotas", "lineage", "clans",
)  # fmt: skip


def format_rules(page: Page) -> str:
    """The rules as a numbered Markdown list."""
    settings = page.config.settings
    constants = {
        "milestones": ", ".join(str(milestone.year) for milestone in page.config.milestones),
        "tolerance": settings.tolerance_points,
        "decline": settings.decline_points,
        "small": settings.small_total,
        "denominators": _format_denominators(page),
    }
    rules_shown = [rule for rule in RULES if rule != "clans" or constants["denominators"]]
    return "\n".join(f"1. {page.w(f'method.rule.{rule}', **constants)}" for rule in rules_shown)


def describe_plan(page: Page) -> str:
    """Name, issuer, date and source of the plan, as Markdown."""
    plan = page.config.plan
    words = {"name": page.w.translate(plan.name), "issuer": plan.issuer, "date": page.w.date(plan.date)}
    return escape_markdown(
        page.w("method.plan_text", **words, programme=plan.programme, source=page.w.translate(plan.source))
    )


def describe_example(page: Page, year: int) -> str:
    """The verdict of one village step by step, as Markdown."""
    found = queries.worked_example(page.figures, year)
    return escape_markdown(_explain_verdict(page, found[0])) if found else page.w("method.no_example")


def _explain_verdict(page: Page, row: WorkedExampleRow) -> str:
    w = page.w
    indicator = page.config.indicators[row["indicator_id"]]
    words = {
        "village": row["area_name"],
        "title": w.translate(indicator.name),
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
        "missing": row["missing"],
        "target_units": row["target_units"],
        "planned_units": row["planned_units"],
        "tolerance_units": row["tolerance_units"],
    }
    step = "no_plan" if row["short_of_plan"] is None else "plan" if row["short_of_plan"] > 0 else "ahead"
    return f"{w('method.example_text', **words)} {w(f'method.example_{step}', **words)}"


def _format_denominators(page: Page) -> str:
    """The denominator of each milestone, for titles that leave the choice; empty without such a title."""
    return ", ".join(
        page.w(f"method.denominators.{indicator.denominator_of(year)}", milestone=year)
        for indicator in page.config.indicators.values()
        if indicator.has_two_denominators
        for year in indicator.targets
    )
