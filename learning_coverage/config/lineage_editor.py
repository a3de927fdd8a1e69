"""Recording changes of villages in `commune.yaml`, and undoing the last record."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from learning_coverage.config import Config, load_config
from learning_coverage.config.commune_editor import FILE_NAME, edit_text, generate_ids, validate, write


@dataclass(frozen=True)
class PendingChange:
    """A change to record; `target_id` is the village that receives a part, `share` its percentage of households."""

    kind: str
    year: int
    before_ids: tuple[str, ...]
    new_names: tuple[str, ...] = ()
    target_id: str | None = None
    decision: str = ""
    share: int | None = None


def preview(folder: Path, pending: PendingChange) -> Config:
    """The configuration with the change; nothing is written. ConfigError when it contradicts the configuration."""
    return validate(folder, edit_text(folder, _build_edit(folder, pending)))


def apply(folder: Path, pending: PendingChange) -> None:
    """Write the change; the file before it is stored beside it for `undo`, until the next change."""
    text = edit_text(folder, _build_edit(folder, pending))
    validate(folder, text)
    _backup_path(folder).write_bytes((folder / FILE_NAME).read_bytes())
    write(folder, text)


def can_undo(folder: Path) -> bool:
    """Whether the last edit of the file was a change recorded by `apply`."""
    path = _backup_path(folder)
    if not path.exists():
        return False
    return len(validate(folder, path.read_text(encoding="utf-8-sig")).lineage.changes) + 1 == len(
        load_config(folder).lineage.changes
    )


def undo(folder: Path) -> None:
    """Restore the file as it was before the last change."""
    path = _backup_path(folder)
    write(folder, path.read_text(encoding="utf-8-sig"))
    path.unlink()


def _backup_path(folder: Path) -> Path:
    return (folder / FILE_NAME).with_suffix(".before")


def _build_edit(folder: Path, pending: PendingChange) -> Callable[[Any], None]:
    known = load_config(folder)
    ids = generate_ids(village.id for village in known.villages)
    own = {village.name.casefold(): village.id for village in known.villages if village.id in pending.before_ids}

    def change(content: Any) -> None:
        if pending.kind == "renamed":
            after = list(pending.before_ids)
            _rename(next(v for v in content["villages"] if v["id"] == pending.before_ids[0]), pending)
        elif pending.kind == "part":
            after = [pending.target_id or ""]
        else:
            after = []
            for name in pending.new_names:
                kept = own.get(name.casefold()) if pending.kind == "merged" else None
                after.append(kept or next(ids))
                if not kept:
                    content["villages"].append({"id": after[-1], "name": name})
        entry = {"kind": pending.kind, "from": list(pending.before_ids), "to": after, "year": pending.year}
        if pending.decision:
            entry["decision"] = pending.decision
        if pending.share:
            entry["share"] = pending.share
        content.setdefault("lineage", []).append(entry)

    return change


def _rename(village: Any, pending: PendingChange) -> None:
    """Set the new name; the present one becomes the name of the years since the previous one."""
    names = village.setdefault("names", [])
    since = {"from": max(known["to"] for known in names) + 1} if names else {}
    names.append({"name": village["name"], **since, "to": pending.year - 1})
    village["name"] = pending.new_names[0]
