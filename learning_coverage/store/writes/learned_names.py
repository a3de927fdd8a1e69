"""What a user taught the importer, with consent: other spellings of villages, and columns of a kind of form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from learning_coverage.access import Actor
from learning_coverage.store.log.log import sha256
from learning_coverage.store.store import Store


@dataclass(frozen=True)
class LearnedNames:
    """`aliases`: spelling → village id. `columns`: shape of a header → header text → field."""

    aliases: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)


def hash_headers(headers: tuple[str, ...]) -> str:
    """What makes two forms alike: the same headers in the same order."""
    return sha256("\n".join(headers).encode())


def read_learned(store: Store) -> LearnedNames:
    """Everything taught so far; what was taught later wins."""
    aliases: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    for (raw,) in store.query_rows("lessons"):
        lesson = json.loads(store.blob(raw))
        aliases |= lesson["aliases"]
        columns |= lesson["columns"]
    return LearnedNames({spelling: village for spelling, village in aliases.items() if village}, columns)


def forget(store: Store, spelling: str, by: Actor) -> None:
    """Take a spelling back: from now on it is asked for again."""
    learn(store, LearnedNames({spelling: ""}), by)


def learn(store: Store, lesson: LearnedNames, by: Actor) -> None:
    """Keep a lesson; one that teaches nothing new is not kept."""
    with store.write_lock:
        known = read_learned(store)
        if _is_new(lesson.aliases, known.aliases) or _is_new(lesson.columns, known.columns):
            data = json.dumps({"aliases": lesson.aliases, "columns": lesson.columns}, ensure_ascii=False).encode()
            store.append("learn", by, blobs={sha256(data): data}, raw=sha256(data))


def _is_new(lesson: Mapping[str, object], known: Mapping[str, object]) -> bool:
    return any(known.get(key) != value for key, value in lesson.items())
