"""Recording in `commune.yaml` what became of villages, and taking the last record back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from learning_coverage.config import Config, load_config
from learning_coverage.config.commune_editor import FILE, changed_text, checked, free_ids, write


@dataclass(frozen=True)
class Record:
    """A change to record: `before` are ids, `names` those of what comes of it, `to` is the id a part goes to."""

    kind: str
    year: int
    before: tuple[str, ...]
    names: tuple[str, ...] = ()
    to: str | None = None
    decision: str = ""
    share: int | None = None


def would_be(folder: Path, record: Record) -> Config:
    """The configuration with the record; nothing is written. ConfigError when it does not fit what there is."""
    return checked(folder, changed_text(folder, _recording(folder, record)))


def keep(folder: Path, record: Record) -> None:
    """Write the record down; the file as it was stands beside it until the next one, to be brought back."""
    text = changed_text(folder, _recording(folder, record))
    checked(folder, text)
    _before(folder).write_bytes((folder / FILE).read_bytes())
    write(folder, text)


def can_take_back(folder: Path) -> bool:
    """Whether the last thing done to the file was a record made here."""
    path = _before(folder)
    if not path.exists():
        return False
    return len(checked(folder, path.read_text(encoding="utf-8-sig")).lineage.changes) + 1 == len(
        load_config(folder).lineage.changes
    )


def take_back(folder: Path) -> None:
    """Bring the file back as it was before the last record."""
    path = _before(folder)
    write(folder, path.read_text(encoding="utf-8-sig"))
    path.unlink()


def _before(folder: Path) -> Path:
    return (folder / FILE).with_suffix(".before")


def _recording(folder: Path, record: Record) -> Callable[[Any], None]:
    known = load_config(folder)
    ids = free_ids(village.id for village in known.villages)
    own = {village.name.casefold(): village.id for village in known.villages if village.id in record.before}

    def change(content: Any) -> None:
        if record.kind == "renamed":
            after = list(record.before)
            _rename(next(v for v in content["villages"] if v["id"] == record.before[0]), record)
        elif record.kind == "part":
            after = [record.to or ""]
        else:
            after = []
            for name in record.names:
                kept = own.get(name.casefold()) if record.kind == "merged" else None
                after.append(kept or next(ids))
                if not kept:
                    content["villages"].append({"id": after[-1], "name": name})
        entry = {"kind": record.kind, "from": list(record.before), "to": after, "year": record.year}
        if record.decision:
            entry["decision"] = record.decision
        if record.share:
            entry["share"] = record.share
        content.setdefault("lineage", []).append(entry)

    return change


def _rename(village: Any, record: Record) -> None:
    """The name so far is that of the years since the one before it."""
    names = village.setdefault("names", [])
    since = {"from": max(known["to"] for known in names) + 1} if names else {}
    names.append({"name": village["name"], **since, "to": record.year - 1})
    village["name"] = record.names[0]
