"""Another process holds the store's lock: pages wait once, show what it saves, and become writable when it ends."""

from pathlib import Path

import pytest
from filelock import FileLock

from learning_coverage.facts import Fact
from learning_coverage.store import Store, open_folder
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores
from tests.pages.conftest import opened, without_sample

HISTORY = "pages/records/history.py"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that each request for the lock allows for waiting; the fixture itself does not wait."""
    found: list[float] = []
    acquire_lock = open_folder.acquire_lock

    def acquire_without_waiting(folder: Path, wait: float) -> FileLock:
        found.append(wait)
        return acquire_lock(folder, 0)

    monkeypatch.setattr(open_folder, "acquire_lock", acquire_without_waiting)
    return found


def test_page_waits_once_follows_the_writer_and_becomes_writable_after_it(
    folders: tuple[Path, Path], waits: list[float]
) -> None:
    without_sample(folders[0])
    with Store.open(folders[1], stores.config()) as other:
        save(other, b"1", "1.csv", [Fact(2, 2025, "T08", "gia_dinh", 100, None, 61)], by="An")
        waits.clear()
        app = opened(HISTORY)
        save(other, b"2", "2.csv", [Fact(2, 2025, "T08", "gia_dinh", 100, None, 62)], by="An")
        app.run()
        assert app.selectbox(key="upload").options == ["2 · 2.csv", "1 · 1.csv"]
        assert not stores.real_store().is_writable
        assert stores.real_store() is stores.real_store()  # not reopened at every call
    assert [wait for wait in waits if wait] == [stores.WAIT_FOR_WRITER]
    app.run()
    assert stores.real_store().is_writable
    assert [wait for wait in waits if wait] == [stores.WAIT_FOR_WRITER]
