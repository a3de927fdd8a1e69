"""What is wrong in a configuration file, as one sentence: file, key, what is wrong, what is allowed."""

from typing import Any, Self

from pydantic import ValidationError
from pydantic_core import PydanticCustomError
from ruamel.yaml.error import MarkedYAMLError

from learning_coverage.characters import replace_hidden
from learning_coverage.wording import Wording


class ConfigError(Exception):
    """A configuration the program refuses to start with; `str()` is the sentence for its editor."""

    def __init__(self, file: str, code: str, /, **values: Any) -> None:
        super().__init__(Wording("vi")(f"config.{code}", file=file, **values))

    @classmethod
    def from_validation(cls, file: str, error: ValidationError) -> Self:
        """The first of pydantic's findings; the words for its kind are in the catalogue."""
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
    """A rule between keys is broken: what was found and what is allowed."""
    return PydanticCustomError("not_allowed", "{found}: {allowed}", {"found": found, "allowed": allowed})


def position_of(error: MarkedYAMLError) -> dict[str, int]:
    """Line and column, counted from 1, of a YAML error."""
    mark = error.problem_mark or error.context_mark
    return {"line": mark.line + 1, "column": mark.column + 1} if mark else {"line": 1, "column": 1}
