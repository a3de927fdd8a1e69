"""Which version of the store a folder holds, and bringing an older one up to ours.

0: `archive` and `commits`, no marker. 1: `format.json`, and every new commit carries its seal. 2: the rows of a large
upload are archived as Parquet.
"""

import json
from collections.abc import Callable
from pathlib import Path

from learning_coverage.store.log.durable import replace_file
from learning_coverage.store.log.log import StoreError

MARKER_FILE = "format.json"

# The step at place n takes a store from version n to n + 1. It may only add to a folder, must bear being done twice,
# and counts as done when the marker has been replaced: killed before that, the older version is still whole.
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
    try:
        return int(json.loads(data)["version"])
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError("marker_damaged") from error


def encode_marker(version: int) -> bytes:
    return json.dumps({"version": version}).encode()


def reject_newer(version: int) -> None:
    """StoreError when a newer program made the store: what it means by its files, this one cannot know."""
    if version > current_version():
        raise StoreError("store_newer", version=version, known=current_version())


def can_write(folder: Path) -> bool:
    """Whether anything may be written into the folder of a store: into a newer one not even the record of acts."""
    try:
        reject_newer(read_version(folder))
    except StoreError:
        return False
    return True


def migrate(folder: Path, make_backup: Callable[[], object]) -> None:
    """Migrate an older store; `save_first` makes a backup of one that holds anything. The caller may write."""
    version = read_version(folder)
    if version == current_version():
        return
    if any((folder / "commits").glob("*.json")):
        make_backup()
    for step in MIGRATIONS[version:]:
        step(folder)
    replace_file(folder / MARKER_FILE, encode_marker(current_version()))
