"""Where figures come from: uploads, acts, and the states they made."""

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
    """Every file taken in, the newest first."""
    return to_rows(figures.query("uploads"), UploadRow)


def upload_acts(figures: Queryable) -> list[UploadActRow]:
    """What was done to the uploads and years."""
    return to_rows(figures.query("acts"), UploadActRow)


def provenance(figures: Queryable, year: int, area: str, indicator: str) -> list[ProvenanceRow]:
    """Where a figure comes from: every fact ever received for it."""
    return to_rows(figures.query("provenance", year=year, area=area, indicator=indicator), ProvenanceRow)


def freezes(figures: Queryable) -> list[FreezeRow]:
    """The states of the figures that were given a name."""
    return to_rows(figures.query("freezes"), FreezeRow)


def commit(figures: Queryable, seq: int) -> CommitRow:
    """The commit of that number."""
    return to_rows(figures.query("commit", seq=seq), CommitRow)[0]


def last_commit(figures: Queryable, until: datetime.datetime) -> int | None:
    """The number of the last commit made before a moment (UTC), if there is one."""
    return to_rows(figures.query("last_commit", until=until), LastCommitRow)[0]["seq"]


def is_in_use(figures: Queryable) -> bool:
    """Whether the store is real: something was uploaded, or the sample was left behind."""
    return not figures.query("began").empty
