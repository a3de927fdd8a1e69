"""Content of the programme page: every target of the plan, both milestones, and the commune's figures."""

from collections.abc import Sequence
from typing import Any

from learning_coverage import queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.config import OWN_PLAN, Indicator
from learning_coverage.content import row_texts
from learning_coverage.content.table import Status, format_cell
from learning_coverage.queries import programme as programme_queries
from learning_coverage.queries.rows import FigureRow, PlanRow, ProgrammeRow
from learning_coverage.ui.page.frame import Page


def load(page: Page, year: int) -> list[ProgrammeRow]:
    """One row per indicator with its latest figure; `is_current` is false when it is of an earlier year."""
    return programme_queries.programme(page.figures, year)


def compose_title(page: Page, found: Sequence[ProgrammeRow], year: int) -> str:
    """The title sentence: how many targets are met of those that apply and have figures of the year, over enough
    villages, how many of those are provisional, and how many have none.
    """
    w = page.w
    applying = [row for row in found if not (row["is_current"] and row["status"] == "not_applicable")]
    current = [row for row in applying if row["is_current"]]
    judged = [row for row in current if row["status"] != "incomplete"]
    met = [row for row in judged if row["status"] == "met"]
    provisional = [row for row in judged if row["provisional"]]
    counts = (
        ("provisional", len(provisional)),
        ("silent", len(applying) - len(current)),
        ("incomplete", len(current) - len(judged)),
    )
    missing = "".join(w(f"programme.finding_{kind}", n=n) for kind, n in counts if n)
    if not judged:
        return w("programme.finding_none", year=year) + missing
    return w("programme.finding", year=year, met=len(met), of=len(judged)) + missing


def build_context(page: Page, found: Sequence[ProgrammeRow], year: int) -> dict[str, Any]:
    """Values of the template `progress/programme`: the indicators in the groups of the plan."""
    groups = ("villages", "commune", "others")
    kinds = [_group_of(page.config.indicators[row["indicator_id"]]) for row in found]
    return {
        "w": page.w,
        "year": year,
        "source": page.basis.source,
        "milestones": [milestone.year for milestone in page.config.milestones],
        "indicators": page.config.indicators,
        "marks": {key: milestone_marks(indicator) for key, indicator in page.config.indicators.items()},
        "verdicts": queries.milestone_verdicts(page.figures, year, page.config.scope_id),
        "groups": [(group, [row for row, kind in zip(found, kinds, strict=True) if kind == group]) for group in groups],
        "head": [page.w(f"programme.{name}") for name in ("target", "goals", "latest", "status")],
        "rows": [_format_row(page, row) for row in found],
    }


def _group_of(indicator: Indicator) -> str:
    if indicator.level == "village":
        return "villages"
    return "commune" if indicator.title else "others"


def _format_row(page: Page, row: FigureRow) -> list[str]:
    w, indicator = page.w, page.config.indicators[row["indicator_id"]]
    goals = ", ".join(f"{year}: {_format_goal(goal, w)}" for year, goal in indicator.targets.items())
    latest = row["grade"] or row_texts.format_share(row, w)
    over = row_texts.format_reported(row, w)
    latest = f"{latest} ({row['year']}{', ' if over else ''}{over})"
    return [w.translate(indicator.name), goals, latest, row_texts.format_status(row, w)]


def _format_goal(goal: object, w: Any) -> str:
    return w.share(goal / 100, 0) if isinstance(goal, int) else str(goal)


def build_timeline_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `progress/programme_timeline`: stages, milestones, report years and the chosen year."""
    config = page.config
    years = config.last_year - config.first_year + 1
    return {
        "w": page.w,
        "plan": config.plan,
        "year": year,
        "stages": [
            {"first": m.since, "last": m.year, "share": (m.year - m.since + 1) / years} for m in config.milestones
        ],
        "today": min(max((year - config.first_year + 0.5) / years, 0), 1),
        "reports": [(report, (report.year - config.first_year + 0.5) / years) for report in config.plan.reports],
    }


def build_responsible_context(page: Page) -> dict[str, Any]:
    """Values of the template `progress/programme_responsible`: the plan with who is responsible for what."""
    return {"w": page.w, "plan": page.config.plan}


def build_plans_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `progress/programme_plans`: the targets of every plan beside the commune's own."""
    w, others = page.w, page.config.targets.plans
    found: list[dict[str, Any]] = [
        {
            **row,
            "goal": _format_row_goal(page, row),
            "is_provisional": row["provisional"] and row["verdict"] not in ("no_data", "incomplete"),
        }
        for row in programme_queries.plans(page.figures, year)
    ]
    columns = [(OWN_PLAN, page.config.scope_id), *_other_plan_columns(found)]
    shown = [i for i in page.config.indicators.values() if any(i.id in plan.targets for plan in others.values())]
    lines = [
        (i, [[row for row in found if _has_own_target(page, row, i, *column)] for column in columns]) for i in shown
    ]
    names = {row["area_id"]: row["area_name"] for row in found}
    return {
        "w": w,
        "year": year,
        "source": page.basis.source,
        "plans": list(others.values()),
        "lines": lines,
        "head": [
            w("programme.target"),
            *(
                w("programme.plans.own")
                if plan == OWN_PLAN
                else _format_heading(page, w.translate(others[plan].name), names[area], area)
                for plan, area in columns
            ),
        ],
        "rows": [[w.translate(i.name), *(_format_cell(w, cell) for cell in cells)] for i, cells in lines],
    }


def _other_plan_columns(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(plan, area) of every other plan, once for each area it is compared with."""
    return sorted({(row["plan_id"], row["area_id"]) for row in found if row["plan_id"] != OWN_PLAN})


def _has_own_target(page: Page, row: dict[str, Any], indicator: Indicator, plan: str, area: str) -> bool:
    """Whether the row is a target that the plan itself sets."""
    if (row["plan_id"], row["area_id"], row["indicator_id"]) != (plan, area, indicator.id):
        return False
    targets = page.config.targets
    return plan == OWN_PLAN or row["milestone_year"] in targets.plans[plan].targets.get(indicator.id, {})


def _format_row_goal(page: Page, row: PlanRow) -> str:
    plan = None if row["plan_id"] == OWN_PLAN else row["plan_id"]
    return _format_goal(page.config.targets_of(row["indicator_id"], plan)[row["milestone_year"]], page.w)


def _format_heading(page: Page, plan: str, area_name: str, area: str) -> str:
    return plan if area == page.config.scope_id else f"{plan} ({area_name})"


def _format_cell(w: Any, cell: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{row['milestone_year']}: {row['goal']} ({format_cell(Status(row['verdict'], row['is_provisional']), w)})"
        for row in cell
    )
