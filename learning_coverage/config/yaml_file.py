"""YAML files as plain or frozen values; ConfigError names the file, and the line or key.

YAML 1.2 without duplicate keys: `no` stays a text, and a repeated key is an error.
"""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from learning_coverage.config.errors import ConfigError, position_of

M = TypeVar("M", bound=BaseModel)


def read_yaml(path: Path) -> Any:
    """A YAML 1.2 file as plain values; ConfigError names the file and the line."""
    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(path.name, "missing", folder=path.parent) from error
    except UnicodeDecodeError as error:
        raise ConfigError(path.name, "encoding") from error
    except DuplicateKeyError as error:
        raise ConfigError(path.name, "duplicate_key", **position_of(error)) from error
    except MarkedYAMLError as error:
        raise ConfigError(path.name, "yaml", **position_of(error)) from error
    except (YAMLError, ValueError) as error:
        raise ConfigError(path.name, "unreadable", reason=" ".join(str(error).split())) from error


def load_model(model: type[M], path: Path) -> M:
    """A YAML file as a validated model; ConfigError names the file and the line or key."""
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        raise ConfigError.from_validation(path.name, error) from error
