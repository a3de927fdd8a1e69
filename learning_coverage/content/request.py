"""Subject of a requested document."""

import datetime
from dataclasses import dataclass

YEAR, STAGE, DECADE = "year", "stage", "decade"
PRESETS = (YEAR, STAGE, DECADE)  # report of a year, of the first stage, of the ten years


@dataclass(frozen=True)
class Request:
    """`village` None: the commune and all its villages. `made_on`: the date printed on the document."""

    year: int
    made_on: datetime.date
    village: str | None = None
    preset: str = YEAR
