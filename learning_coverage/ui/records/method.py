"""Texts of the method page, with the constants of the configuration and an example from the figures."""

from learning_coverage import queries
from learning_coverage.content import row_texts, sources
from learning_coverage.content.table import format_cell
from learning_coverage.queries.rows import CoverageRow, WorkedExampleRow
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page.frame import Page


def list_sections(page: Page) -> list[tuple[str, str]]:
    """The sections of rules: the title of each and its rules as a Markdown list, numbered through all sections."""
    sections, number = [], 1
    for section, names in sources.SECTIONS.items():
        rules = sources.list_rules(page.basis, names)
        lines = [f"{n}. {rule}" for n, rule in enumerate(rules, start=number)]
        sections.append((page.w(f"method.section.{section}"), "\n".join(lines)))
        number += len(rules)
    return sections


def describe_plan(page: Page) -> str:
    """The plan with its source, as Markdown."""
    return escape_markdown(sources.describe_plan(page.basis))


def describe_example(page: Page, year: int) -> str:
    """The verdict of one village step by step, as Markdown."""
    found = queries.worked_example(page.figures, year)
    return escape_markdown(_explain_verdict(page, found[0])) if found else page.w("method.no_example")


def describe_sum_example(page: Page, year: int) -> str:
    """The sum of the commune in one title, over whom it is and with what it is compared, as Markdown; "" without any.

    The first title in which villages are missing, or else the first with figures.
    """
    titles = [i.id for i in page.config.titles if i.level == "village" and i.kind == "share"]
    rows = [
        row
        for row in queries.coverage(page.figures, year=year, area=page.config.scope_id)
        if row["indicator_id"] in titles and row["coverage"] is not None
    ]
    row = next((row for row in rows if row["provisional"]), rows[0] if rows else None)
    return escape_markdown(_explain_sum(page, row)) if row else ""


def _explain_sum(page: Page, row: CoverageRow) -> str:
    w = page.w
    indicator = page.config.indicators[row["indicator_id"]]
    words = {
        "title": w.translate(indicator.name),
        "unit": w.unit(indicator.unit, row["denominator"]),
        "year": row["year"],
        "expected": row["expected"],
        "reported": row["reported"],
        "n": row["numerator"],
        "of": row["denominator"],
        "share": row_texts.format_share(row, w),
        "enough": page.config.settings.enough_reported,
        "status": w(f"status.{row['status']}").lower(),
        "compared": row["compared"],
        "since": row["previous_year"],
        "before": row_texts.format_previous(row, w),
        "now": format_cell(row_texts.build_compared(row), w),
        "points": row_texts.format_points(row, w),
    }
    state = "incomplete" if row["status"] == "incomplete" else "provisional" if row["provisional"] else "complete"
    parts = ["sum_example", f"sum_{state}", *(["sum_compared"] if row["change"] is not None else [])]
    return " ".join(w(f"method.{part}", **words) for part in parts)


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
        "share": row_texts.format_share(row, w),
        "target": w.share(row["target"], 0),
        "planned": row_texts.format_planned(row, w),
        "short": row["short_of_plan"],
        "status": w(f"status.{row['status']}").lower(),
        "missing": row["missing"],
        "target_units": row["target_units"],
        "planned_units": row["planned_units"],
        "tolerance_units": row["tolerance_units"],
    }
    step = "no_plan" if row["short_of_plan"] is None else "plan" if row["short_of_plan"] > 0 else "ahead"
    return f"{w('method.example_text', **words)} {w(f'method.example_{step}', **words)}"
