"""Names the reader has learned from corrections, with consent: spellings of villages, and columns of forms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from learning_coverage.access import Actor
from learning_coverage.store.log.log import sha256
from learning_coverage.store.store import Store


@dataclass(frozen=True)
class LearnedNames:
    """`aliases`: spelling → village id. `columns`: `hash_headers` of a form → header text → field."""

    aliases: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)


def hash_headers(headers: tuple[str, ...]) -> str:
    """The key of a form: two forms are alike when they have the same headers in the same order."""
    return sha256("\n".join(headers).encode())


def read_learned(store: Store) -> LearnedNames:
    """All names learned so far; the later of two wins."""
    aliases: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    for (raw,) in store.query_rows("lessons"):
        learned = json.loads(store.blob(raw))
        aliases |= learned["aliases"]
        columns |= learned["columns"]
    return LearnedNames({spelling: village for spelling, village in aliases.items() if village}, columns)


def forget(store: Store, spelling: str, by: Actor) -> None:
    """Forget a spelling, so that the user is asked about it again."""
    learn(store, LearnedNames({spelling: ""}), by)


def learn(store: Store, names: LearnedNames, by: Actor) -> None:
    """Store learned names, unless all of them are known."""
    with store.write_lock:
        known = read_learned(store)
        if _is_new(names.aliases, known.aliases) or _is_new(names.columns, known.columns):
            data = json.dumps({"aliases": names.aliases, "columns": names.columns}, ensure_ascii=False).encode()
            store.append("learn", by, blobs={sha256(data): data}, raw=sha256(data))


def _is_new(names: Mapping[str, object], known: Mapping[str, object]) -> bool:
    return any(known.get(key) != value for key, value in names.items())
