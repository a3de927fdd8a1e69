"""Files chosen on the upload page: read, previewed together, saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from learning_coverage import sample
from learning_coverage.access import Actor
from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.import_preview import Preview, Previewer
from learning_coverage.intake.result import ReadResult
from learning_coverage.intake.sandbox import SANDBOX_FAILURES, read
from learning_coverage.queries import to_rows
from learning_coverage.queries.rows import CoverageRow
from learning_coverage.store import Store
from learning_coverage.store.log.log import sha256
from learning_coverage.store.writes.learned_names import LearnedNames, hash_headers, learn, read_learned
from learning_coverage.store.writes.save_plan import Difference
from learning_coverage.store.writes.uploads import SaveResult, save
from learning_coverage.ui.records.upload import overrides
from learning_coverage.ui.records.upload.overrides import Overrides
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import defer_errors


@dataclass(frozen=True)
class Candidate:
    """One chosen file: its bytes, the preview of saving it now, and the user's overrides."""

    data: bytes
    preview: Preview
    overrides: Overrides

    @property
    def reading(self) -> ReadResult:
        """The file as read."""
        return self.preview.reading

    @property
    def change(self) -> Difference:
        """The figures that saving it changes."""
        return self.preview.plan.difference

    @property
    def verdict(self) -> str:
        """`ready`, `unchanged` or `refused`."""
        return self.preview.verdict


@st.cache_data(show_spinner=False, max_entries=400)
def _read_cached(data: bytes, file_name: str, override: Overrides, _config: Config, config_text: str) -> ReadResult:
    """A file read with overrides under a configuration, whose text is the cache key."""
    reading = read(
        data,
        file_name,
        _config,
        year=override.year,
        columns=dict(override.columns),
        aliases=dict(override.aliases),
        skip_rows=override.skip_rows,
        edits=dict(override.edits),
    )
    if any(problem.code in SANDBOX_FAILURES for problem in reading.problems):
        raise _ReadFailed(reading)  # not cached: the next attempt may succeed
    return reading


class _ReadFailed(Exception):
    def __init__(self, reading: ReadResult) -> None:
        super().__init__(reading.file_name)
        self.reading = reading


def _read_file(data: bytes, file_name: str, override: Overrides, config: Config) -> ReadResult:
    try:
        return _read_cached(data, file_name, override, config, config.model_dump_json())
    except _ReadFailed as failure:
        return failure.reading


def read_with_overrides(config: Config, learned: LearnedNames, data: bytes, file_name: str) -> ReadResult:
    """The file read with the user's overrides and the learned spellings and columns."""
    override = overrides.get_overrides(sha256(data))
    aliases = {**learned.aliases, **dict(override.aliases)}
    override = replace(override, aliases=tuple(sorted(aliases.items())))
    reading = _read_file(data, file_name, override, config)
    columns = learned.columns.get(hash_headers(list_headers(reading)))
    if columns and not override.columns:
        reading = _read_file(data, file_name, replace(override, columns=tuple(columns.items())), config)
    return reading


def list_headers(reading: ReadResult) -> tuple[str, ...]:
    """The headers of a file, matched or not, sorted: the key of its learned columns."""
    unmatched = [str(problem.column) for problem in overrides.columns_to_match(reading)]
    return tuple(sorted({heading for sheet in reading.sheets for heading, _ in sheet.columns} | set(unmatched)))


def load_candidates(
    store: Store, config: Config, files: Sequence[tuple[str, bytes]], progress: Callable[[float], object]
) -> list[Candidate]:
    """One candidate per file in the order chosen; each is compared with the store and the files before it."""
    previewer, learned = Previewer(store, config), read_learned(store)
    candidates = []
    for number, (name, data) in enumerate(files, start=1):
        preview = previewer.preview(data, read_with_overrides(config, learned, data, name))
        candidates.append(Candidate(data, preview, overrides.get_overrides(preview.reading.sha256)))
        progress(number / len(files))
    return candidates


def preview_coverage(store: Store, files: Sequence[Candidate]) -> list[CoverageRow]:
    """Coverage as it would be after saving the files that are ready."""
    facts: dict[tuple[int, str, str], Fact] = {}
    for file in files:
        facts |= {fact.key: fact for fact in file.preview.plan.facts if file.verdict == "ready"}
    return to_rows(store.simulate("upload", list(facts.values())), CoverageRow)


def save_all(
    store: Store, files: Sequence[Candidate], by: Actor, note_of: Callable[[Candidate], str], base: int
) -> list[tuple[str, SaveResult]]:
    """Save the ready files in order; (file name, result) of each. A StoreError leaves the earlier ones saved."""
    receipts = []
    with store.write_lock:
        for file in files:
            if file.verdict == "ready":
                name = file.reading.file_name
                receipt = save(store, file.data, name, file.preview.plan.facts, by=by, note=note_of(file), base=base)
                base = store.head.seq
                receipts.append((name, receipt))
    return receipts


@defer_errors
def save_previewed() -> None:
    """Save the files as previewed when the button was pressed; the next run shows the receipts."""
    preview = st.session_state["preview"]
    store, by = stores.real_store(), current_user.resolve_author(st.session_state["by"])
    receipts = save_all(store, preview["files"], by, preview["note_of"], preview["base"])
    st.session_state["receipts"] = {"files": receipts, "moved": preview["moved"]}
    if st.session_state.get("remember"):
        _learn_choices(store, preview["files"], by)
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    overrides.clear_all()


def _learn_choices(store: Store, files: Sequence[Candidate], by: Actor) -> None:
    """Store the matched names and columns for later files."""
    for file in files:
        override = overrides.get_overrides(file.reading.sha256)
        columns = (
            {hash_headers(list_headers(read_without_overrides(file))): dict(override.columns)}
            if override.columns
            else {}
        )
        learn(store, LearnedNames(dict(override.aliases), columns), by)


def read_without_overrides(file: Candidate) -> ReadResult:
    """The file read without overrides, as the next file of its kind will be."""
    return _read_file(file.data, file.reading.file_name, Overrides(), stores.config())


@defer_errors
def end_sample() -> None:
    """End the sample: the first commit of the real store, which is still empty."""
    store = stores.real_store()
    with store.write_lock:
        if sample.is_shown(store, stores.config()):
            store.append("start", current_user.resolve_author(""))
