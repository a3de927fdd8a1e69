"""The findings of the data checks, with their reviews and their messages."""

from dataclasses import dataclass, replace
from typing import Any

from learning_coverage.config import Config
from learning_coverage.queries import Queryable, quality
from learning_coverage.store import Store
from learning_coverage.store.writes.reviews import Review, Subject, list_reviews
from learning_coverage.wording import Wording

SHARE_CHECKS = {"outlier", "all_recognised_jump"}  # compare shares; the others compare counts


@dataclass(frozen=True)
class Finding:
    """One finding. `value` and `against` are counts, or for `SHARE_CHECKS` shares or their changes.

    `severity` 1 is the more severe. `indicator_id` is None if the finding is about the whole report of the area;
    `review` is None while the finding is open.
    """

    check: str
    year: int
    area_id: str
    area_name: str
    indicator_id: str | None
    value: float | None
    against: float | None
    against_year: int | None
    until_year: int | None
    basis: str
    severity: int
    review: Review | None = None

    @property
    def subject(self) -> Subject:
        """What a review of this finding refers to; it changes with the figures."""
        return Subject(self.check, self.year, self.area_id, self.indicator_id, self.basis)

    @property
    def id(self) -> str:
        """An id for keys of widgets and links."""
        return self.subject.id

    def message(self, config: Config, w: Wording) -> str:
        """A sentence with the figures found and whom to ask."""
        return w(f"quality.found.{self.check}{self._variant}", **self._placeholders(config, w))

    @property
    def _variant(self) -> str:
        """The suffix of the message's key for checks with two kinds of findings."""
        if self.check == "registered_below_recognised":
            return ".kept_out" if self.severity == 1 else ".noted"
        if self.check == "denominator_moved":
            return ".up" if (self.value or 0) > (self.against or 0) else ".down"
        if self.check == "gap_year":
            return ".title" if self.indicator_id else ".area"
        if self.check == "commune_figure_missing":
            return ".again" if self.against_year else ".never"
        return ""

    def _placeholders(self, config: Config, w: Wording) -> dict[str, Any]:
        indicator = config.indicators[self.indicator_id] if self.indicator_id else None
        return {
            "area": self.area_name,
            "year": str(self.year),
            "against_year": str(self.against_year),
            "until_year": str(self.until_year),
            "title": w.translate(indicator.name) if indicator else "",
            "unit": w.unit(indicator.unit, None) if indicator else "",
            "ask": w("quality.ask.commune" if self.area_id == config.scope_id else "quality.ask.village"),
            **self._format_values(w),
        }

    def _format_values(self, w: Wording) -> dict[str, str]:
        if self.check == "outlier":
            return {"value": w.points(self.value), "against": w.points(self.against)}
        return {"value": w.count(_to_int(self.value)), "against": self._format_reference(w)}

    def _format_reference(self, w: Wording) -> str:
        return w.share(self.against, target=1.0) if self.check in SHARE_CHECKS else w.count(_to_int(self.against))


def run_checks(store: Store, figures: Queryable, year: int | None = None, as_of: int | None = None) -> list[Finding]:
    """The findings of a year (None: of all years) with their reviews, the most severe and latest first."""
    reviews = list_reviews(store, as_of)
    findings = [
        Finding(check=check, **row) for check in quality.CHECKS for row in quality.findings(figures, check, year)
    ]
    reviewed = [replace(finding, review=reviews.get(finding.subject)) for finding in findings]
    return sorted(reviewed, key=lambda finding: (finding.severity, -finding.year))


def is_open(finding: Finding) -> bool:
    """Whether the finding has not been reviewed since its figures last changed."""
    return finding.review is None


def _to_int(number: float | None) -> int | None:
    return None if number is None else int(number)
