"""The configuration: `targets.yaml` and `commune.yaml` as frozen values, or a ConfigError that names file and key.

YAML is read as version 1.2 with duplicate keys refused, so that `no` stays a word and a repeated key is not lost.
"""

import os
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from learning_coverage.config.commune import COMMUNE, Break, Commune, Village, sort_name
from learning_coverage.config.errors import ConfigError, where
from learning_coverage.config.targets import Indicator, Milestone, Plan, Settings, Targets
from learning_coverage.config.values import Frozen

__all__ = [
    "COMMUNE",
    "ROOT",
    "Break",
    "Commune",
    "Config",
    "ConfigError",
    "Indicator",
    "Milestone",
    "Plan",
    "Settings",
    "Targets",
    "Village",
    "load_config",
    "read_yaml",
    "sort_name",
]

ROOT = Path(__file__).resolve().parents[2]

M = TypeVar("M", bound=BaseModel)


class Config(Frozen):
    """Everything the arithmetic and the screens take from the two files."""

    targets: Targets
    commune: Commune

    @property
    def plan(self) -> Plan:
        return self.targets.plan

    @property
    def settings(self) -> Settings:
        return self.targets.settings

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
        return self.commune.in_order

    @property
    def titles(self) -> tuple[Indicator, ...]:
        """The learning titles counted by village, in the order of the file."""
        return tuple(i for i in self.indicators.values() if i.title and i.level == "village")

    def breaks_of(self, indicator_id: str) -> tuple[Break, ...]:
        """The breaks in the series of an indicator, in order."""
        own = (found for found in self.commune.breaks if indicator_id in found.indicators)
        return tuple(sorted(own, key=lambda found: found.year))

    @property
    def first_year(self) -> int:
        return self.milestones[0].since

    @property
    def last_year(self) -> int:
        return self.milestones[-1].year


def read_yaml(path: Path) -> Any:
    """A YAML 1.2 file as plain values; ConfigError names the file and the line."""
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(path.name, "missing", folder=path.parent) from error
    except UnicodeDecodeError as error:
        raise ConfigError(path.name, "encoding") from error
    except DuplicateKeyError as error:
        raise ConfigError(path.name, "duplicate_key", **where(error)) from error
    except MarkedYAMLError as error:
        raise ConfigError(path.name, "yaml", **where(error)) from error
    except (YAMLError, ValueError) as error:
        raise ConfigError(path.name, "unreadable", reason=" ".join(str(error).split())) from error


def _build(model: type[M], path: Path) -> M:
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        raise ConfigError.from_validation(path.name, error) from error


def config_folder() -> Path:
    return Path(os.environ.get("LEARNING_COVERAGE_CONFIG") or ROOT / "config")


def load_config(folder: Path | None = None) -> Config:
    """Read both files of a configuration folder; ConfigError is one sentence for the person who edits them."""
    folder = folder or config_folder()
    targets, commune = _build(Targets, folder / "targets.yaml"), _build(Commune, folder / "commune.yaml")
    stray = {key for found in commune.breaks for key in found.indicators} - targets.indicators.keys()
    if stray:
        named, known = f"breaks.indicators: {min(stray)}", ", ".join(targets.indicators)
        raise ConfigError("commune.yaml", "not_allowed", found=named, allowed=known)
    return Config(targets=targets, commune=commune)
