"""The commune (`commune.yaml`): its name and its villages."""

import re
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from learning_coverage.config.errors import not_allowed
from learning_coverage.config.values import Frozen, Identifier, Text, Words, Year

COMMUNE = "commune"


class Village(Frozen):
    id: Identifier
    name: Words
    aliases: tuple[Words, ...] = Field(default=(), strict=False)
    order: int | None = None


class Break(Frozen):
    """From `year` on the indicators are assessed in another way, so that years before and after are not compared."""

    year: Year
    what: Text
    indicators: tuple[Identifier, ...] = Field(min_length=1, strict=False)


class Commune(Frozen):
    name: Words
    breaks: tuple[Break, ...] = Field(default=(), strict=False)
    sample: bool = False
    villages: tuple[Village, ...] = Field(min_length=1, strict=False)

    @model_validator(mode="after")
    def _villages_differ(self) -> Self:
        for what in ("id", "name"):
            values = [getattr(village, what).casefold() for village in self.villages]
            if twice := {value for value in values if values.count(value) > 1}:
                raise not_allowed(f"villages.{what}: {', '.join(sorted(twice))} (2×)", "1×")
        if any(village.id == COMMUNE for village in self.villages):
            raise not_allowed(f"villages.id: {COMMUNE}", f"≠ {COMMUNE}")
        return self

    @cached_property
    def in_order(self) -> tuple[Village, ...]:
        """The villages in the official order: `order` where given, else the place in the list."""
        numbered = enumerate(self.villages, start=1)
        return tuple(v for _, v in sorted(numbered, key=lambda item: (item[1].order or item[0], item[0])))


def sort_name(name: str) -> str:
    """A key for the Vietnamese A–Z order in which "Thôn 2" stands before "Thôn 10"."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), name)
