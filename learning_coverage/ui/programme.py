"""What the page of the programme shows: every target of the plan, both milestones, and where the commune stands."""

from typing import Any

from learning_coverage import queries
from learning_coverage.config import COMMUNE, Indicator
from learning_coverage.queries import programme as asked
from learning_coverage.queries import records
from learning_coverage.ui.begin import Screen
from learning_coverage.ui.overview import marks

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
        "verdicts": records(queries.verdicts(screen.figures, year, COMMUNE)),
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
