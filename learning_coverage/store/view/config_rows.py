"""The configuration as rows for the view's tables."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from learning_coverage.config import BOUNDARIES, GROUPED, OWN_PLAN, THEN, Config, Indicator, name_sort_key
from learning_coverage.config.lineage import MAX_YEAR, MIN_YEAR, YearSpan
from learning_coverage.config.tree import ConfigSource, Tree

Rows = list[tuple[Any, ...]]


def build_config_rows(source: ConfigSource) -> Iterator[tuple[str, Rows]]:
    """(table, rows) of every table that holds the configuration, columns in the order of `tables.sql`.

    Of a tree only what the sums of its areas need: each area has a view of its own (area_view.py).
    """
    if isinstance(source, Tree):
        tables = {**_build_tree_tables(source), **_build_indicator_tables(source.root_config)}
    else:
        tables = {**_build_area_tables(source), **_build_indicator_tables(source)}
    return iter(tables.items())


def _build_tree_tables(tree: Tree) -> dict[str, Rows]:
    """The communes with their villages and years, what changed in them, and (commune, area above, its part)."""
    communes = [area.id for area in tree.areas.values() if area.level == "commune"]
    villages = [
        (id_, commune, years.first, years.last)
        for commune in communes
        for id_, years in tree.reporting_villages(commune)
    ]
    sizes = Counter((commune, first, last) for _, commune, first, last in villages)
    own = {commune: tree.config_of(commune) for commune in communes if commune in tree.communes_with_file}
    return {
        "reports_in": villages + [(commune, commune, MIN_YEAR, MAX_YEAR) for commune in communes],
        "commune_size": [(*span, count) for span, count in sizes.items()],
        "commune_break": [
            (commune, indicator_id, found.year)
            for commune, config in own.items()
            for found in config.commune.breaks
            for indicator_id in found.indicators
        ],
        "successor": [
            (source, area, years.first, years.last)
            for config in own.values()
            if config.lineage.changes
            for source, area, years in config.lineage.iter_successors()
        ],
        "lies_in": [
            (commune, scope, part)
            for commune in communes
            for scope, part in itertools.pairwise(above.id for above in tree.path_to(commune))
        ],
    }


def _build_area_tables(config: Config) -> dict[str, Rows]:
    return {
        "area": _build_area_rows(config),
        "territory": [
            (boundaries, source, area)
            for boundaries in BOUNDARIES
            for source, area in config.lineage.map_to_areas(boundaries).items()
        ],
        "successor": [
            (source, area, years.first, years.last)
            for source, area, years in (
                *config.lineage.iter_successors(),
                (config.scope_id, config.scope_id, YearSpan()),
            )
        ],
        "area_span": [row for boundaries in BOUNDARIES for row in _build_span_rows(config, boundaries)],
        "territory_break": [row for boundaries in BOUNDARIES for row in _build_break_rows(config, boundaries)],
        "membership": [
            (area, village)
            for area in (*(group.id for group in config.groups), config.scope_id)
            for village in sorted(config.commune.member_ids(area))
        ],
    }


def _build_indicator_tables(config: Config) -> dict[str, Rows]:
    return {
        "indicator": [
            (i.id, i.level, i.kind, i.title, position) for position, i in enumerate(config.indicators.values(), start=1)
        ],
        "milestone": [
            row
            for plan in (None, *config.targets.plans)
            for indicator in config.indicators.values()
            for row in _build_milestone_rows(config, indicator, plan)
        ],
        "grade": [(grade, rank) for rank, grade in enumerate(config.grades, start=1)],
        "series_break": [(found.year, key) for key in config.indicators for found in config.breaks_of(key)],
        "setting": [_build_setting_row(config)],
    }


def _build_setting_row(config: Config) -> tuple[int, int, int, int, int, str]:
    settings = config.settings
    return (
        settings.tolerance_points,
        settings.decline_points,
        settings.small_total,
        settings.enough_reported,
        config.first_year,
        config.scope_id,
    )


def _build_area_rows(config: Config) -> Rows:
    """Villages in order, tied villages also as one area after their first one, then the groups, then the commune.

    A village that exists at the same time as those it is tied to stays in its place: a merger alters no earlier year.
    """
    plans = {id_: group.plan or OWN_PLAN for group in config.groups for id_ in config.commune.member_ids(group.id)}
    names = {village.id: village.name for village in config.villages}
    tied = config.lineage.map_to_areas(GROUPED)
    years = {village.id: config.lineage.years_of(village.id) for village in config.villages}
    ids: dict[str, None] = {}
    for id_, own_years in years.items():
        ids[id_] = None
        if tied[id_] not in years or not years[tied[id_]].overlaps(own_years):
            ids[tied[id_]] = None
    villages = [(id_, "village", " + ".join(names[part] for part in id_.split("~"))) for id_ in ids]
    groups = [(group.id, "group", group.name) for group in config.groups]
    plans |= {group.id: group.plan or OWN_PLAN for group in config.groups}
    whole = (config.scope_id, "commune", config.commune.name)
    return [
        (id_, level, name, name_sort_key(name), position, plans.get(id_.split("~")[0], OWN_PLAN))
        for position, (id_, level, name) in enumerate([*villages, *groups, whole], start=1)
    ]


def _build_span_rows(config: Config, boundaries: str) -> Rows:
    """The names of areas by span of years: in the boundaries of the time all names, else the present one."""
    always = [(group.id, group.name) for group in config.groups] + [(config.scope_id, config.commune.name)]
    rows: Rows = [(boundaries, id_, MIN_YEAR, MAX_YEAR, name) for id_, name in always]
    if boundaries == THEN:
        return rows + [
            (boundaries, village.id, years.first, years.last, name)
            for village in config.villages
            for name, years in config.commune.names_of(village)
        ]
    names = {row[0]: row[2] for row in _build_area_rows(config)}
    for area, sources in config.lineage.members_by_area(boundaries).items():
        years = [config.lineage.years_of(source) for source in sources]
        rows.append((boundaries, area, min(y.first for y in years), max(y.last for y in years), names[area]))
    return rows


def _build_break_rows(config: Config, boundaries: str) -> Rows:
    """The years in which figures are not comparable: changes of a village's territory, of the number of villages."""
    shown = config.lineage.map_to_areas(boundaries)
    counted = next((i.id for i in config.indicators.values() if i.kind == "yes_no" and i.level == "village"), None)
    sums = [group.id for group in config.groups] + [config.scope_id] if counted else []
    return [
        (boundaries, area, change.year, change.kind == "merged" and shown[change.after[0]] == area)
        for area in dict.fromkeys([*shown.values(), *sums])
        for change in config.changes_of(area, counted or "", boundaries)
    ]


def _build_milestone_rows(config: Config, indicator: Indicator, plan: str | None) -> Rows:
    targets = config.targets_of(indicator.id, plan)
    years = sorted(targets)
    starts = [None, *years[:-1]]
    return [
        (
            plan or OWN_PLAN,
            indicator.id,
            year,
            _to_percent(targets[year]),
            config.grades.index(str(targets[year])) + 1 if indicator.kind == "grade" else None,
            indicator.denominator_of(year),
            start,
            None if start is None else _to_percent(targets[start]),
            year == years[-1],
        )
        for year, start in zip(years, starts, strict=True)
    ]


def _to_percent(target: int | str) -> int:
    """The target in whole percent; 100 for a grade, which is reached or not."""
    return target if isinstance(target, int) else 100
