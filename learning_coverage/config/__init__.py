"""The configuration: three YAML files as frozen values, or a ConfigError that names file and key."""

import os
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from learning_coverage.config.access import Access, Oidc
from learning_coverage.config.commune import DEFAULT_COMMUNE_ID, Commune, Group, Village, name_sort_key
from learning_coverage.config.errors import ConfigError
from learning_coverage.config.lineage import BOUNDARIES, GROUPED, NOW, THEN, Lineage, LineageChange
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
    """Everything the arithmetic and the screens take from the files, for one area looked at as a whole.

    `level` is that area's. Of a commune the parts are villages; above it the commune is a province or the country, and
    the villages are the provinces or communes it consists of.
    """

    targets: Targets
    commune: Commune
    access: Access = Access()
    level: str = "commune"

    @property
    def is_aggregate(self) -> bool:
        """Whether the parts are sums themselves, so that of each the yes or no of its villages is counted."""
        return self.level != "commune"

    @property
    def plan(self) -> Plan:
        return self.targets.plan

    @property
    def settings(self) -> Settings:
        return self.targets.settings

    @property
    def limits(self) -> FileLimits:
        return self.targets.limits

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        return self.targets.milestones

    @property
    def grades(self) -> tuple[str, ...]:
        return self.targets.grades

    @property
    def indicators(self) -> dict[str, Indicator]:
        return self.targets.indicators

    @property
    def villages(self) -> tuple[Village, ...]:
        """Every village there is or was, in the official order."""
        return self.commune.ordered_villages

    @property
    def scope_id(self) -> str:
        """The area that is all of the villages together."""
        return self.commune.id

    @property
    def lineage(self) -> Lineage:
        return self.commune.lineage

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.commune.groups

    def villages_in(self, year: int) -> tuple[Village, ...]:
        """The villages that report for a year, under their names of that year."""
        there = (village for village in self.villages if self.lineage.years_of(village.id).covers(year))
        return tuple(v if v.name == (name := v.name_in(year)) else v.model_copy(update={"name": name}) for v in there)

    def targets_of(self, indicator_id: str, plan: str | None) -> dict[int, int | str]:
        """The targets of an indicator under a plan; what the plan does not set is as in the commune's own."""
        other = self.targets.plans[plan].targets.get(indicator_id, {}) if plan else {}
        return {**self.indicators[indicator_id].targets, **other}

    @property
    def titles(self) -> tuple[Indicator, ...]:
        """The learning titles counted by village, in the order of the file."""
        return tuple(i for i in self.indicators.values() if i.title and i.level == "village")

    def breaks_of(self, indicator_id: str) -> tuple[SeriesBreak, ...]:
        """The breaks in the series of an indicator, in order."""
        every = (*self.targets.breaks, *self.commune.breaks)
        own = (found for found in every if indicator_id in found.indicators)
        return tuple(sorted(own, key=lambda found: found.year))

    def changes_of(self, area_id: str, indicator_id: str, boundaries: str) -> tuple[LineageChange, ...]:
        """The changes after which an area's figures of an indicator are not compared with those before.

        Of a sum of villages only their number changes: where the villages are what is counted.
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
        return self.milestones[0].since

    @property
    def last_year(self) -> int:
        return self.milestones[-1].year


def config_folder() -> Path:
    return _resolve_folder(os.environ.get("LEARNING_COVERAGE_CONFIG", ""))


@lru_cache  # each link of a page asks, and a path takes longer to make than to look up
def _resolve_folder(named: str) -> Path:
    return Path(named or ROOT / "config")


def load_config(folder: Path | None = None) -> Config:
    """Read the files of a configuration folder; ConfigError is one sentence for the person who edits them."""
    folder = folder or config_folder()
    targets, commune = load_model(Targets, folder / "targets.yaml"), load_model(Commune, folder / "commune.yaml")
    check_references("commune.yaml", commune, targets)
    return Config(targets=targets, commune=commune, access=load_access(folder))


def load_access(folder: Path | None = None) -> Access:
    """Who may come in; without the file whoever sits at this PC."""
    path = (folder or config_folder()) / "access.yaml"
    return load_model(Access, path) if path.exists() else Access()


def check_references(file: str, commune: Commune, targets: Targets) -> None:
    """What the file of a commune says of targets.yaml is there."""
    named: list[tuple[str, Iterable[str], Collection[str]]] = [
        ("breaks.indicators", (key for b in commune.breaks for key in b.indicators), targets.indicators),
        ("groups.plan", (group.plan for group in commune.groups if group.plan), targets.plans),
    ]
    for key, keys, known in named:
        if stray := set(keys) - set(known):
            raise ConfigError(file, "not_allowed", found=f"{key}: {min(stray)}", allowed=", ".join(known) or "–")
