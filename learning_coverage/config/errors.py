"""Errors of the configuration, as one sentence with the file, the key, the fault and what is allowed."""

from typing import Any, Self

from pydantic import ValidationError
from pydantic_core import PydanticCustomError
from ruamel.yaml.error import MarkedYAMLError

from learning_coverage.characters import replace_hidden
from learning_coverage.wording import Wording


class ConfigError(Exception):
    """An invalid configuration; `str()` is one Vietnamese sentence for its editor."""

    def __init__(self, file: str, code: str, /, **values: Any) -> None:
        super().__init__(Wording("vi")(f"config.{code}", file=file, **values))

    @classmethod
    def from_validation(cls, file: str, error: ValidationError) -> Self:
        """The first error of pydantic; the text for its type is in the catalogue, under `config.kinds`."""
        first = error.errors(include_url=False)[0]
        if first["type"] == "not_allowed":
            return cls(file, "not_allowed", **first["ctx"])
        key = ".".join(str(part) for part in first["loc"] if part != "[key]")
        found = replace_hidden(" ".join(str(first["input"]).split()))[:60]
        code = first["type"] if first["type"] in Wording("vi").keys_under("config.kinds") else "other"
        what = Wording("vi")(
            f"config.kinds.{code}", **{"detail": first["msg"], **{k: str(v) for k, v in first.get("ctx", {}).items()}}
        )
        return cls(file, "invalid", key=key, found=found, what=what)


def not_allowed(found: str, allowed: str) -> PydanticCustomError:
    """The error for a rule between keys, with the value found and the values allowed."""
    return PydanticCustomError("not_allowed", "{found}: {allowed}", {"found": found, "allowed": allowed})


def position_of(error: MarkedYAMLError) -> dict[str, int]:
    """Line and column, counted from 1, of a YAML error."""
    mark = error.problem_mark or error.context_mark
    return {"line": mark.line + 1, "column": mark.column + 1} if mark else {"line": 1, "column": 1}
