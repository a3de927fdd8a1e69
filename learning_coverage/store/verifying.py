"""Is the store whole? Every commit linked, every archived byte as it was, every fact of an upload, the view alive."""

from collections.abc import Iterator
from pathlib import Path

from learning_coverage.config import Config
from learning_coverage.store import canonical
from learning_coverage.store.backup import check_bytes
from learning_coverage.store.database import ViewError
from learning_coverage.store.folder import FolderLog
from learning_coverage.store.log import Commit, Log, StoreError
from learning_coverage.store.saving import Key, current_facts
from learning_coverage.store.store import Store

Figures = dict[Key, tuple[int | None, int | None, int | None, str | None]]


def findings(folder: Path, config: Config) -> Iterator[StoreError]:
    """What is wrong with the store in a folder, nothing when it is whole; it works beside a running app, too.

    A view made anew from the log is compared with the log, and the one in the file as well while nobody has it open.
    """
    log = FolderLog(folder)
    try:
        commits = list(log.since(0))
    except StoreError as error:
        yield error
        return
    damaged = [error for commit in commits for error in _of_commit(log, commit)]
    yield from damaged
    if not damaged:
        expected = _expected(log, commits)
        for kept in (False, True):
            yield from _of_view(folder, config, expected, kept)


def _of_commit(log: Log, commit: Commit) -> Iterator[StoreError]:
    try:
        check_bytes(commit, log)
    except StoreError as error:
        yield error


def _expected(log: Log, commits: list[Commit]) -> Figures:
    """The current facts as the log alone says."""
    withdrawn = {c.about: c.kind == "withdraw" for c in commits if c.kind in ("withdraw", "restore")}
    return {
        fact.key: fact.counts
        for commit in commits
        if commit.kind == "upload" and commit.rows and not withdrawn.get(commit.seq)
        for fact in canonical.from_bytes(log.blob(commit.rows))
    }


def _of_view(folder: Path, config: Config, expected: Figures, kept: bool) -> Iterator[StoreError]:
    """A view must hold the facts of the log, neither more nor fewer; `kept`: the one in the file."""
    try:
        with Store.open(folder, config, write=kept) as store:
            if kept and not store.writable:
                return
            found = {key: fact.counts for key, fact in current_facts(store).items()}
            store.ask("years")
    except ViewError as error:
        yield StoreError("view_fails", reason=str(error).splitlines()[0])
        return
    except StoreError as error:
        yield error
        return
    if found != expected:
        yield StoreError("view_differs", n=len(found.items() ^ expected.items()))
