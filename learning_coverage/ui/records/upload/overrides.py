"""What the user says about chosen files before they are saved: year, names, columns, mended cells, rows left out.

Kept by the bytes of the file, so that it survives every run and goes when the files are saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from learning_coverage.facts import Problem
from learning_coverage.intake.result import ReadResult

KEY = "mending"
NAME_CODES = ("village_unknown", "village_similar", "village_ambiguous")


@dataclass(frozen=True)
class Overrides:
    """The user's words about one file; pairs instead of dicts, so that a reading can be cached by them."""

    year: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    edits: tuple[tuple[tuple[int, str], str], ...] = ()
    skip_rows: frozenset[int] = frozenset()

    @property
    def edit_count(self) -> int:
        """How many cells were mended and rows left out."""
        return len(self.edits) + len(self.skip_rows)


def get_overrides(sha256: str) -> Overrides:
    kept: dict[str, Overrides] = st.session_state.setdefault(KEY, {})
    return kept.get(sha256, Overrides())


def set_overrides(sha256: str, override: Overrides) -> None:
    st.session_state.setdefault(KEY, {})[sha256] = override


def set_year(sha256: str, widget: str) -> None:
    set_overrides(sha256, replace(get_overrides(sha256), year=st.session_state[widget]))


def set_column(sha256: str, header: str, widget: str) -> None:
    override = get_overrides(sha256)
    set_overrides(sha256, replace(override, columns=_with_pair(override.columns, header, st.session_state[widget])))


def set_alias(sha256: str, spelling: str, widget: str) -> None:
    override = get_overrides(sha256)
    set_overrides(sha256, replace(override, aliases=_with_pair(override.aliases, spelling, st.session_state[widget])))


def set_edits(sha256: str, edits: Mapping[tuple[int, str], str], skip_rows: frozenset[int]) -> None:
    override = get_overrides(sha256)
    merged = {**dict(override.edits), **edits}
    set_overrides(sha256, replace(override, edits=tuple(merged.items()), skip_rows=override.skip_rows | skip_rows))


def clear_edits(sha256: str) -> None:
    set_overrides(sha256, replace(get_overrides(sha256), edits=(), skip_rows=frozenset()))


def clear_all() -> None:
    st.session_state.pop(KEY, None)


def names_to_match(reading: ReadResult) -> list[Problem]:
    """One problem for each spelling that is no village's name."""
    problems = {p.value: p for p in reading.problems if p.code in NAME_CODES and p.value}
    return list(problems.values())


def columns_to_match(reading: ReadResult) -> list[Problem]:
    """One problem for each column whose meaning is in doubt."""
    problems = {p.column: p for p in reading.problems if p.code.startswith("column_") and p.column}
    return list(problems.values())


def cells_to_correct(reading: ReadResult) -> list[Problem]:
    """Errors of one cell or one row, which can be mended or left out here."""
    return [p for p in reading.problems if p.severity == "error" and p.row is not None and p.code not in NAME_CODES]


def _with_pair(pairs: tuple[tuple[str, str], ...], key: str, value: str | None) -> tuple[tuple[str, str], ...]:
    kept = {**dict(pairs), key: value}
    return tuple((key, value) for key, value in kept.items() if value is not None)
