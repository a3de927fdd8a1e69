"""The tree of areas: country, provinces, communes, villages; a single commune is the tree of one commune.

The tree is `areas.csv` (`id,parent,level,name`, one area per line, in official order). `communes/<id>.yaml`, in the
format of `commune.yaml`, has the villages of a commune (names over time, changes, groups) and replaces those above.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from learning_coverage.config import (
    Access,
    Commune,
    Config,
    Indicator,
    Targets,
    Village,
    check_references,
    config_folder,
    load_access,
    load_config,
)
from learning_coverage.config.areas_file import FILE_NAME, Area, read_areas
from learning_coverage.config.errors import ConfigError
from learning_coverage.config.lineage import YearSpan
from learning_coverage.config.yaml_file import load_model

COMMUNES_FOLDER = "communes"


@dataclass(frozen=True, eq=False)
class Tree:
    """The areas by id, in the order of the file; `configs` caches the configuration of each scope."""

    areas: dict[str, Area]
    root_config: Config
    folder: Path
    configs: dict[str, Config] = field(default_factory=dict)

    @property
    def root_id(self) -> str:
        """The area that contains all others."""
        return next(iter(self.areas))

    @property
    def is_one_commune(self) -> bool:
        """Whether the root is a commune."""
        return self.areas[self.root_id].level == "commune"

    @property
    def access(self) -> Access:
        """Who may sign in and how."""
        return self.root_config.access

    @property
    def config_source(self) -> "Config | Tree":
        """The configuration of the view: of the single commune, or the whole tree."""
        return self.root_config if self.is_one_commune else self

    @cached_property
    def _children_by_parent(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for area in self.areas.values():
            children.setdefault(area.parent, []).append(area.id)
        return children

    def children(self, area_id: str) -> list[Area]:
        """The areas one level below an area, in official order."""
        return [self.areas[id_] for id_ in self._children_by_parent.get(area_id, ())]

    def path_to(self, area_id: str) -> list[Area]:
        """The area and those that contain it, the root first."""
        path = [self.areas[area_id]]
        while path[0].parent:
            path.insert(0, self.areas[path[0].parent])
        return path

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `inner` is `outer` or an area in it."""
        place = self._commune_by_village.get(inner, inner)
        return inner == outer or (place in self.areas and any(area.id == outer for area in self.path_to(place)))

    @cached_property
    def _commune_by_village(self) -> dict[str, str]:
        """Id of every village that reports → id of its commune."""
        communes = [area.id for area in self.areas.values() if area.level == "commune"]
        return {village: commune for commune in communes for village, _ in self.reporting_villages(commune)}

    def is_scope(self, area_id: str) -> bool:
        """Whether an area exists and can be the scope: any but a village."""
        return area_id in self.areas and self.areas[area_id].level != "village"

    def walk(self, area_id: str) -> Iterator[Area]:
        """The area and all areas in it, depth first."""
        yield self.areas[area_id]
        for child in self._children_by_parent.get(area_id, ()):
            yield from self.walk(child)

    def reporting_villages(self, commune: str) -> list[tuple[str, YearSpan]]:
        """The village ids of a commune with the years they report for."""
        if commune not in self.communes_with_file:
            return [(village.id, YearSpan()) for village in self.children(commune)]
        config = self.config_of(commune)
        return [(village.id, config.lineage.years_of(village.id)) for village in config.villages]

    @cached_property
    def communes_with_file(self) -> frozenset[str]:
        """The ids of the communes whose villages, changes and breaks are in a file of their own."""
        files = {path.stem for path in (self.folder / COMMUNES_FOLDER).glob("*.yaml")}
        return frozenset(id_ for id_ in files & self.areas.keys() if self.areas[id_].level == "commune")

    def config_of(self, scope: str) -> Config:
        """The configuration of a scope: a commune with its villages, or an area with the areas one level below."""
        if self.is_one_commune:
            return self.root_config
        if scope not in self.configs:
            self.configs[scope] = self._build_config(scope)
        return self.configs[scope]

    def _build_config(self, scope: str) -> Config:
        area = self.areas[scope]
        if area.level == "commune":
            return _validate(self.root_config.model_copy(update={"commune": self._build_commune(area)}), area)
        parts = tuple(Village(id=child.id, name=child.name) for child in self.children(scope))
        if not parts:
            raise ConfigError(FILE_NAME, "area_empty", area=area.name)
        return self.root_config.model_copy(
            update={
                "commune": Commune(id=area.id, name=area.name, villages=parts),
                "targets": _count_as_shares(self.root_config.targets),
                "level": area.level,
            }
        )

    def _build_commune(self, area: Area) -> Commune:
        if area.id in self.communes_with_file:
            own = self.folder / COMMUNES_FOLDER / f"{area.id}.yaml"
            return load_model(Commune, own).model_copy(update={"id": area.id})
        villages = [Village(id=child.id, name=child.name) for child in self.children(area.id)]
        if not villages:
            raise ConfigError(FILE_NAME, "area_empty", area=area.name)
        try:
            return Commune(id=area.id, name=area.name, villages=tuple(villages))
        except ValidationError as error:
            raise ConfigError.from_validation(FILE_NAME, error) from error


ConfigSource = Config | Tree  # the configuration of a view: a single commune, or all areas


def load_tree(folder: Path | None = None) -> Tree:
    """The tree of a configuration folder; ConfigError is one sentence for the editor of its files."""
    folder = folder or config_folder()
    path = folder / FILE_NAME
    if not path.exists():
        config = load_config(folder)
        return Tree({config.scope_id: Area(config.scope_id, "", "commune", config.commune.name)}, config, folder)
    areas = dict(read_areas(path))
    if not areas:
        raise ConfigError(FILE_NAME, "areas_none")
    root = next(iter(areas.values()))
    placeholder = Commune(id=root.id, name=root.name, villages=(Village(id=f"{root.id}_", name=root.name),))
    targets = load_model(Targets, folder / "targets.yaml")
    return Tree(areas, Config(targets=targets, commune=placeholder, access=load_access(folder)), folder)


def _count_as_shares(targets: Targets) -> Targets:
    """The targets of a sum of communes: a yes, or a grade that meets the milestone, becomes a share of the communes."""
    indicators = {key: _convert_to_share(indicator) for key, indicator in targets.indicators.items()}
    return targets.model_copy(update={"indicators": indicators, "plans": {}})


def _convert_to_share(indicator: Indicator) -> Indicator:
    targets = dict.fromkeys(indicator.targets, 100) if indicator.kind == "grade" else indicator.targets
    return indicator.model_copy(update={"kind": "share", "targets": targets})


def _validate(config: Config, area: Area) -> Config:
    check_references(f"{COMMUNES_FOLDER}/{area.id}.yaml", config.commune, config.targets)
    return config
