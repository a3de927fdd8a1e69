"""Where figures come from: uploads, acts on them, named states and commits."""

import datetime

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import (
    CommitRow,
    FreezeRow,
    LastCommitRow,
    LatestUploadRow,
    ProvenanceRow,
    UploadActRow,
    UploadRow,
)


def latest_upload(figures: Queryable) -> LatestUploadRow:
    """The latest upload in force; every value is None before the first one."""
    return to_rows(figures.query("stamp"), LatestUploadRow)[0]


def uploads(figures: Queryable) -> list[UploadRow]:
    """One row per upload, the newest first, withdrawn ones included."""
    return to_rows(figures.query("uploads"), UploadRow)


def upload_acts(figures: Queryable) -> list[UploadActRow]:
    """One row per act other than an upload (withdraw, restore, freeze, close, reopen), the newest first."""
    return to_rows(figures.query("acts"), UploadActRow)


def provenance(figures: Queryable, year: int, area: str, indicator: str) -> list[ProvenanceRow]:
    """One row per fact ever received for a year, area and indicator; `is_current` marks those in force. Of a merged
    village the facts of the villages it adds.
    """
    return to_rows(figures.query("provenance", year=year, area=area, indicator=indicator), ProvenanceRow)


def freezes(figures: Queryable) -> list[FreezeRow]:
    """One row per named state, the newest first."""
    return to_rows(figures.query("freezes"), FreezeRow)


def commit(figures: Queryable, seq: int) -> CommitRow:
    """The commit of that number. IndexError when there is none."""
    return to_rows(figures.query("commit", seq=seq), CommitRow)[0]


def last_commit(figures: Queryable, until: datetime.datetime) -> int | None:
    """The number of the last commit made before a time (UTC), or None."""
    return to_rows(figures.query("last_commit", until=until), LastCommitRow)[0]["seq"]


def is_in_use(figures: Queryable) -> bool:
    """Whether the store has an upload, or the user has left the sample behind."""
    return not figures.query("began").empty
