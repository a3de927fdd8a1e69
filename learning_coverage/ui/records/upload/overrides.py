"""The user's overrides of chosen files: year, names, columns, corrected cells, skipped rows.

Stored in the session by the hash of the file, so they survive reruns; cleared when the files are saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from learning_coverage.facts import Problem
from learning_coverage.intake.result import ReadResult

KEY = "overrides"
NAME_CODES = ("village_unknown", "village_similar", "village_ambiguous")


@dataclass(frozen=True)
class Overrides:
    """The overrides of one file; pairs instead of dicts, so that they are hashable and a read can be cached by them."""

    year: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    edits: tuple[tuple[tuple[int, str], str], ...] = ()
    skip_rows: frozenset[int] = frozenset()

    @property
    def edit_count(self) -> int:
        """Number of corrected cells and skipped rows."""
        return len(self.edits) + len(self.skip_rows)


def get_overrides(sha256: str) -> Overrides:
    """The overrides of the file with this hash; empty ones at first."""
    by_hash: dict[str, Overrides] = st.session_state.setdefault(KEY, {})
    return by_hash.get(sha256, Overrides())


def set_overrides(sha256: str, override: Overrides) -> None:
    """Replace the overrides of a file."""
    st.session_state.setdefault(KEY, {})[sha256] = override


def set_year(sha256: str, widget: str) -> None:
    """Store the year chosen in a widget."""
    set_overrides(sha256, replace(get_overrides(sha256), year=st.session_state[widget]))


def set_column(sha256: str, header: str, widget: str) -> None:
    """Store the meaning of a column chosen in a widget; None removes it."""
    override = get_overrides(sha256)
    set_overrides(sha256, replace(override, columns=_with_pair(override.columns, header, st.session_state[widget])))


def set_alias(sha256: str, spelling: str, widget: str) -> None:
    """Store the village of a spelling chosen in a widget; None removes it."""
    override = get_overrides(sha256)
    set_overrides(sha256, replace(override, aliases=_with_pair(override.aliases, spelling, st.session_state[widget])))


def set_edits(sha256: str, edits: Mapping[tuple[int, str], str], skip_rows: frozenset[int]) -> None:
    """Add corrected cells, by (row, column), and skipped rows to the earlier ones."""
    override = get_overrides(sha256)
    merged = {**dict(override.edits), **edits}
    set_overrides(sha256, replace(override, edits=tuple(merged.items()), skip_rows=override.skip_rows | skip_rows))


def clear_edits(sha256: str) -> None:
    """Drop the corrected cells and skipped rows of a file."""
    set_overrides(sha256, replace(get_overrides(sha256), edits=(), skip_rows=frozenset()))


def clear_all() -> None:
    """Drop the overrides of every file."""
    st.session_state.pop(KEY, None)


def names_to_match(reading: ReadResult) -> list[Problem]:
    """One problem for each spelling that is not the name of a village."""
    problems = {p.value: p for p in reading.problems if p.code in NAME_CODES and p.value}
    return list(problems.values())


def columns_to_match(reading: ReadResult) -> list[Problem]:
    """One problem for each column whose meaning is unclear."""
    problems = {p.column: p for p in reading.problems if p.code.startswith("column_") and p.column}
    return list(problems.values())


def cells_to_correct(reading: ReadResult) -> list[Problem]:
    """Errors of one cell or one row, which the error table can correct or skip."""
    return [p for p in reading.problems if p.severity == "error" and p.row is not None and p.code not in NAME_CODES]


def _with_pair(pairs: tuple[tuple[str, str], ...], key: str, value: str | None) -> tuple[tuple[str, str], ...]:
    merged = {**dict(pairs), key: value}
    return tuple((key, value) for key, value in merged.items() if value is not None)
