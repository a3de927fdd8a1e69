"""Sentences about figures."""

from learning_coverage.content.sentences.findings import (
    describe_commune_titles,
    describe_matrix,
    describe_overview,
    describe_title,
    describe_village,
)
from learning_coverage.content.sentences.results import describe_result, describe_series

__all__ = [
    "describe_commune_titles",
    "describe_matrix",
    "describe_overview",
    "describe_result",
    "describe_series",
    "describe_title",
    "describe_village",
]
