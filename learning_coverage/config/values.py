"""What every part of the configuration is made of: frozen, strict, nothing it does not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Text(Frozen):
    """Words of the configuration in every language."""

    vi: Words
    en: Words

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.vi
