"""Base types of the configuration: frozen and strict models without unknown keys."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from learning_coverage.characters import find_hidden


def _reject_hidden(text: str) -> str:
    """The text; an error if a character makes it look different from what it is, such as direction marks."""
    if character := find_hidden(text):
        raise PydanticCustomError("hidden_character", "{character}", {"character": character})
    return text


Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
NonEmptyStr = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_reject_hidden)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class FrozenModel(BaseModel):
    """Base of every part of the configuration: immutable, strict, without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class BilingualText(FrozenModel):
    """A text of the configuration in every language."""

    vi: NonEmptyStr
    en: NonEmptyStr

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.vi
