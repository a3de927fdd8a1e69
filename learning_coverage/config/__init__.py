"""The configuration: YAML files as frozen values; ConfigError names file and key."""

import os
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from learning_coverage.config.access import Access, Oidc
from learning_coverage.config.commune import DEFAULT_COMMUNE_ID, Commune, Group, Village, name_sort_key
from learning_coverage.config.errors import ConfigError
from learning_coverage.config.lineage import BOUNDARIES, DEFAULT_BOUNDARIES, GROUPED, NOW, THEN, Lineage, LineageChange
from learning_coverage.config.model import FrozenModel
from learning_coverage.config.targets import (
    OWN_PLAN,
    FileLimits,
    Indicator,
    Milestone,
    OtherPlan,
    Plan,
    SeriesBreak,
    Settings,
    Targets,
)
from learning_coverage.config.yaml_file import load_model, read_yaml

__all__ = [
    "BOUNDARIES",
    "DEFAULT_BOUNDARIES",
    "DEFAULT_COMMUNE_ID",
    "GROUPED",
    "NOW",
    "OWN_PLAN",
    "ROOT",
    "THEN",
    "Access",
    "Commune",
    "Config",
    "ConfigError",
    "FileLimits",
    "Group",
    "Indicator",
    "Lineage",
    "LineageChange",
    "Milestone",
    "Oidc",
    "OtherPlan",
    "Plan",
    "SeriesBreak",
    "Settings",
    "Targets",
    "Village",
    "load_access",
    "load_config",
    "name_sort_key",
    "read_yaml",
]

ROOT = Path(__file__).resolve().parents[2]


class Config(FrozenModel):
    """The configuration of one scope, an area with its parts.

    `level` is the level of the scope. The parts of a commune are villages; above a commune, `commune` is the province
    or the country, and `villages` are the communes or provinces in it.
    """

    targets: Targets
    commune: Commune
    access: Access = Access()
    level: str = "commune"

    @property
    def is_aggregate(self) -> bool:
        """Whether the parts are sums themselves, so that a yes or no counts the villages of each part."""
        return self.level != "commune"

    @property
    def plan(self) -> Plan:
        """The plan: name, issuer, source and dated reports."""
        return self.targets.plan

    @property
    def settings(self) -> Settings:
        """Conventions of the arithmetic, such as the tolerance."""
        return self.targets.settings

    @property
    def limits(self) -> FileLimits:
        """Bounds for reading a file: bytes, seconds, memory."""
        return self.targets.limits

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones of the programme, in order."""
        return self.targets.milestones

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades, the lowest first."""
        return self.targets.grades

    @property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators by id, in the order of the plan."""
        return self.targets.indicators

    @property
    def villages(self) -> tuple[Village, ...]:
        """All present and former villages, in the official order."""
        return self.commune.ordered_villages

    @property
    def scope_id(self) -> str:
        """The id of the scope, the sum of its villages."""
        return self.commune.id

    @property
    def lineage(self) -> Lineage:
        """Renamed, merged and split villages."""
        return self.commune.lineage

    @property
    def groups(self) -> tuple[Group, ...]:
        """Groups of villages with a sum of their own."""
        return self.commune.groups

    def villages_in(self, year: int) -> tuple[Village, ...]:
        """The villages that report for a year, with their names of that year."""
        existing = (village for village in self.villages if self.lineage.years_of(village.id).covers(year))
        return tuple(
            v if v.name == (name := v.name_in(year)) else v.model_copy(update={"name": name}) for v in existing
        )

    def targets_of(self, indicator_id: str, plan: str | None) -> dict[int, int | str]:
        """The targets of an indicator under a plan, by milestone year; the commune's own where the plan sets none."""
        other = self.targets.plans[plan].targets.get(indicator_id, {}) if plan else {}
        return {**self.indicators[indicator_id].targets, **other}

    @property
    def titles(self) -> tuple[Indicator, ...]:
        """The learning titles counted by village, in the order of the file."""
        return tuple(i for i in self.indicators.values() if i.title and i.level == "village")

    def breaks_of(self, indicator_id: str) -> tuple[SeriesBreak, ...]:
        """The breaks in the series of an indicator, by year."""
        every = (*self.targets.breaks, *self.commune.breaks)
        return tuple(sorted((b for b in every if indicator_id in b.indicators), key=lambda b: b.year))

    def changes_of(self, area_id: str, indicator_id: str, boundaries: str) -> tuple[LineageChange, ...]:
        """The changes across which an area's figures of an indicator are not compared.

        A sum of villages is affected only where the villages themselves are counted, as their number changes.
        """
        if area_id in self.lineage.members_by_area(boundaries):
            return self.lineage.territory_changes(area_id, boundaries)
        indicator = self.indicators[indicator_id]
        if indicator.kind != "yes_no" or indicator.level != "village":
            return ()
        members = self.commune.member_ids(area_id)
        counted = (change for change in self.lineage.changes if change.kind in ("merged", "split"))
        return tuple(change for change in counted if set(change.involved_ids) <= members)

    @property
    def first_year(self) -> int:
        """The first year of the programme."""
        return self.milestones[0].since

    @property
    def last_year(self) -> int:
        """The year of the last milestone."""
        return self.milestones[-1].year


def config_folder() -> Path:
    """The folder of LEARNING_COVERAGE_CONFIG, or `config/`."""
    return _resolve_folder(os.environ.get("LEARNING_COVERAGE_CONFIG", ""))


@lru_cache  # called for each link of a page
def _resolve_folder(named: str) -> Path:
    return Path(named or ROOT / "config")


def load_config(folder: Path | None = None) -> Config:
    """The configuration of a single commune from a folder; ConfigError is one sentence for the editor of the files."""
    folder = folder or config_folder()
    targets, commune = load_model(Targets, folder / "targets.yaml"), load_model(Commune, folder / "commune.yaml")
    check_references("commune.yaml", commune, targets)
    return Config(targets=targets, commune=commune, access=load_access(folder))


def load_access(folder: Path | None = None) -> Access:
    """The access rules; without the file, those of one PC."""
    path = (folder or config_folder()) / "access.yaml"
    return load_model(Access, path) if path.exists() else Access()


def check_references(file: str, commune: Commune, targets: Targets) -> None:
    """Check that the indicators and plans named by a commune exist in targets.yaml; ConfigError names the first."""
    named: list[tuple[str, Iterable[str], Collection[str]]] = [
        ("breaks.indicators", (key for b in commune.breaks for key in b.indicators), targets.indicators),
        ("groups.plan", (group.plan for group in commune.groups if group.plan), targets.plans),
    ]
    for key, keys, known in named:
        if stray := set(keys) - set(known):
            raise ConfigError(file, "not_allowed", found=f"{key}: {min(stray)}", allowed=", ".join(known) or "–")
