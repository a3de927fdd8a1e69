"""A hundred damages of view, WAL, archive and commits: told in one sentence or mended, and never a wrong figure."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store, StoreError
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.save_plan import FactKey, read_current_facts
from learning_coverage.wording import Wording
from tests.builders import small_config
from tests.crash.processes import started
from tests.crash.saving_child import save_and_die

MUTATIONS = 5  # of each kind and place
SEED = 387
PLACES = {
    "view": ["view.duckdb"],
    "WAL": ["view.duckdb.wal"],
    "archive": ["archive/*"],
    "commits": ["commits/*.json", "commits/000000004.json"],  # the last one as often as all together
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
    """The content of another file of its kind, whole in itself."""
    others = sorted(other for other in path.parent.glob(f"*{path.suffix}") if other != path and other.is_file())
    path.write_bytes(chance.choice(others or [path]).read_bytes())


DAMAGES: list[Damage] = [flip, cut, delete, fill_with_zeros, exchange]


@pytest.fixture(scope="module")
def config() -> Config:
    return small_config()


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of four uploads whose writer was killed, so that the WAL is there."""
    folder = tmp_path_factory.mktemp("killed") / "store"
    with started(save_and_die, folder, 4) as (child, _):
        child.join()
    assert (folder / "view.duckdb.wal").exists()
    return folder


@pytest.fixture(scope="module")
def figures(killed: Path, config: Config) -> Figures:
    with Store.open(killed, config, write=False) as store:
        return _figures(store)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("place", PLACES)
def test_damage(killed: Path, config: Config, figures: Figures, tmp_path: Path, place: str, damage: Damage) -> None:
    chance = random.Random(f"{SEED} {place} {damage.__name__}")
    for number in range(MUTATIONS):
        folder = shutil.copytree(killed, tmp_path / str(number))
        path = chance.choice(sorted(folder.glob(chance.choice(PLACES[place]))))
        before = path.read_bytes()
        damage(path, chance)
        changed = not path.exists() or path.read_bytes() != before
        told = _start(folder, config, figures)
        if place in ("archive", "commits"):
            told += [error.code for error in find_errors(folder, config)]
            assert bool(told) == changed, (number, path.name)
        else:
            assert told == [], (number, path.name)


def test_a_forged_figure_is_a_wrong_figure(killed: Path, config: Config, figures: Figures, tmp_path: Path) -> None:
    """The control: without its hash an archived file could be changed, and this test would see it."""
    wrong = dict.fromkeys(figures, (1, None, 1, None))
    with pytest.raises(AssertionError):
        _start(shutil.copytree(killed, tmp_path / "store"), config, wrong)


def _start(folder: Path, config: Config, figures: Figures) -> list[str]:
    """Start on the folder: the right figures, or a refusal that is a sentence."""
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
