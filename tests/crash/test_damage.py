"""Damage to view, WAL, archive and commits: the store is repaired or refused in one sentence, with no wrong figure."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.config import Config
from learning_coverage.facts import FactKey
from learning_coverage.store import Store, StoreError
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.wording import Wording
from tests.builders import small_config
from tests.crash.processes import started
from tests.crash.saving_child import save_and_die

MUTATIONS = 5  # of each kind in each place
SEED = 387
PLACES = {
    "view": ["view.duckdb"],
    "WAL": ["view.duckdb.wal"],
    "archive": ["archive/*"],
    "commits": ["commits/*.json", "commits/000000004.json"],  # the last commit is damaged half of the time
}

Figures = dict[FactKey, object]
Damage = Callable[[Path, random.Random], None]

pytestmark = pytest.mark.crash


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def delete(path: Path, _: random.Random) -> None:
    path.unlink()


def fill_with_zeros(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    first = chance.randrange(len(data))
    last = min(len(data), first + chance.choice([1, 512, 4096, len(data)]))
    path.write_bytes(data[:first] + bytes(last - first) + data[last:])


def exchange(path: Path, chance: random.Random) -> None:
    """Replace the content by that of another, undamaged file of its kind."""
    others = sorted(other for other in path.parent.glob(f"*{path.suffix}") if other != path and other.is_file())
    path.write_bytes(chance.choice(others or [path]).read_bytes())


DAMAGES: list[Damage] = [flip, cut, delete, fill_with_zeros, exchange]


@pytest.fixture(scope="module")
def config() -> Config:
    return small_config()


@pytest.fixture(scope="module")
def unclosed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of four uploads whose writer exited without closing it, so that there is a WAL."""
    folder = tmp_path_factory.mktemp("killed") / "store"
    with started(save_and_die, folder, 4) as (child, _):
        child.join()
    assert (folder / "view.duckdb.wal").exists()
    return folder


@pytest.fixture(scope="module")
def figures(unclosed_store: Path, config: Config) -> Figures:
    with Store.open(unclosed_store, config, write=False) as store:
        return _figures(store)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("place", PLACES)
def test_damaged_file_is_repaired_or_refused_and_figures_are_right(
    unclosed_store: Path, config: Config, figures: Figures, tmp_path: Path, place: str, damage: Damage
) -> None:
    chance = random.Random(f"{SEED} {place} {damage.__name__}")
    for number in range(MUTATIONS):
        folder = shutil.copytree(unclosed_store, tmp_path / str(number))
        path = chance.choice(sorted(folder.glob(chance.choice(PLACES[place]))))
        before = path.read_bytes()
        damage(path, chance)
        changed = not path.exists() or path.read_bytes() != before
        errors = _open_and_compare(folder, config, figures)
        if place in ("archive", "commits"):
            errors += [error.code for error in find_errors(folder, config)]
            assert bool(errors) == changed, (number, path.name)
        else:
            assert errors == [], (number, path.name)


def test_wrong_figures_fail_the_check(unclosed_store: Path, config: Config, figures: Figures, tmp_path: Path) -> None:
    """The control: the check of the other test fails when the store holds other figures than expected."""
    wrong = dict.fromkeys(figures, (1, None, 1, None))
    with pytest.raises(AssertionError):
        _open_and_compare(shutil.copytree(unclosed_store, tmp_path / "store"), config, wrong)


def _open_and_compare(folder: Path, config: Config, figures: Figures) -> list[str]:
    """Open the store and compare its figures; return the code of a refusal, whose message is one line."""
    try:
        with Store.open(folder, config) as store:
            assert store.is_writable
            assert _figures(store) == figures
    except StoreError as error:
        assert len(Wording("vi")(f"store.{error.code}", **error.values).splitlines()) == 1
        return [error.code]
    return []


def _figures(store: Store) -> Figures:
    return {key: fact.counts for key, fact in read_current_facts(store).items()}
