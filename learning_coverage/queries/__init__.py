"""One function a question. Each answers with a frame whose grain is said in the first line of its `.sql`.

Shares are 0..1, counts in units, NULL where there is none. What is asked is a store (the present) or a store
`at` a commit. What every page asks is here by name; a topic of its own is a module of its own.
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
    groups,
    headline,
    lagging,
    last_totals,
    milestone_verdicts,
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
    "freezes",
    "groups",
    "headline",
    "is_in_use",
    "lagging",
    "last_commit",
    "last_totals",
    "latest_upload",
    "milestone_verdicts",
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
