"""The upload page's work: files as read, what they would change together, and saving them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from learning_coverage.access import By
from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.import_preview import Preview, Previews
from learning_coverage.intake.result import Reading
from learning_coverage.intake.sandbox import UNREAD, read
from learning_coverage.store import Store
from learning_coverage.store.log.log import sha256
from learning_coverage.store.writes.learned_names import Learnt, learn, learnt, shape_of
from learning_coverage.store.writes.save_upload import Difference, Receipt, save
from learning_coverage.ui.records.upload import overrides
from learning_coverage.ui.records.upload.overrides import Words
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import acting


@dataclass(frozen=True)
class Candidate:
    """One chosen file: its bytes, what it would change if it came in now, and what the user said about it."""

    data: bytes
    preview: Preview
    words: Words

    @property
    def reading(self) -> Reading:
        return self.preview.reading

    @property
    def change(self) -> Difference:
        return self.preview.change

    @property
    def verdict(self) -> str:
        return self.preview.verdict


@st.cache_data(show_spinner=False, max_entries=400)
def _understood(data: bytes, file_name: str, words: Words, _config: Config, configured: str) -> Reading:
    """A file is read once for what was said about it under a configuration, of which `configured` is the text."""
    reading = read(
        data,
        file_name,
        _config,
        year=words.year,
        columns=dict(words.columns),
        aliases=dict(words.aliases),
        skip_rows=words.skip_rows,
        edits=dict(words.edits),
    )
    if any(problem.code in UNREAD for problem in reading.problems):
        raise _Unread(reading)  # not kept: the next try may succeed
    return reading


class _Unread(Exception):
    def __init__(self, reading: Reading) -> None:
        super().__init__(reading.file_name)
        self.reading = reading


def _as_read(data: bytes, file_name: str, words: Words, config: Config) -> Reading:
    try:
        return _understood(data, file_name, words, config, config.model_dump_json())
    except _Unread as unread:
        return unread.reading


def understood(known: Learnt, data: bytes, file_name: str) -> Reading:
    """A file as the user's words and what was learnt before let it be understood."""
    words = overrides.words_about(sha256(data))
    aliases = {**known.aliases, **dict(words.aliases)}
    words = replace(words, aliases=tuple(sorted(aliases.items())))
    config = stores.config()
    reading = _as_read(data, file_name, words, config)
    columns = known.columns.get(shape_of(headers(reading)))
    if columns and not words.columns:
        reading = _as_read(data, file_name, replace(words, columns=tuple(columns.items())), config)
    return reading


def headers(reading: Reading) -> tuple[str, ...]:
    """The headers of a file, understood or not: its shape."""
    doubtful = [str(problem.column) for problem in overrides.columns_to_match(reading)]
    return tuple(sorted({heading for sheet in reading.sheets for heading, _ in sheet.columns} | set(doubtful)))


def candidates(
    store: Store, files: Sequence[tuple[str, bytes]], progress: Callable[[float], object]
) -> list[Candidate]:
    """The files in the order chosen; each is compared with the store and the files before it."""
    previews, known = Previews(store, stores.config()), learnt(store)
    found = []
    for number, (name, data) in enumerate(files, start=1):
        preview = previews.of(data, understood(known, data, name))
        found.append(Candidate(data, preview, overrides.words_about(preview.reading.sha256)))
        progress(number / len(files))
    return found


def commune_after(store: Store, files: Sequence[Candidate]) -> pd.DataFrame:
    """Coverage as it would be with all the files that are ready."""
    facts: dict[tuple[int, str, str], Fact] = {}
    for file in files:
        facts |= {fact.key: fact for fact in file.preview.facts if file.verdict == "ready"}
    return store.supposing("upload", list(facts.values()))


def save_all(
    store: Store, files: Sequence[Candidate], by: By, note_of: Callable[[Candidate], str], base: int
) -> list[tuple[str, Receipt]]:
    """Save the files that are ready, each on top of the one before; StoreError leaves those before it saved."""
    receipts = []
    with store.turn:
        for file in files:
            if file.verdict == "ready":
                name = file.reading.file_name
                receipt = save(store, file.data, name, file.preview.facts, by=by, note=note_of(file), base=base)
                base = store.head.seq
                receipts.append((name, receipt))
    return receipts


@acting
def save_seen() -> None:
    """Save what the user had before his eyes when he pressed the button; the outcome waits for the next drawing."""
    seen = st.session_state["preview"]
    store, by = stores.real_store(), current_user.acting(st.session_state["by"])
    receipts = save_all(store, seen["files"], by, seen["note_of"], seen["base"])
    st.session_state["receipts"] = {"files": receipts, "moved": seen["moved"]}
    if st.session_state.get("remember"):
        _remember(store, seen["files"], by)
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    overrides.forget_all()


def _remember(store: Store, files: Sequence[Candidate], by: By) -> None:
    """Keep the matched names and columns for the files to come."""
    for file in files:
        words = overrides.words_about(file.reading.sha256)
        columns = {shape_of(headers(understood_plainly(file))): dict(words.columns)} if words.columns else {}
        learn(store, Learnt(dict(words.aliases), columns), by)


def understood_plainly(file: Candidate) -> Reading:
    """The file as it reads without the user's words: what the next one of its kind will look like."""
    return _understood(file.data, file.reading.file_name, Words(), stores.config(), stores.config().model_dump_json())


@acting
def start_clean() -> None:
    """Leave the sample behind: the store begins, still empty."""
    with stores.real_store().turn:
        if stores.shows_sample():
            stores.real_store().append("start", current_user.acting(""))
