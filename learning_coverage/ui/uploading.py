"""The upload page's work: files as read, what they would change together, and saving them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from learning_coverage.facts import Fact
from learning_coverage.intake import read
from learning_coverage.intake.reading import Reading
from learning_coverage.store import Store, StoreError
from learning_coverage.store.saving import Difference, Receipt, current_facts, difference, save
from learning_coverage.ui import opening


@dataclass(frozen=True)
class Candidate:
    """One chosen file: its bytes, what was understood, and what it would change if it came in now."""

    data: bytes
    reading: Reading
    change: Difference

    @property
    def verdict(self) -> str:
        if self.reading.refused:
            return "refused"
        return "unchanged" if self.change.is_empty else "ready"


@st.cache_data(show_spinner=False, max_entries=200)
def understood(data: bytes, file_name: str, year: int | None) -> Reading:
    """A file is read once, however often the page runs."""
    return read(data, file_name, opening.config(), year=year)


def candidates(store: Store, files: Sequence[tuple[str, bytes, int | None]]) -> list[Candidate]:
    """The files in the order chosen; each is compared with the store and the files before it."""
    current = current_facts(store)
    found = []
    for name, data, year in files:
        reading = understood(data, name, year)
        facts = () if reading.refused else reading.facts
        found.append(Candidate(data, reading, difference(facts, current)))
        current |= {fact.key: fact for fact in facts}
    return found


def commune_after(store: Store, files: Sequence[Candidate]) -> pd.DataFrame:
    """Coverage as it would be with all the files that are ready."""
    facts: dict[tuple[int, str, str], Fact] = {}
    for file in files:
        facts |= {fact.key: fact for fact in file.reading.facts if file.verdict == "ready"}
    return store.supposing("upload", list(facts.values()))


def save_all(store: Store, files: Sequence[Candidate], by: str, note: str, base: int) -> list[tuple[str, Receipt]]:
    """Save the files that are ready, each on top of the one before; StoreError leaves those before it saved."""
    receipts: list[tuple[str, Receipt]] = []
    with store.turn:
        for file in files:
            if file.verdict == "ready":
                name = file.reading.file_name
                receipt = save(store, file.data, name, file.reading.facts, by=by, note=note, base=base)
                base = store.head.seq
                receipts.append((name, receipt))
    return receipts


def save_seen() -> None:
    """Save what the user had before his eyes when he pressed the button; the outcome waits for the next drawing."""
    seen = st.session_state["preview"]
    try:
        st.session_state["receipts"] = save_all(
            opening.real_store(), seen["files"], st.session_state["by"].strip(), st.session_state["note"], seen["base"]
        )
        st.session_state["round"] = st.session_state.get("round", 0) + 1
    except StoreError as error:
        st.session_state["refusal"] = error


def start_clean() -> None:
    """Leave the sample behind: the store begins, still empty."""
    with opening.real_store().turn:
        if opening.shows_sample():
            opening.real_store().append("start", "")
