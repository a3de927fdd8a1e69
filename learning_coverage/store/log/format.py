"""Which version of the store a folder holds, and bringing an older one up to ours.

0: `archive` and `commits`, no marker. 1: `format.json`, and every new commit carries its seal. 2: the rows of a large
upload are archived as Parquet.
"""

import json
from collections.abc import Callable
from pathlib import Path

from learning_coverage.store.log.durable import write_over
from learning_coverage.store.log.log import StoreError

MARKER = "format.json"

# The step at place n takes a store from version n to n + 1. It may only add to a folder, must bear being done twice,
# and counts as done when the marker has been replaced: killed before that, the older version is still whole.
STEPS: tuple[Callable[[Path], None], ...] = (lambda _: None, lambda _: None)


def current() -> int:
    """The version this program writes."""
    return len(STEPS)


def version_of(folder: Path) -> int:
    """The version of the store in a folder; StoreError when its marker cannot be read."""
    try:
        return read_marker((folder / MARKER).read_bytes())
    except FileNotFoundError:
        return 0


def read_marker(data: bytes) -> int:
    try:
        return int(json.loads(data)["version"])
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError("marker_damaged") from error


def marker(version: int) -> bytes:
    return json.dumps({"version": version}).encode()


def refuse_newer(version: int) -> None:
    """StoreError when a newer program made the store: what it means by its files, this one cannot know."""
    if version > current():
        raise StoreError("store_newer", version=version, known=current())


def may_be_touched(folder: Path) -> bool:
    """Whether anything may be written into the folder of a store: into a newer one not even the record of acts."""
    try:
        refuse_newer(version_of(folder))
    except StoreError:
        return False
    return True


def bring_up_to_date(folder: Path, save_first: Callable[[], object]) -> None:
    """Migrate an older store; `save_first` makes a backup of one that holds anything. The caller may write."""
    version = version_of(folder)
    if version == current():
        return
    if any((folder / "commits").glob("*.json")):
        save_first()
    for step in STEPS[version:]:
        step(folder)
    write_over(folder / MARKER, marker(current()))
