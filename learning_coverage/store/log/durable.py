"""Durable writes: a file appears complete and survives a loss of power, or does not appear at all."""

import os
from pathlib import Path

from learning_coverage.access.private_file import sync_folder


def create_file(path: Path, data: bytes) -> None:
    """Create a file. FileExistsError when it exists; after any other error it does not exist."""
    draft = _write_draft(path, data)
    try:
        _rename_to_new(draft, path)
        _sync_name(path)
    finally:
        draft.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Create or replace a file; at every moment its content is the old or the new one, never a mix."""
    _write_draft(path, data).replace(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Create a folder and its missing parents."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and sync it; the caller syncs its folder."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Flush the content of an existing file to disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove_drafts(folder: Path) -> None:
    """Remove the incomplete files of killed writers. No other process may be writing in the folder."""
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
        draft.rename(path)  # fails on Windows when the file exists
    else:
        os.link(draft, path)  # a rename would silently replace, a link fails


def _sync_name(path: Path) -> None:
    try:
        sync_folder(path.parent)
    except OSError:
        path.unlink(missing_ok=True)  # a write reported as failed must not appear later
        raise
