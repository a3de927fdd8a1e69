"""The upload page's work: files as read, what they would change together, and saving them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from learning_coverage.config import Config
from learning_coverage.facts import Fact, Problem
from learning_coverage.intake import compare_with, read
from learning_coverage.intake.reading import Reading
from learning_coverage.store import Store, StoreError
from learning_coverage.store.learning import Learnt, learn, learnt, shape_of
from learning_coverage.store.log import sha256
from learning_coverage.store.saving import (
    Difference,
    Receipt,
    closed_in,
    closed_years,
    current_facts,
    difference,
    save,
    without_erasing,
)
from learning_coverage.ui import mending, opening
from learning_coverage.ui.mending import Words


@dataclass(frozen=True)
class Candidate:
    """One chosen file: its bytes, what was understood, and what it would change if it came in now."""

    data: bytes
    reading: Reading
    change: Difference
    words: Words

    @property
    def verdict(self) -> str:
        if self.reading.refused:
            return "refused"
        return "unchanged" if self.change.is_empty else "ready"


@st.cache_data(show_spinner=False, max_entries=400)
def _understood(data: bytes, file_name: str, words: Words, _config: Config, villages: int) -> Reading:
    """A file is read once for what was said about it; `villages` counts them, because the list can grow."""
    return read(
        data,
        file_name,
        _config,
        year=words.year,
        columns=dict(words.columns),
        aliases=dict(words.aliases),
        skip_rows=words.skip_rows,
        edits=dict(words.edits),
    )


def understood(store: Store, data: bytes, file_name: str) -> Reading:
    """A file as the user's words and what was learnt before let it be understood."""
    known = learnt(store)
    words = mending.words_about(sha256(data))
    aliases = {**known.aliases, **dict(words.aliases)}
    words = replace(words, aliases=tuple(sorted(aliases.items())))
    config = opening.config()
    reading = _understood(data, file_name, words, config, len(config.villages))
    columns = known.columns.get(shape_of(headers(reading)))
    if columns and not words.columns:
        reading = _understood(
            data, file_name, replace(words, columns=tuple(columns.items())), config, len(config.villages)
        )
    return reading


def headers(reading: Reading) -> tuple[str, ...]:
    """The headers of a file, understood or not: its shape."""
    doubtful = [str(problem.column) for problem in mending.columns_to_match(reading)]
    return tuple(sorted({heading for sheet in reading.sheets for heading, _ in sheet.columns} | set(doubtful)))


def candidates(
    store: Store, files: Sequence[tuple[str, bytes]], progress: Callable[[float], object]
) -> list[Candidate]:
    """The files in the order chosen; each is compared with the store and the files before it."""
    current, closed = current_facts(store), closed_years(store)
    found = []
    for number, (name, data) in enumerate(files, start=1):
        reading = understood(store, data, name)
        facts = () if reading.refused else without_erasing(reading.facts, current)
        reading = replace(reading, facts=facts)
        reading = reading.with_problems(compare_with(facts, current, opening.config()))
        change = difference(facts, current)
        if years := closed_in(change, closed):
            reading = reading.with_problems((Problem("error", "year_closed", value=", ".join(map(str, years))),))
        found.append(Candidate(data, reading, change, mending.words_about(reading.sha256)))
        current |= {fact.key: fact for fact in facts}
        progress(number / len(files))
    return found


def commune_after(store: Store, files: Sequence[Candidate]) -> pd.DataFrame:
    """Coverage as it would be with all the files that are ready."""
    facts: dict[tuple[int, str, str], Fact] = {}
    for file in files:
        facts |= {fact.key: fact for fact in file.reading.facts if file.verdict == "ready"}
    return store.supposing("upload", list(facts.values()))


def save_all(
    store: Store, files: Sequence[Candidate], by: str, note_of: Callable[[Candidate], str], base: int
) -> list[tuple[str, Receipt]]:
    """Save the files that are ready, each on top of the one before; StoreError leaves those before it saved."""
    receipts = []
    with store.turn:
        for file in files:
            if file.verdict == "ready":
                name = file.reading.file_name
                receipt = save(store, file.data, name, file.reading.facts, by=by, note=note_of(file), base=base)
                base = store.head.seq
                receipts.append((name, receipt))
    return receipts


def save_seen() -> None:
    """Save what the user had before his eyes when he pressed the button; the outcome waits for the next drawing."""
    seen = st.session_state["preview"]
    store, by = opening.real_store(), st.session_state["by"].strip()
    try:
        receipts = save_all(store, seen["files"], by, seen["note_of"], seen["base"])
        st.session_state["receipts"] = {"files": receipts, "moved": seen["moved"]}
        if st.session_state.get("remember"):
            _remember(store, seen["files"], by)
        st.session_state["round"] = st.session_state.get("round", 0) + 1
        mending.forget_all()
    except StoreError as error:
        st.session_state["refusal"] = error


def _remember(store: Store, files: Sequence[Candidate], by: str) -> None:
    """Keep the matched names and columns for the files to come."""
    for file in files:
        words = mending.words_about(file.reading.sha256)
        columns = {shape_of(headers(understood_plainly(file))): dict(words.columns)} if words.columns else {}
        learn(store, Learnt(dict(words.aliases), columns), by)


def understood_plainly(file: Candidate) -> Reading:
    """The file as it reads without the user's words: what the next one of its kind will look like."""
    return _understood(file.data, file.reading.file_name, Words(), opening.config(), len(opening.config().villages))


def start_clean() -> None:
    """Leave the sample behind: the store begins, still empty."""
    with opening.real_store().turn:
        if opening.shows_sample():
            opening.real_store().append("start", "")
