"""`verify`, `backup` and `restore`, and the recovery of a large store that was lost."""

import hashlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.backups.backup_schedule import create_now
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import Commit, sha256
from learning_coverage.store.writes.save_plan import read_current_facts
from tests.builders import SMALL, small_config
from tests.cli.conftest import Run

COMMITS = 1000

File = Callable[..., Path]


@pytest.fixture
def upload(run: Run, file: File) -> None:
    assert run("import", file("2024,Thôn 10,families,100,,60")).code == 0


@pytest.fixture
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A configuration folder that may be changed; set after `run`, which sets another."""
    folder = shutil.copytree(SMALL, tmp_path / "config")
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(folder))
    return folder


@pytest.mark.usefixtures("upload", "own_config")
def test_restored_backup_gives_the_same_figures(run: Run, tmp_path: Path, store_folder: Path) -> None:
    figures = run("coverage", "--json").out
    backed_up = run("backup", tmp_path / "b.zip")
    assert (backed_up.code, len(backed_up.out.splitlines())) == (0, 1)
    shutil.rmtree(store_folder)
    restored = run("restore", tmp_path / "b.zip")
    assert (restored.code, len(restored.out.splitlines())) == (0, 1)
    assert run("coverage", "--json").out == figures


@pytest.mark.usefixtures("upload", "own_config")
def test_the_present_store_is_set_aside_and_its_folder_printed(run: Run, tmp_path: Path, store_folder: Path) -> None:
    run("backup", tmp_path / "b.zip")
    (tmp_path / "sau.csv").write_text("nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan\n2025,V1,families,9,,1", "utf-8")
    later = run("import", tmp_path / "sau.csv")
    assert later.code == 0, later.out
    restored = run("restore", tmp_path / "b.zip")
    assert restored.code == 0
    aside = next((store_folder / "set-aside").iterdir())
    assert str(aside) in restored.out
    assert list((aside / "commits").iterdir())
    (again,) = (aside / "files").iterdir()
    assert str(again.parent) in restored.out
    assert run("import", again).code == 0


@pytest.mark.usefixtures("upload", "own_config")
def test_restore_includes_the_configuration(run: Run, tmp_path: Path, own_config: Path) -> None:
    before = (own_config / "commune.yaml").read_bytes()
    run("backup", tmp_path / "b.zip")
    (own_config / "commune.yaml").write_bytes(before + b"# changed\n")
    assert run("restore", tmp_path / "b.zip").code == 0
    assert (own_config / "commune.yaml").read_bytes() == before


@pytest.mark.usefixtures("upload", "own_config")
def test_refused_backup_or_restore_is_one_sentence(
    run: Run, tmp_path: Path, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning_coverage.cli.maintenance.WAIT_FOR_WRITER", 0)
    run("backup", tmp_path / "b.zip")
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes((tmp_path / "b.zip").read_bytes()[:-100])
    with Store.open(store_folder, small_config()):
        assert run("backup", tmp_path / "while it runs.zip").code == 0
        refused = [
            run("restore", tmp_path / "b.zip"),  # the program runs
            run("restore", damaged),
            run("restore", tmp_path / "nowhere.zip"),
            run("backup", tmp_path / "b.zip"),  # is there already
            run("backup", store_folder / "writer.lock" / "b.zip"),
        ]
    assert [(done.code, done.out, len(done.err.splitlines())) for done in refused] == [(1, "", 1)] * len(refused)


@pytest.mark.usefixtures("upload")
def test_verify_prints_the_last_backup(run: Run, store_folder: Path) -> None:
    never = run("verify").out.splitlines()
    create_now(store_folder)
    now = run("verify")
    assert (now.code, len(never), len(now.out.splitlines())) == (0, 2, 2)
    assert never[0] == now.out.splitlines()[0]
    assert "0 ngày" in now.out.splitlines()[1]


@pytest.mark.usefixtures("own_config")
def test_thousand_commits_are_restored_with_identical_figures(
    run: Run, tmp_path: Path, store_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A thousand commits, backed up, lost and restored by the commands, give identical figures."""
    config = small_config()
    _fill(FolderLog(store_folder), COMMITS)
    before = _hash(store_folder, config)
    start = time.perf_counter()
    assert run("backup", tmp_path / "b.zip").code == 0
    backed_up = time.perf_counter()
    shutil.rmtree(store_folder)
    assert run("restore", tmp_path / "b.zip").code == 0
    assert _hash(store_folder, config) == before
    seconds = f"backup {backed_up - start:.1f} s, restore and start {time.perf_counter() - backed_up:.1f} s"
    with capsys.disabled():
        print(f"\n{COMMITS} commits: {seconds}")


def _fill(log: FolderLog, commits: int) -> None:
    """Appends uploads directly to the log: only their number matters."""
    for n in range(1, commits + 1):
        rows = fact_codec.encode([Fact(2, 2021 + n % 5, f"V{1 + n % 3}", "families", 1000, None, n % 1000)])
        name = sha256(rows)
        act = Commit(0, "", "upload", "An", "2026-01-01T00:00:00", n - 1, raw=name, rows=name, file_name="so_lieu.csv")
        log.append(act, {name: rows})


def _hash(folder: Path, config: Config) -> str:
    with Store.open(folder, config) as store:
        assert store.head.seq == COMMITS
        facts = [fact_codec.encode(read_current_facts(store, seq).values()) for seq in range(0, COMMITS + 1, 100)]
        return hashlib.sha256(store.query("uploads").to_csv().encode() + b"".join(facts)).hexdigest()
