"""Facts of one upload, problems found in a file, and the columns of the data contract."""

from dataclasses import dataclass, field
from typing import Any, Literal

from learning_coverage.wording import Wording

MAX_COUNT = 100_000_000  # units in one area: beyond it a count is a typing error, and the arithmetic stays exact below
FactKey = tuple[int, str, str]  # year, area, indicator
CONTRACT_FIELDS = {  # column of the data contract (data/README.md), in order → the field it is read as
    "nam": "year",
    "thon": "village",
    "danh_hieu": "indicator",
    "tong_so": "total",
    "dang_ky": "registered",
    "cong_nhan": "recognised",
    "xep_loai": "grade",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One (year, area, indicator) row of one upload; counts in units, None where the file has none.

    `row` is the line of the file (from 1), `sheet` the sheet of a workbook. Raises ValueError for a count out of range
    or above the total.
    """

    row: int
    year: int
    area_id: str
    indicator_id: str
    total: int | None
    registered: int | None
    recognised: int | None
    grade: str | None = None
    sheet: str | None = None

    def __post_init__(self) -> None:
        for count in (self.total, self.registered, self.recognised):
            if count is not None and not 0 <= count <= MAX_COUNT:
                raise ValueError(f"count out of range: {count}")
        if self.total is not None and max(self.registered or 0, self.recognised or 0) > self.total:
            raise ValueError(f"more than the total: {self}")

    @property
    def key(self) -> FactKey:
        """(year, area, indicator)."""
        return (self.year, self.area_id, self.indicator_id)

    @property
    def is_pending(self) -> bool:
        """Whether the fact has neither a recognised count nor a grade."""
        return self.recognised is None and self.grade is None

    @property
    def counts(self) -> tuple[int | None, int | None, int | None, str | None]:
        """(total, registered, recognised, grade)."""
        return (self.total, self.registered, self.recognised, self.grade)


@dataclass(frozen=True)
class Problem:
    """A problem of a file: an error refuses the file, a warning does not.

    Its texts are in the catalogue under `problems.<code>.message` and `.remedy`, with `details`, `row`, `column` and
    `value` as placeholders.
    """

    severity: Literal["error", "warning"]
    code: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: dict[str, Any] = field(default_factory=dict, hash=False)

    def message(self, wording: Wording) -> str:
        """What is wrong, as one sentence."""
        return self._format("message", wording)

    def remedy(self, wording: Wording) -> str:
        """How to correct it, as one sentence."""
        return self._format("remedy", wording)

    def _format(self, part: str, wording: Wording) -> str:
        filled = {"row": self.row, "column": self.column, "value": self.value, **self.details}
        return wording(f"problems.{self.code}.{part}", **filled)
