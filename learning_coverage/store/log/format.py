"""Versions of the store format and their migrations.

0: `archive` and `commits`, no marker. 1: `format.json`, and every new commit has a seal. 2: the rows of a large upload
are archived as Parquet.
"""

import json
from collections.abc import Callable
from pathlib import Path

from learning_coverage.store.log.durable import replace_file
from learning_coverage.store.log.log import StoreError

MARKER_FILE = "format.json"

# Step n migrates a store from version n to n + 1. It may only add to a folder and must be repeatable: it is complete
# once the marker is replaced, and a process killed before that leaves a valid store of the older version.
MIGRATIONS: tuple[Callable[[Path], None], ...] = (lambda _: None, lambda _: None)


def current_version() -> int:
    """The version this program writes."""
    return len(MIGRATIONS)


def read_version(folder: Path) -> int:
    """The version of the store in a folder; StoreError when its marker cannot be read."""
    try:
        return decode_marker((folder / MARKER_FILE).read_bytes())
    except FileNotFoundError:
        return 0


def decode_marker(data: bytes) -> int:
    """The version in the bytes of a marker file; StoreError when they are no marker."""
    try:
        return int(json.loads(data)["version"])
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError("marker_damaged") from error


def encode_marker(version: int) -> bytes:
    """The bytes of the marker file of a version."""
    return json.dumps({"version": version}).encode()


def reject_newer(version: int) -> None:
    """StoreError when a newer program made the store, whose files this one may misread."""
    if version > current_version():
        raise StoreError("store_newer", version=version, known=current_version())


def can_write(folder: Path) -> bool:
    """Whether this program may write into the folder of a store; into one of a newer version not even audit entries."""
    try:
        reject_newer(read_version(folder))
    except StoreError:
        return False
    return True


def migrate(folder: Path, make_backup: Callable[[], object]) -> None:
    """Migrate an older store, after `make_backup` if it has commits. The caller holds the writer's lock."""
    version = read_version(folder)
    if version == current_version():
        return
    if any((folder / "commits").glob("*.json")):
        make_backup()
    for step in MIGRATIONS[version:]:
        step(folder)
    replace_file(folder / MARKER_FILE, encode_marker(current_version()))
