"""The power goes at any moment: whatever the disk holds then, the store opens, and nothing acknowledged is lost."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store
from learning_coverage.store.writes.save_plan import FactKey, read_current_facts
from tests.builders import small_config
from tests.crash import loaded
from tests.crash.disk import MODELS, Act, Disk, Model, State, acts, build
from tests.crash.journalled import ACK

STATES = int(os.environ.get("CRASH_STATES", "60"))  # of each model
SEED = 387

Figures = dict[FactKey, object]

pytestmark = pytest.mark.crash


@dataclass(frozen=True)
class Life:
    """What a process did to its files, and what the figures were after each commit."""

    root: PurePosixPath
    acts: tuple[Act, ...]
    figures: dict[int, Figures]

    def states(self, model: Model, count: int) -> Iterator[tuple[State, int]]:
        """Disks as they could be after so many moments, and the last commit acknowledged until then."""
        chance, disk, acknowledged = random.Random(SEED), Disk(), 0
        moments = set(chance.sample(range(1, len(self.acts) + 1), min(count, len(self.acts))))
        for moment, act in enumerate(self.acts, start=1):
            if act.path == self.root / ACK:
                acknowledged = int(act.data) if act.kind == "w" else acknowledged
            else:
                disk.play(act)
            if moment in moments:
                yield model(disk, chance), acknowledged


def _lived(library: Path, folder: Path, manner: str) -> Life:
    root = folder / manner
    root.mkdir()
    journal = folder / f"{manner}.journal"
    loaded.run(library, root, "journalled", manner, journal=journal)
    with Store.open(root / "store", small_config()) as store:
        figures = {seq: _figures(store, seq) for seq in range(store.head.seq + 1)}
    return Life(PurePosixPath(root), tuple(acts(journal)), figures)


@pytest.fixture(scope="module")
def safe(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Life:
    return _lived(library, tmp_path_factory.mktemp("power"), "safe")


@pytest.fixture(scope="module")
def unsafe(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Life:
    return _lived(library, tmp_path_factory.mktemp("power"), "unsafe")


def test_the_journal_holds_the_whole_life(safe: Life, tmp_path: Path) -> None:
    """Played to the end it gives the very files that are on the disk; so the states before are true, too."""
    *_, (state, acknowledged) = safe.states(MODELS["all kept"], len(safe.acts))
    build(state, safe.root, tmp_path)
    kept = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert acknowledged == max(safe.figures) == len(list((tmp_path / "store" / "commits").glob("*.json")))
    assert any(path.name == "view.duckdb" for path in kept)
    assert _figures_of(tmp_path / "store", small_config()) == (acknowledged, safe.figures[acknowledged])


@pytest.mark.parametrize("model", MODELS)
def test_the_power_goes(safe: Life, model: str, tmp_path: Path) -> None:
    assert _lost(safe, MODELS[model], STATES, tmp_path) == []


def test_without_syncing_something_is_lost(unsafe: Life, tmp_path: Path) -> None:
    """The control: the same store, but nothing is ever synced."""
    assert _lost(unsafe, MODELS["unsynced dropped"], 12, tmp_path, find=1) != []


def _lost(life: Life, model: Model, count: int, folder: Path, find: int = 0) -> list[str]:
    """What is wrong with the states, until so many are found."""
    wrong: list[str] = []
    seen: set[tuple[int, int]] = set()
    for number, (state, acknowledged) in enumerate(life.states(model, count)):
        same = (acknowledged, hash(frozenset(state.items())))
        if same in seen:
            continue
        seen.add(same)
        place = folder / str(number)
        build(state, life.root, place)
        try:
            head, figures = _figures_of(place / "store", small_config())
        except Exception as error:
            wrong.append(f"state {number} does not open: {error!r}")
        else:
            if head < acknowledged:
                wrong.append(f"state {number}: {acknowledged} was acknowledged, {head} is there")
            if figures != life.figures.get(head):
                wrong.append(f"state {number}: other figures than commit {head} had")
        if find and len(wrong) >= find:
            break
    return wrong


def _figures_of(folder: Path, config: Config) -> tuple[int, Figures]:
    with Store.open(folder, config) as store:
        assert store.is_writable
        return store.head.seq, _figures(store, store.head.seq)


def _figures(store: Store, seq: int) -> Figures:
    return {key: fact.counts for key, fact in read_current_facts(store, seq).items()}
