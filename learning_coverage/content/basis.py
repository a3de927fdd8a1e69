"""What pages and papers are made from: figures, configuration, words, and what says where they come from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from learning_coverage import queries
from learning_coverage.config import NOW, Config
from learning_coverage.content import reporting
from learning_coverage.queries.rows import AreaRow, LatestUploadRow
from learning_coverage.store import Snapshot
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class Basis:
    """`figures` as of a commit in one way to draw the boundaries; `is_sample`: they are invented."""

    figures: Snapshot
    config: Config
    w: Wording
    is_sample: bool

    @property
    def sum_names(self) -> dict[str, str]:
        """The groups of villages by id in their order, then the commune: the sums below the villages."""
        return {group.id: group.name for group in self.config.groups} | {self.config.scope_id: self.w("matrix.commune")}

    @property
    def area_names(self) -> dict[str, str]:
        """The villages by id in their order, then the commune."""
        return {village["area_id"]: village["area_name"] for village in self.villages} | {
            self.config.scope_id: self.w("matrix.commune")
        }

    @cached_property
    def villages(self) -> list[AreaRow]:
        """The villages there are or were in these boundaries, in their order."""
        return queries.areas(self.figures)

    def list_breaks(self, indicator_id: str, area_id: str) -> list[dict[str, Any]]:
        """Where the series of an area is broken, for its charts: other criteria, or another territory."""
        criteria = [(found.year, self.w.translate(found.what)) for found in self.config.breaks_of(indicator_id)]
        territory = [
            (change.year, self.w(f"lineage.mark.{change.kind}"))
            for change in self.config.changes_of(area_id, indicator_id, self.figures.boundaries)
        ]
        return [{"year": year, "word": word} for year, word in sorted({*criteria, *territory})]

    @cached_property
    def latest_upload(self) -> LatestUploadRow:
        """The upload the figures end with."""
        return queries.latest_upload(self.figures)

    @cached_property
    def source(self) -> str:
        """What stands under every picture and on every paper, so that it can be believed when it is passed on alone."""
        upload, received_at = self.latest_upload["upload_id"], self.latest_upload["received_at"]
        parts = [self.config.commune.name]
        if upload is None or received_at is None:
            parts.append(self.w("figure.no_upload"))
        else:
            parts.append(self.w("figure.upload", upload=upload, date=self.w.local_date(received_at)))
        if self.is_sample:
            parts.append(self.w("figure.sample"))
        return self.w("figure.source", source=" · ".join(parts))

    def list_notes(self, year: int) -> tuple[str, ...]:
        """What stands beside the source: how many villages reported, if not all; boundaries, if not those of today."""
        boundaries = "" if self.figures.boundaries == NOW else self.w(f"lineage.{self.figures.boundaries}")
        reported = reporting.load(self.figures, year).describe_incomplete(self.w)
        return tuple(note for note in (reported, boundaries) if note)
