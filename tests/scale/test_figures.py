"""A lake gives the same figures as a folder: golden cases, a property, and a store copied to a lake and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.store import Store, StoreError
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.maintenance import maintain
from learning_coverage.store.operate.copies import copy_store
from learning_coverage.store.operate.location import open_log
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.shared_store import SharedStore
from tests.builders import committed, families, saved
from tests.properties.strategies import configs, uploads
from tests.properties.test_arithmetic import figures_of
from tests.scale.conftest import Join
from tests.sql.test_golden import CASES, HERE, check, config_of

pytestmark = pytest.mark.scale
EmptyLake = Callable[[Config], SharedStore]
# cases with every kind of commit; the other cases run the same code for every log
QUESTIONS = "coverage freezes lessons provenance quota_results reviews tasks uploads".split()
WITH_ACTS = [
    next(case for case in CASES if case.parent.name == name and "acts:" in (case / "params.yaml").read_text("utf-8"))
    for name in QUESTIONS
]
UploadsAndActs = tuple[Config, list[list[Fact]], list[tuple[str, int]]]


@pytest.mark.parametrize("case", WITH_ACTS, ids=lambda case: case.relative_to(HERE).as_posix())
def test_golden_case_on_a_lake(case: Path, tmp_path: Path, empty_lake: EmptyLake) -> None:
    check(case, empty_lake(config_of(case, tmp_path)))


@st.composite
def uploads_and_acts(draw: st.DrawFn) -> UploadsAndActs:
    config = draw(configs())
    files = draw(st.lists(uploads(config, max_size=12), min_size=1, max_size=4))
    kinds = st.sampled_from(["withdraw", "restore", "freeze"])
    return config, files, draw(st.lists(st.tuples(kinds, st.integers(1, len(files))), max_size=3))


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(given_=uploads_and_acts())
def test_lake_gives_the_same_figures_and_commits_as_a_folder(
    given_: UploadsAndActs, empty_lake: EmptyLake, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config, files, acts = given_
    lake = empty_lake(config)
    with Store.open(tmp_path_factory.mktemp("folder"), config) as folder:
        for store in (folder, lake):
            for file in files:
                committed(store, file)
            for kind, about in acts:
                store.append(kind, "An", about=about)
        for as_of in (None, 1, len(files)):
            assert figures_of(lake, as_of) == figures_of(folder, as_of)
        in_folder, in_lake = (
            [(c.seq, c.kind, c.about, c.raw, c.rows) for c in store.commits()] for store in (folder, lake)
        )
        assert in_lake == in_folder
        assert all(lake.blob(name) == folder.blob(name) for *_, name in in_lake if name)


def test_store_copied_to_a_bucket_maintained_and_copied_back_is_identical(
    in_bucket: str, new_address: Callable[[str], str], join: Join, tmp_path: Path, config: Config
) -> None:
    """Figures, hashes and files are identical; a second copy adds the new commits; maintenance loses nothing."""
    original, copy = tmp_path / "begin", tmp_path / "back"
    with Store.open(original, config) as store:
        saved(store, *(families(f"20{year} V1 100 {year}", f"20{year} V2 9 8") for year in range(21, 26)))
        store.append("withdraw", "An", about=2, note="nhầm")
        head, figures = store.head, figures_of(store)
        text = new_address(in_bucket)
        address = LakeAddress.parse(text)
        assert copy_store(original, address) == head
        saved(store, families("2030 V3 7 6"))
        newer, figures_then = store.head, figures_of(store)

    assert figures_of(join(at=text)) == figures
    maintain(address)
    assert copy_store(original, address) == newer
    maintain(address)
    assert copy_store(address, copy) == newer
    assert _files(copy) == _files(original)
    with Store.open(copy, config) as store:
        assert (store.head, figures_of(store)) == (newer, figures_then)
    for place in (address, copy):
        assert list(find_errors(place, config)) == []


def test_copy_over_another_store_is_refused(new_address: Callable[[], str], tmp_path: Path, config: Config) -> None:
    address = LakeAddress.parse(new_address())
    for name, recognised in (("one", 1), ("two", 2)):
        with Store.open(tmp_path / name, config) as store:
            saved(store, families(f"2024 V1 100 {recognised}"))
    copy_store(tmp_path / "one", address)
    with pytest.raises(StoreError, match="copy_other"):
        copy_store(tmp_path / "two", address)
    with open_log(address) as log, open_log(tmp_path / "one") as one:
        assert log.head() == one.head()


def _files(store: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for part in ("archive", "commits") for path in (store / part).iterdir()}
