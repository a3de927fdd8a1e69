"""One function a question. Each answers with a frame whose grain is said in the first line of its `.sql`.

Shares are 0..1, counts in units, NULL where there is none. What is asked is a store (the present) or a store
`at` a commit. What every page asks is here by name; a topic of its own is a module of its own.
"""

from learning_coverage.queries.history import acts, commit, freezes, has_begun, last_commit, provenance, stamp, uploads
from learning_coverage.queries.overview import (
    alike,
    areas,
    coverage,
    example,
    groups,
    headline,
    lagging,
    last_totals,
    places,
    reporting,
    verdicts,
    villages,
    years,
)
from learning_coverage.queries.query import Asked, records

__all__ = [
    "Asked",
    "acts",
    "alike",
    "areas",
    "commit",
    "coverage",
    "example",
    "freezes",
    "groups",
    "has_begun",
    "headline",
    "lagging",
    "last_commit",
    "last_totals",
    "places",
    "provenance",
    "records",
    "reporting",
    "stamp",
    "uploads",
    "verdicts",
    "villages",
    "years",
]
