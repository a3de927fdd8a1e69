"""Writing so that it survives a loss of power: a file appears whole and for good, or not at all."""

import os
from pathlib import Path

from learning_coverage.access.private_file import sync_folder


def create_file(path: Path, data: bytes) -> None:
    """Make a new file; FileExistsError when it is there already. After any error it is not there."""
    draft = _write_draft(path, data)
    try:
        _rename_to_new(draft, path)
        _sync_name(path)
    finally:
        draft.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Make a file or replace it; at every moment it is the old one or the new one."""
    _write_draft(path, data).replace(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file of which nobody else knows yet; its folder is still to be synced."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove_drafts(folder: Path) -> None:
    """Remove what killed writers left half written. Nobody else may be writing there."""
    for draft in folder.glob("*.draft"):
        draft.unlink(missing_ok=True)


def _write_draft(path: Path, data: bytes) -> Path:
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        write_synced(draft, data)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _rename_to_new(draft: Path, path: Path) -> None:
    if os.name == "nt":
        draft.rename(path)  # refuses to replace on Windows
    else:
        os.link(draft, path)  # rename would replace in silence; a link refuses


def _sync_name(path: Path) -> None:
    try:
        sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)  # what is told to have failed must not turn up later
        raise
