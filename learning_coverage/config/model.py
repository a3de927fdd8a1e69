"""What every part of the configuration is made of: frozen, strict, nothing it does not know."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from learning_coverage.characters import hidden_in


def _seen(text: str) -> str:
    """Refused where a reader would see something else than is written, as with marks that turn the direction."""
    if found := hidden_in(text):
        raise PydanticCustomError("hidden_character", "{character}", {"character": found})
    return text


Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_seen)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Text(Frozen):
    """Words of the configuration in every language."""

    vi: Words
    en: Words

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.vi
