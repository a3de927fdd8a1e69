"""Backups: a backup is complete or is not written; a restore sets the present store aside."""

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

Damage = Callable[[Path], None]


@pytest.fixture
def backup_file(folder: Path, tmp_path: Path) -> Path:
    backup.create(folder, tmp_path / "b.zip", SMALL)
    return tmp_path / "b.zip"


def test_backup_contains_only_log_audit_log_and_configuration(folder: Path, backup_file: Path) -> None:
    other_files = {"format.json", "config/commune.yaml", "config/targets.yaml", "audit/head.json", "audit/record.jsonl"}
    expected = {*_read_log_files(folder), *other_files}
    assert set(zipfile.ZipFile(backup_file).namelist()) == expected
    with backup.open_backup(backup_file) as members:
        assert backup.verify(members).seq == 3


def test_restored_store_equals_the_original(folder: Path, config: Config, backup_file: Path, tmp_path: Path) -> None:
    other, configured = tmp_path / "elsewhere", tmp_path / "config"
    other.mkdir()
    restored = restore.restore(backup_file, other, configured)
    assert (restored.head.seq, restored.set_aside) == (3, None)
    assert _read_log_files(other) == _read_log_files(folder)
    assert (configured / "commune.yaml").read_bytes() == (SMALL / "commune.yaml").read_bytes()
    assert list(find_errors(other, config)) == []


def test_restore_adds_accounts_and_audit_log_but_replaces_none(folder: Path, tmp_path: Path) -> None:
    """An account disabled after the backup stays disabled."""
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


def test_restore_sets_the_newer_store_and_configuration_aside(
    folder: Path, config: Config, backup_file: Path, tmp_path: Path
) -> None:
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
    newer, configured = _read_log_files(folder), tmp_path / "config"
    configured.mkdir()
    (configured / "commune.yaml").write_text("name: mine", encoding="utf-8")
    aside = restore.restore(backup_file, folder, configured).set_aside
    assert aside
    assert _read_log_files(aside) == newer
    assert (aside / "commune.yaml").read_text(encoding="utf-8") == "name: mine"
    with Store.open(folder, config) as store:
        assert (store.head.seq, store.is_writable) == (3, True)
    assert len(list(folder.glob("restoring-*"))) == 0


def test_files_uploaded_after_the_backup_can_be_imported_again(folder: Path, config: Config, backup_file: Path) -> None:
    """Under their own names without path separators; of a damaged log, the files whose commit can still be read."""
    rows = [list(families(f"{year} V1 100 80")) for year in (2025, 2026)]
    with Store.open(folder, config) as store:
        for name, facts in zip(("../../thôn “1”?.csv", "mất.csv"), rows, strict=True):
            save(store, fact_codec.encode(facts), name, facts, by="An")
        last = store.head.seq
    (folder / "commits" / f"{last:09d}.json").write_bytes(b"{")

    restored = restore.restore(backup_file, folder)

    assert restored.set_aside
    assert {path.name: path.read_bytes() for path in restored.later_files} == {
        f"{last - 1} ....thôn “1”.csv": fact_codec.encode(rows[0])
    }
    assert list(folder.parent.rglob("*thôn*")) == restored.later_files


def test_interrupted_restore_is_completed_at_the_next_start(
    folder: Path, config: Config, backup_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted between any two of its renames: the store is the restored one, never a mixture."""
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
    rename, moves = Path.rename, range(1, 8)
    for last in moves:
        place = shutil.copytree(folder, folder.with_name(f"cut {last}"))
        done: list[Path] = []

        def interrupted_rename(path: Path, target: Path, done: list[Path] = done, last: int = last) -> Path:
            done.append(path)
            if len(done) > last:
                raise KeyboardInterrupt
            return rename(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", interrupted_rename)
            with pytest.raises(KeyboardInterrupt):
                restore.restore(backup_file, place)
        with Store.open(place, config) as store:
            assert (store.head.seq, store.is_writable) == (3, True)
        assert not list(place.glob("restoring-*"))


def _rewrite(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def _find_commit(members: dict[str, bytes], seq: int) -> str:
    return next(name for name in members if name == f"commits/{seq:09d}.json")


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _flip_a_bit(file: Path) -> None:
    """Flips a bit in the bytes of the first archived file."""
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        info = next(info for info in archive.infolist() if info.filename.startswith("archive/"))
    data[info.header_offset + 30 + len(info.filename) + 5] ^= 4
    file.write_bytes(data)


def _replace_by_text(file: Path) -> None:
    file.write_bytes(b"no backup")


def _remove_archived_file(file: Path) -> None:
    _rewrite(file, lambda members: members.pop(next(name for name in members if name.startswith("archive/"))))


def _remove_commit(file: Path) -> None:
    _rewrite(file, lambda members: members.pop(_find_commit(members, 2)))


def _replace_archived_file(file: Path) -> None:
    _rewrite(file, lambda m: m.update({next(name for name in m if name.startswith("archive/")): b"other"}))


def _add_parent_path(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"../outside.txt": b"out"}))


def _add_absolute_path(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"/outside.txt": b"out"}))


def _add_backslash_parent_path(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"archive\\..\\..\\outside.txt": b"out"}))


def _set_newer_format(file: Path) -> None:
    _rewrite(file, lambda members: members.update({"format.json": encode_marker(current_version() + 1)}))


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_truncate, "no_backup"),
        (_replace_by_text, "no_backup"),
        (_flip_a_bit, "backup_damaged"),
        (_remove_archived_file, "file_missing"),
        (_remove_commit, "file_missing"),
        (_replace_archived_file, "blob_damaged"),
        (_add_parent_path, "no_backup"),
        (_add_absolute_path, "no_backup"),
        (_add_backslash_parent_path, "no_backup"),
        (_set_newer_format, "store_newer"),
    ],
)
def test_damaged_backup_is_refused_and_changes_nothing(
    folder: Path, backup_file: Path, damage: Damage, code: str
) -> None:
    damage(backup_file)
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(StoreError) as refused:
        restore.restore(backup_file, folder)
    assert refused.value.code == code
    assert sorted(folder.parent.rglob("*")) == before


def test_damaged_store_is_not_backed_up(folder: Path, tmp_path: Path) -> None:
    next((folder / "archive").iterdir()).write_bytes(b"spoilt")
    with pytest.raises(StoreError) as refused:
        backup.create(folder, tmp_path / "b.zip")
    assert refused.value.code == "blob_damaged"
    assert not list(tmp_path.glob("b.zip*"))


def test_backup_corrupted_while_written_is_discarded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is read back before it gets its name, so a byte that the disk changed is found."""
    monkeypatch.setattr(backup, "sync_file", _flip_a_bit)
    with pytest.raises(StoreError) as refused:
        backup.create(folder, tmp_path / "b.zip")
    assert refused.value.code == "backup_damaged"
    assert not list(tmp_path.glob("b.zip*"))


def test_backup_never_overwrites_a_file(folder: Path, backup_file: Path) -> None:
    with pytest.raises(StoreError) as refused:
        backup.create(folder, backup_file)
    assert refused.value.code == "backup_exists"


def test_backup_during_saves_is_one_consistent_state(tmp_path: Path, config: Config) -> None:
    """Each backup is one consistent state; the view's file is never opened, so its lock remains."""
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


def test_store_folder_can_be_copied_to_another_place(folder: Path, config: Config, tmp_path: Path) -> None:
    with Store.open(folder, config) as store:
        figures = read_current_facts(store)
        moved = shutil.copytree(folder, tmp_path / "another PC", ignore=shutil.ignore_patterns("view.duckdb*"))
    with Store.open(moved, config) as store:
        assert (read_current_facts(store), store.is_writable) == (figures, True)


def test_health_reports_head_last_backup_and_free_space(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        before = read_health(store, folder)
        create_now(folder)
        after = read_health(store, folder)
    assert (before.head_seq, before.is_writable, before.backup) == (3, True, None)
    assert before.free_bytes > 0
    assert after.backup and after.backup.seq == 3 and after.backup.age.days == 0


def _read_log_files(folder: Path) -> dict[str, bytes]:
    files = [*folder.glob("archive/*"), *folder.glob("commits/*.json")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
