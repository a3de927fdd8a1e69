"""Texts of the method page, with the constants of the configuration and an example from the figures."""

from learning_coverage import queries
from learning_coverage.content import sources
from learning_coverage.queries.rows import WorkedExampleRow
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page.frame import Page


def format_rules(page: Page) -> str:
    """The rules as a Markdown list."""
    return "\n".join(f"1. {rule}" for rule in sources.list_rules(page.basis))


def describe_plan(page: Page) -> str:
    """The plan with its source, as Markdown."""
    return escape_markdown(sources.describe_plan(page.basis))


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
