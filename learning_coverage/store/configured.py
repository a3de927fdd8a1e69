"""The configuration as rows for the view's tables."""

from collections.abc import Iterator
from typing import Any

from learning_coverage.config import COMMUNE, Config, Indicator, sort_name

Rows = list[tuple[Any, ...]]


def configured_rows(config: Config) -> Iterator[tuple[str, Rows]]:
    """Table name and rows, in the order of the columns in `tables.sql`."""
    tables = {
        "area": _areas(config),
        "indicator": [
            (i.id, i.level, i.kind, i.title, position) for position, i in enumerate(config.indicators.values(), start=1)
        ],
        "milestone": [row for indicator in config.indicators.values() for row in _milestones(indicator, config.grades)],
        "grade": [(grade, rank) for rank, grade in enumerate(config.grades, start=1)],
        "series_break": [(found.year, key) for key in config.indicators for found in config.breaks_of(key)],
        "setting": [_setting(config)],
    }
    return iter(tables.items())


def _setting(config: Config) -> tuple[int, int, int, int]:
    settings = config.settings
    return (settings.tolerance_points, settings.decline_points, settings.small_total, config.first_year)


def _areas(config: Config) -> Rows:
    villages = [
        (village.id, "village", village.name, sort_name(village.name), position)
        for position, village in enumerate(config.villages, start=1)
    ]
    commune = (COMMUNE, COMMUNE, config.commune.name, config.commune.name, len(villages) + 1)
    return [*villages, commune]


def _milestones(indicator: Indicator, grades: tuple[str, ...]) -> Rows:
    years = sorted(indicator.targets)
    starts = [None, *years[:-1]]
    return [
        (
            indicator.id,
            year,
            _percent(indicator, year),
            grades.index(str(indicator.targets[year])) + 1 if indicator.kind == "grade" else None,
            indicator.denominator_of(year),
            start,
            None if start is None else _percent(indicator, start),
            year == years[-1],
        )
        for year, start in zip(years, starts, strict=True)
    ]


def _percent(indicator: Indicator, year: int) -> int:
    """The target in whole percent; a grade is reached or not, so 100."""
    target = indicator.targets[year]
    return target if isinstance(target, int) else 100
