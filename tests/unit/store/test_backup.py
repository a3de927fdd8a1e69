"""A backup is whole or it is none; bringing it back sets aside what was there."""

import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.access.accounts import Accounts
from learning_coverage.access.audit import Audit
from learning_coverage.config import Config
from learning_coverage.store import Store, StoreError
from learning_coverage.store.backups import backup, restore
from learning_coverage.store.backups.backup_schedule import create_now
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.format import current_version, encode_marker
from learning_coverage.store.operate.health import read_health
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.uploads import save
from tests.builders import SMALL, families, saved

Spoil = Callable[[Path], None]


@pytest.fixture
def made(folder: Path, tmp_path: Path) -> Path:
    backup.create(folder, tmp_path / "b.zip", SMALL)
    return tmp_path / "b.zip"


def test_a_backup_holds_the_log_and_the_configuration_and_nothing_else(folder: Path, made: Path) -> None:
    beside = {"format.json", "config/commune.yaml", "config/targets.yaml", "audit/head.json", "audit/record.jsonl"}
    expected = {*_log_of(folder), *beside}
    assert set(zipfile.ZipFile(made).namelist()) == expected
    with backup.open_backup(made) as kept:
        assert backup.verify(kept).seq == 3


def test_a_restored_store_is_the_same(folder: Path, config: Config, made: Path, tmp_path: Path) -> None:
    other, configured = tmp_path / "elsewhere", tmp_path / "config"
    other.mkdir()
    restored = restore.restore(made, other, configured)
    assert (restored.head.seq, restored.set_aside) == (3, None)
    assert _log_of(other) == _log_of(folder)
    assert (configured / "commune.yaml").read_bytes() == (SMALL / "commune.yaml").read_bytes()
    assert list(find_errors(other, config)) == []


def test_accounts_and_the_record_move_along_but_replace_none(folder: Path, tmp_path: Path) -> None:
    """Who was shut out since is not let in again by an old backup."""
    Accounts(folder).add("lan", "admin", password="mot hai ba bon")
    backup.create(folder, tmp_path / "b.zip")
    Accounts(folder).disable("lan")

    restore.restore(tmp_path / "b.zip", folder)
    other = tmp_path / "elsewhere"
    other.mkdir()
    restore.restore(tmp_path / "b.zip", other)

    assert [account.disabled for account in Accounts(folder).all()] == [True]
    assert [account.disabled for account in Accounts(other).all()] == [False]
    assert list(Audit(other).find_errors()) == []
    assert (other / "audit/record.jsonl").read_bytes() == (folder / "audit/record.jsonl").read_bytes()


def test_what_is_set_aside_stays(folder: Path, config: Config, made: Path, tmp_path: Path) -> None:
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
    newer, configured = _log_of(folder), tmp_path / "config"
    configured.mkdir()
    (configured / "commune.yaml").write_text("name: mine", encoding="utf-8")
    aside = restore.restore(made, folder, configured).set_aside
    assert aside
    assert _log_of(aside) == newer
    assert (aside / "commune.yaml").read_text(encoding="utf-8") == "name: mine"
    with Store.open(folder, config) as store:
        assert (store.head.seq, store.is_writable) == (3, True)
    assert len(list(folder.glob("restoring-*"))) == 0


def test_files_uploaded_after_the_backup_can_be_taken_in_again(folder: Path, config: Config, made: Path) -> None:
    """Under their own names, which lead nowhere; from a log that is damaged, those whose commit can still be read."""
    rows = [list(families(f"{year} V1 100 80")) for year in (2025, 2026)]
    with Store.open(folder, config) as store:
        for name, facts in zip(("../../thôn “1”?.csv", "mất.csv"), rows, strict=True):
            save(store, fact_codec.encode(facts), name, facts, by="An")
        last = store.head.seq
    (folder / "commits" / f"{last:09d}.json").write_bytes(b"{")

    restored = restore.restore(made, folder)

    assert restored.set_aside
    assert {path.name: path.read_bytes() for path in restored.later_files} == {
        f"{last - 1} ....thôn “1”.csv": fact_codec.encode(rows[0])
    }
    assert list(folder.parent.rglob("*thôn*")) == restored.later_files


def test_a_restore_cut_short_is_finished_by_the_next_start(
    folder: Path, config: Config, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between any two of its moves: the store is the restored one, never a mixture."""
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
    rename, moves = Path.rename, range(1, 8)
    for last in moves:
        place = shutil.copytree(folder, folder.with_name(f"cut {last}"))
        done: list[Path] = []

        def cut(path: Path, target: Path, done: list[Path] = done, last: int = last) -> Path:
            done.append(path)
            if len(done) > last:
                raise KeyboardInterrupt
            return rename(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", cut)
            with pytest.raises(KeyboardInterrupt):
                restore.restore(made, place)
        with Store.open(place, config) as store:
            assert (store.head.seq, store.is_writable) == (3, True)
        assert not list(place.glob("restoring-*"))


def _rewrite(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(file) as kept:
        members = {name: kept.read(name) for name in kept.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as kept:
        for name, data in members.items():
            kept.writestr(name, data)


def _commit(members: dict[str, bytes], seq: int) -> str:
    return next(name for name in members if name == f"commits/{seq:09d}.json")


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _flip(file: Path) -> None:
    """Somewhere in the bytes of the first archived file."""
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as kept:
        info = next(info for info in kept.infolist() if info.filename.startswith("archive/"))
    data[info.header_offset + 30 + len(info.filename) + 5] ^= 4
    file.write_bytes(data)


def _no_zip(file: Path) -> None:
    file.write_bytes(b"no backup")


def _lose_an_archived_file(file: Path) -> None:
    _rewrite(file, lambda members: members.pop(next(name for name in members if name.startswith("archive/"))))


def _lose_a_commit(file: Path) -> None:
    _rewrite(file, lambda members: members.pop(_commit(members, 2)))


def _exchange_an_archived_file(file: Path) -> None:
    _rewrite(file, lambda m: m.update({next(name for name in m if name.startswith("archive/")): b"other"}))


def _climb_out(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"../outside.txt": b"out"}))


def _absolute(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"/outside.txt": b"out"}))


def _climb_out_backwards(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"archive\\..\\..\\outside.txt": b"out"}))


def _newer(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"format.json": encode_marker(current_version() + 1)}))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_cut_off, "no_backup"),
        (_no_zip, "no_backup"),
        (_flip, "backup_damaged"),
        (_lose_an_archived_file, "file_missing"),
        (_lose_a_commit, "file_missing"),
        (_exchange_an_archived_file, "blob_damaged"),
        (_climb_out, "no_backup"),
        (_absolute, "no_backup"),
        (_climb_out_backwards, "no_backup"),
        (_newer, "store_newer"),
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_changes(folder: Path, made: Path, spoil: Spoil, code: str) -> None:
    spoil(made)
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(StoreError) as refused:
        restore.restore(made, folder)
    assert refused.value.code == code
    assert sorted(folder.parent.rglob("*")) == before


def test_a_damaged_store_is_not_backed_up(folder: Path, tmp_path: Path) -> None:
    next((folder / "archive").iterdir()).write_bytes(b"spoilt")
    with pytest.raises(StoreError) as refused:
        backup.create(folder, tmp_path / "b.zip")
    assert refused.value.code == "blob_damaged"
    assert not list(tmp_path.glob("b.zip*"))


def test_a_copy_that_went_wrong_is_no_backup(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is read back: a disk that changes a byte is found out before the file has its name."""
    monkeypatch.setattr(backup, "sync_file", _flip)
    with pytest.raises(StoreError) as refused:
        backup.create(folder, tmp_path / "b.zip")
    assert refused.value.code == "backup_damaged"
    assert not list(tmp_path.glob("b.zip*"))


def test_a_backup_never_replaces_a_file(folder: Path, made: Path) -> None:
    with pytest.raises(StoreError) as refused:
        backup.create(folder, made)
    assert refused.value.code == "backup_exists"


def test_backups_while_others_save(tmp_path: Path, config: Config) -> None:
    """Each backup is one whole state; the view's file is never opened, so its lock stays."""
    with Store.open(tmp_path / "store", config) as store:
        saver = threading.Thread(target=lambda: saved(store, *(families(f"2024 V1 100 {n}") for n in range(20))))
        saver.start()
        heads = []
        while saver.is_alive() or not heads:
            target = tmp_path / f"{len(heads)}.zip"
            heads.append(backup.create(tmp_path / "store", target).seq)
        saver.join()
        assert heads == sorted(heads)
        assert store.head.seq == 20


def test_the_whole_folder_moves_to_another_place(folder: Path, config: Config, tmp_path: Path) -> None:
    with Store.open(folder, config) as store:
        figures = read_current_facts(store)
        moved = shutil.copytree(folder, tmp_path / "another PC", ignore=shutil.ignore_patterns("view.duckdb*"))
    with Store.open(moved, config) as store:
        assert (read_current_facts(store), store.is_writable) == (figures, True)


def test_health_tells_head_backup_and_room(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        before = read_health(store, folder)
        create_now(folder)
        after = read_health(store, folder)
    assert (before.head_seq, before.is_writable, before.backup) == (3, True, None)
    assert before.free_bytes > 0
    assert after.backup and after.backup.seq == 3 and after.backup.age.days == 0


def _log_of(folder: Path) -> dict[str, bytes]:
    files = [*folder.glob("archive/*"), *folder.glob("commits/*.json")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
