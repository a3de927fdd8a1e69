"""Verification of a store: its chain of commits, its archived bytes, the facts of uploads, and its view."""

from collections.abc import Callable, Iterator
from pathlib import Path

from learning_coverage.config.tree import ConfigSource
from learning_coverage.facts import FactKey
from learning_coverage.store.backups.backup import check_blobs
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, Log, StoreError
from learning_coverage.store.operate.location import Location, open_log
from learning_coverage.store.store import Store
from learning_coverage.store.view.database import ViewError
from learning_coverage.store.view.view import View
from learning_coverage.store.writes.save_plan import read_current_facts

CountsByKey = dict[FactKey, tuple[int | None, int | None, int | None, str | None]]


def find_errors(place: Location, config: ConfigSource) -> Iterator[StoreError]:
    """The errors of the store at a location; it may be in use by another process.

    The log is compared with a new view of it, and with the view in the file unless another process has it open.
    """
    with open_log(place) as log:
        yield from _check_log(log, config, place)


def _check_log(log: Log, config: ConfigSource, place: Location) -> Iterator[StoreError]:
    try:
        commits = list(log.since(0))
    except StoreError as error:
        yield error
        return
    damaged = [error for commit in commits for error in _check_commit(log, commit)]
    yield from damaged
    if not damaged:
        expected, last = _replay_log(log, commits), len(commits)
        yield from _check_view(lambda: Store(log, View(None, config, log)), expected, last)
        if isinstance(place, Path):
            yield from _check_view(lambda: Store.open(place, config), expected, last)


def _check_commit(log: Log, commit: Commit) -> Iterator[StoreError]:
    try:
        check_blobs(commit, log)
    except StoreError as error:
        yield error


def _replay_log(log: Log, commits: list[Commit]) -> CountsByKey:
    """The counts of the current facts by key, computed from the log without DuckDB."""
    withdrawn = {c.about: c.kind == "withdraw" for c in commits if c.kind in ("withdraw", "restore")}
    return {
        fact.key: fact.counts
        for commit in commits
        if commit.kind == "upload" and commit.rows and not withdrawn.get(commit.seq)
        for fact in fact_codec.decode(log.blob(commit.rows))
    }


def _check_view(open_store: Callable[[], Store], expected: CountsByKey, last: int) -> Iterator[StoreError]:
    """The errors of a view: its facts as of the commit `last` differ from the log's, or it fails."""
    try:
        with open_store() as store:
            if not store.is_writable:
                return
            found = {key: fact.counts for key, fact in read_current_facts(store, last).items()}
            store.query("years")
    except ViewError as error:
        yield StoreError("view_fails", reason=str(error).splitlines()[0])
        return
    except StoreError as error:
        yield error
        return
    if found != expected:
        yield StoreError("view_differs", n=len(found.items() ^ expected.items()))
