"""One typed function per question; the grain is the first line of its `.sql`, the columns are in `rows.py`.

Shares are 0..1, counts in units, None where there is no figure. A question is put to a store (the present) or to its
snapshot `at` a commit. What every page needs is imported here; further topics are modules of their own.
"""

from learning_coverage.queries.history import (
    commit,
    freezes,
    is_in_use,
    last_commit,
    latest_upload,
    provenance,
    upload_acts,
    uploads,
)
from learning_coverage.queries.overview import (
    areas,
    coverage,
    default_year,
    groups,
    headline,
    lagging,
    last_totals,
    milestone_verdicts,
    predecessors,
    ranks,
    reporting,
    shared_statuses,
    villages,
    worked_example,
    years,
)
from learning_coverage.queries.query import Queryable, to_rows

__all__ = [
    "Queryable",
    "areas",
    "commit",
    "coverage",
    "default_year",
    "freezes",
    "groups",
    "headline",
    "is_in_use",
    "lagging",
    "last_commit",
    "last_totals",
    "latest_upload",
    "milestone_verdicts",
    "predecessors",
    "provenance",
    "ranks",
    "reporting",
    "shared_statuses",
    "to_rows",
    "upload_acts",
    "uploads",
    "villages",
    "worked_example",
    "years",
]
