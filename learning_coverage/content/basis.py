"""Figures, configuration and texts of a page or document, with their source."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from learning_coverage import queries
from learning_coverage.config import DEFAULT_BOUNDARIES, Config
from learning_coverage.content import reporting
from learning_coverage.queries.rows import AreaRow, LatestUploadRow
from learning_coverage.store import Snapshot
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class Basis:
    """`figures`: as of a commit and in one choice of boundaries; `is_sample`: they are invented."""

    figures: Snapshot
    config: Config
    w: Wording
    is_sample: bool

    @property
    def sum_names(self) -> dict[str, str]:
        """Names by id of the areas whose figures are sums: the groups of villages in order, then the commune."""
        return {group.id: group.name for group in self.config.groups} | {self.config.scope_id: self.w("matrix.commune")}

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Names by id: the villages in order, then the commune."""
        return {village["area_id"]: village["area_name"] for village in self.villages} | {
            self.config.scope_id: self.w("matrix.commune")
        }

    @cached_property
    def villages(self) -> list[AreaRow]:
        """The present and past villages in the boundaries of the figures, in order."""
        return queries.areas(self.figures)

    def list_breaks(self, indicator_id: str, area_id: str) -> list[dict[str, Any]]:
        """Years in which the criteria or the territory of a series change, with a text each."""
        criteria = [(change.year, self.w.translate(change.what)) for change in self.config.breaks_of(indicator_id)]
        territory = [
            (change.year, self.w(f"lineage.mark.{change.kind}"))
            for change in self.config.changes_of(area_id, indicator_id, self.figures.boundaries)
        ]
        return [{"year": year, "word": word} for year, word in sorted({*criteria, *territory})]

    @cached_property
    def latest_upload(self) -> LatestUploadRow:
        """The latest upload in the figures; its values are None before the first."""
        return queries.latest_upload(self.figures)

    @cached_property
    def source(self) -> str:
        """The source line of every chart and document: commune, latest upload, mark of the sample."""
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
        """Notes beside the source: how many villages reported, if not all; boundaries other than those of today."""
        boundaries = (
            "" if self.figures.boundaries == DEFAULT_BOUNDARIES else self.w(f"lineage.{self.figures.boundaries}")
        )
        reported = reporting.load(self.figures, year, self.config).describe_incomplete(self.w)
        return tuple(note for note in (reported, boundaries) if note)
