"""Power loss at any moment: the store opens from every possible disk state, with all acknowledged commits."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from learning_coverage.config import Config
from learning_coverage.facts import FactKey
from learning_coverage.store import Store
from learning_coverage.store.writes.save_plan import read_current_facts
from tests.builders import small_config
from tests.crash import journal_library
from tests.crash.disk import MODELS, Disk, Model, Operation, State, build, read_journal
from tests.crash.journalled import ACK

STATES = int(os.environ.get("CRASH_STATES", "60"))  # per model
SEED = 387

Figures = dict[FactKey, object]

pytestmark = pytest.mark.crash


@dataclass(frozen=True)
class Run:
    """The file operations of a process, and the figures after each commit."""

    root: PurePosixPath
    operations: tuple[Operation, ...]
    figures: dict[int, Figures]

    def states(self, model: Model, count: int) -> Iterator[tuple[State, int]]:
        """Disk states at `count` random moments, each with the last commit acknowledged by then."""
        chance, disk, acknowledged = random.Random(SEED), Disk(), 0
        moments = set(chance.sample(range(1, len(self.operations) + 1), min(count, len(self.operations))))
        for moment, operation in enumerate(self.operations, start=1):
            if operation.path == self.root / ACK:
                acknowledged = int(operation.data) if operation.kind == "w" else acknowledged
            else:
                disk.play(operation)
            if moment in moments:
                yield model(disk, chance), acknowledged


def _run_store(library: Path, folder: Path, mode: str) -> Run:
    root = folder / mode
    root.mkdir()
    journal = folder / f"{mode}.journal"
    journal_library.run(library, root, "journalled", mode, journal=journal)
    with Store.open(root / "store", small_config()) as store:
        figures = {seq: _figures(store, seq) for seq in range(store.head.seq + 1)}
    return Run(PurePosixPath(root), tuple(read_journal(journal)), figures)


@pytest.fixture(scope="module")
def safe(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _run_store(library, tmp_path_factory.mktemp("power"), "safe")


@pytest.fixture(scope="module")
def unsafe(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return _run_store(library, tmp_path_factory.mktemp("power"), "unsafe")


def test_journal_replayed_to_its_end_gives_the_files_on_the_disk(safe: Run, tmp_path: Path) -> None:
    """Replayed to its end, the journal gives the files on the disk."""
    *_, (state, acknowledged) = safe.states(MODELS["all kept"], len(safe.operations))
    build(state, safe.root, tmp_path)
    files = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert acknowledged == max(safe.figures) == len(list((tmp_path / "store" / "commits").glob("*.json")))
    assert any(path.name == "view.duckdb" for path in files)
    assert _figures_of(tmp_path / "store", small_config()) == (acknowledged, safe.figures[acknowledged])


@pytest.mark.parametrize("model", MODELS)
def test_no_acknowledged_commit_is_lost_when_the_power_fails(safe: Run, model: str, tmp_path: Path) -> None:
    assert _find_errors(safe, MODELS[model], STATES, tmp_path) == []


def test_commits_are_lost_without_sync(unsafe: Run, tmp_path: Path) -> None:
    """The control: the same run without any sync."""
    assert _find_errors(unsafe, MODELS["unsynced dropped"], 12, tmp_path, find=1) != []


def _find_errors(run: Run, model: Model, count: int, folder: Path, find: int = 0) -> list[str]:
    """The errors in the disk states; stops after `find` of them if it is not 0."""
    errors: list[str] = []
    seen: set[tuple[int, int]] = set()
    for number, (state, acknowledged) in enumerate(run.states(model, count)):
        same = (acknowledged, hash(frozenset(state.items())))
        if same in seen:
            continue
        seen.add(same)
        place = folder / str(number)
        build(state, run.root, place)
        try:
            head, figures = _figures_of(place / "store", small_config())
        except Exception as error:
            errors.append(f"state {number} does not open: {error!r}")
        else:
            if head < acknowledged:
                errors.append(f"state {number}: {acknowledged} was acknowledged, {head} is there")
            if figures != run.figures.get(head):
                errors.append(f"state {number}: other figures than commit {head} had")
        if find and len(errors) >= find:
            break
    return errors


def _figures_of(folder: Path, config: Config) -> tuple[int, Figures]:
    with Store.open(folder, config) as store:
        assert store.is_writable
        return store.head.seq, _figures(store, store.head.seq)


def _figures(store: Store, seq: int) -> Figures:
    return {key: fact.counts for key, fact in read_current_facts(store, seq).items()}
