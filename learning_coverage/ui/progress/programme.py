"""What the page of the programme shows: every target of the plan, both milestones, and where the commune stands."""

from typing import Any

from learning_coverage import queries
from learning_coverage.charts.scales import marks
from learning_coverage.config import OWN_PLAN, Indicator
from learning_coverage.queries import programme as asked
from learning_coverage.queries import records
from learning_coverage.ui.page.page import Screen

Row = dict[str, Any]


def rows(screen: Screen, year: int) -> list[Row]:
    return records(asked.programme(screen.figures, year))


def sentence(screen: Screen, found: list[Row], year: int) -> str:
    """The finding: how many targets are met, how many are without a figure of the year."""
    met = len([row for row in found if row["is_current"] and row["status"] == "met"])
    silent = len([row for row in found if not row["is_current"]])
    told = screen.w("programme.finding", year=year, met=met, of=len(found))
    return told + (screen.w("programme.finding_silent", n=silent) if silent else "")


def content(screen: Screen, found: list[Row], year: int) -> dict[str, Any]:
    """The values of the template `programme`: the indicators in groups, as the plan sorts them."""
    groups = ("villages", "commune", "others")
    kinds = [_group(screen.config.indicators[row["indicator_id"]]) for row in found]
    return {
        "w": screen.w,
        "year": year,
        "source": screen.source,
        "milestones": [milestone.year for milestone in screen.config.milestones],
        "indicators": screen.config.indicators,
        "marks": {key: marks(indicator) for key, indicator in screen.config.indicators.items()},
        "verdicts": records(queries.verdicts(screen.figures, year, screen.config.whole)),
        "groups": [(group, [row for row, kind in zip(found, kinds, strict=True) if kind == group]) for group in groups],
        "head": [screen.w(f"programme.{name}") for name in ("target", "goals", "latest", "status")],
        "rows": [_told(screen, row) for row in found],
    }


def _group(indicator: Indicator) -> str:
    if indicator.level == "village":
        return "villages"
    return "commune" if indicator.title else "others"


def _told(screen: Screen, row: Row) -> list[str]:
    w, indicator = screen.w, screen.config.indicators[row["indicator_id"]]
    goals = ", ".join(f"{year}: {_goal(goal, w)}" for year, goal in indicator.targets.items())
    latest = row["grade"] or w.share(row["coverage"], target=row["target"])
    return [w.of(indicator.name), goals, f"{latest} ({row['year']})", w(f"status.{row['status']}")]


def _goal(goal: object, w: Any) -> str:
    return w.share(goal / 100, 0) if isinstance(goal, int) else str(goal)


def line(screen: Screen, year: int) -> dict[str, Any]:
    """The values of the template `programme_line`: the stages, the milestones, the reports, and the year chosen."""
    config = screen.config
    years = config.last_year - config.first_year + 1
    return {
        "w": screen.w,
        "plan": config.plan,
        "year": year,
        "stages": [
            {"first": m.since, "last": m.year, "share": (m.year - m.since + 1) / years} for m in config.milestones
        ],
        "today": min(max((year - config.first_year + 0.5) / years, 0), 1),
        "reports": [(report, (report.year - config.first_year + 0.5) / years) for report in config.plan.reports],
    }


def plans(screen: Screen, year: int) -> Row:
    """The values of the template `programme_plans`: the targets of every plan beside those of the commune's own."""
    w, others = screen.w, screen.config.targets.plans
    found = [row | {"goal": _goal_of(screen, row)} for row in records(asked.plans(screen.figures, year))]
    columns = [(OWN_PLAN, screen.config.whole), *_places(found)]
    shown = [i for i in screen.config.indicators.values() if any(i.id in plan.targets for plan in others.values())]
    lines = [(i, [[row for row in found if _is_set(screen, row, i, *column)] for column in columns]) for i in shown]
    names = {row["area_id"]: row["area_name"] for row in found}
    return {
        "w": w,
        "year": year,
        "source": screen.source,
        "plans": list(others.values()),
        "lines": lines,
        "head": [
            w("programme.target"),
            *(
                w("programme.plans.own")
                if plan == OWN_PLAN
                else _heading(screen, w.of(others[plan].name), names[area], area)
                for plan, area in columns
            ),
        ],
        "rows": [[w.of(i.name), *(_in_words(w, cell) for cell in cells)] for i, cells in lines],
    }


def _places(found: list[Row]) -> list[tuple[str, str]]:
    """The other plans, each once for every area it is held against."""
    return sorted({(row["plan_id"], row["area_id"]) for row in found if row["plan_id"] != OWN_PLAN})


def _is_set(screen: Screen, row: Row, indicator: Indicator, plan: str, area: str) -> bool:
    """Whether the row is a target the plan sets itself."""
    if (row["plan_id"], row["area_id"], row["indicator_id"]) != (plan, area, indicator.id):
        return False
    targets = screen.config.targets
    return plan == OWN_PLAN or row["milestone_year"] in targets.plans[plan].targets.get(indicator.id, {})


def _goal_of(screen: Screen, row: Row) -> str:
    plan = None if row["plan_id"] == OWN_PLAN else row["plan_id"]
    return _goal(screen.config.targets_of(row["indicator_id"], plan)[row["milestone_year"]], screen.w)


def _heading(screen: Screen, plan: str, area_name: str, area: str) -> str:
    return plan if area == screen.config.whole else f"{plan} ({area_name})"


def _in_words(w: Any, cell: list[Row]) -> str:
    return "; ".join(f"{row['milestone_year']}: {row['goal']} ({w('status.' + row['verdict'])})" for row in cell)
