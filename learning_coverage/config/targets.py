"""The plan as data (`targets.yaml`): milestones, indicators with their targets and wording, conventions."""

import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from learning_coverage.config.errors import not_allowed
from learning_coverage.config.lineage import YearSpan
from learning_coverage.config.model import BilingualText, FrozenModel, Identifier, NonEmptyStr, Year

OWN_PLAN = "own"  # the id of the commune's plan, reserved
Denominator = Literal["total", "registered"]


class RequiredReport(FrozenModel):
    """A report required by the plan; `year` is its position on the timeline."""

    year: Year
    when: BilingualText
    what: BilingualText


class Responsibility(FrozenModel):
    """A body of the plan and its duty."""

    who: BilingualText
    what: BilingualText


Target = Annotated[int, Field(ge=0, le=100)] | NonEmptyStr


class Plan(FrozenModel):
    """The plan: name, issuer, dated reports and responsibilities."""

    name: BilingualText
    programme: NonEmptyStr
    issuer: NonEmptyStr
    date: datetime.date
    source: BilingualText
    scope: BilingualText | None = None
    validity: YearSpan = YearSpan()
    reports: tuple[RequiredReport, ...] = Field(default=(), strict=False)
    responsibilities: tuple[Responsibility, ...] = Field(default=(), strict=False)


class OtherPlan(FrozenModel):
    """Another plan, of a former commune or to compare with; it sets only some of the targets."""

    name: BilingualText
    issuer: NonEmptyStr
    source: BilingualText
    date: datetime.date | None = None
    scope: BilingualText | None = None
    validity: YearSpan = YearSpan()
    targets: dict[Identifier, dict[Year, Target]] = Field(min_length=1)


class Milestone(FrozenModel):
    """A year in which targets are due; `since` is the first year of the stage that ends with it."""

    year: Year
    since: Year = Field(alias="from")

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.since > self.year:
            raise not_allowed(f"from: {self.since}", f"≤ {self.year}")
        return self


class Settings(FrozenModel):
    """Conventions of this program: points are whole percentage points, `small_total` is in units.

    `enough_reported` is in percent of the villages.
    """

    tolerance_points: Annotated[int, Field(ge=0, le=100)] = 5
    decline_points: Annotated[int, Field(ge=0, le=100)] = 1
    small_total: Annotated[int, Field(ge=0)] = 10
    enough_reported: Annotated[int, Field(ge=0, le=100)] = 80


class FileLimits(FrozenModel):
    """Limits beyond which a file is refused; `ratio` is unpacked to packed bytes."""

    file_mb: Annotated[int, Field(ge=1, le=200)] = 20
    members: Annotated[int, Field(ge=10, le=10_000)] = 200
    unpacked_mb: Annotated[int, Field(ge=1, le=1_000)] = 50
    ratio: Annotated[int, Field(ge=10, le=10_000)] = 100
    rows: Annotated[int, Field(ge=100, le=1_000_000)] = 20_000
    columns: Annotated[int, Field(ge=20, le=16_384)] = 400
    memory_mb: Annotated[int, Field(ge=256, le=8_192)] = 512
    seconds: Annotated[int, Field(ge=1, le=600)] = 20


class Indicator(FrozenModel):
    """An indicator; `targets` by milestone year in whole percent, or the lowest grade that meets it."""

    id: Identifier
    name: BilingualText
    short: BilingualText
    unit: BilingualText
    level: Literal["village", "commune"]
    kind: Literal["share", "yes_no", "grade"]
    title: bool = False
    denominator: Denominator | dict[Year, Denominator] = "total"
    targets: dict[Year, Target] = Field(min_length=1)
    wording: dict[Year, NonEmptyStr]
    aliases: tuple[NonEmptyStr, ...] = Field(default=(), strict=False)

    @property
    def has_two_denominators(self) -> bool:
        """Whether the denominator is a setting, so that both shares are shown."""
        return isinstance(self.denominator, dict)

    def denominator_of(self, milestone_year: int) -> str:
        """`total` or `registered`, the denominator for a milestone."""
        if isinstance(self.denominator, str):
            return self.denominator
        return self.denominator.get(milestone_year, "total")

    def denominator_in(self, year: int) -> str:
        """`total` or `registered`, the denominator that decides in a year: that of the milestone in force."""
        due = [milestone_year for milestone_year in sorted(self.targets) if milestone_year >= year]
        return self.denominator_of(due[0] if due else max(self.targets))


class SeriesBreak(FrozenModel):
    """The criteria of the indicators change in `year`; years before and after are not compared."""

    year: Year
    what: BilingualText
    indicators: tuple[Identifier, ...] = Field(min_length=1, strict=False)


class Targets(FrozenModel):
    """`targets.yaml` as a whole."""

    plan: Plan
    milestones: tuple[Milestone, ...] = Field(min_length=1, strict=False)
    settings: Settings = Settings()
    limits: FileLimits = FileLimits()
    grades: tuple[NonEmptyStr, ...] = Field(default=(), strict=False)
    indicators: dict[Identifier, Indicator] = Field(min_length=1)
    plans: dict[Identifier, OtherPlan] = Field(default_factory=dict)
    breaks: tuple[SeriesBreak, ...] = Field(default=(), strict=False)

    @model_validator(mode="before")
    @classmethod
    def _insert_ids(cls, data: Any) -> Any:
        indicators = data.get("indicators") if isinstance(data, dict) else None
        if not isinstance(indicators, dict):
            return data
        named = {key: {"id": key, **value} if isinstance(value, dict) else value for key, value in indicators.items()}
        return {**data, "indicators": named}

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        years = [milestone.year for milestone in self.milestones]
        if years != sorted(set(years)):
            raise not_allowed(f"milestones.year: {years}", str(sorted(set(years))))
        for key, indicator in self.indicators.items():
            if isinstance(indicator.denominator, dict) and (
                stray := set(indicator.denominator) - set(indicator.targets)
            ):
                raise not_allowed(f"indicators.{key}.denominator.{min(stray)}", ", ".join(map(str, indicator.targets)))
            self._check_targets(f"indicators.{key}.targets", indicator, indicator.targets, years)
        if unknown := {key for found in self.breaks for key in found.indicators} - set(self.indicators):
            raise not_allowed(f"breaks.indicators: {min(unknown)}", ", ".join(self.indicators))
        for name, plan in self.plans.items():
            if name == OWN_PLAN:
                raise not_allowed(f"plans.{name}", f"≠ {OWN_PLAN}")
            for key, targets in plan.targets.items():
                where = f"plans.{name}.targets.{key}"
                if key not in self.indicators:
                    raise not_allowed(where, ", ".join(self.indicators))
                # a plan only sets other targets for existing milestones
                self._check_targets(where, self.indicators[key], targets, list(self.indicators[key].targets))
        return self

    def _check_targets(self, where: str, indicator: Indicator, targets: dict[int, Any], years: list[int]) -> None:
        for year, target in targets.items():
            if year not in years:
                raise not_allowed(f"{where}.{year}", ", ".join(map(str, years)))
            if target not in (self.grades if indicator.kind == "grade" else range(101)):
                allowed = ", ".join(self.grades) if indicator.kind == "grade" else "0–100"
                raise not_allowed(f"{where}.{year}: {target}", allowed)
