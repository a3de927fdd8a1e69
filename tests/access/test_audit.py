"""The audit record: every changed, missing or reordered entry is found."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.access import User
from learning_coverage.access.audit import Audit
from learning_coverage.access.private_file import AccessError
from learning_coverage.store import Store
from learning_coverage.store.log.format import MARKER_FILE, current_version, encode_marker
from learning_coverage.store.writes import upload_acts
from tests.builders import families, saved, small_config

Lines = list[bytes]


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    opened = Audit(tmp_path)
    for n in range(5):
        opened.write("freeze", "An", f"lần {n}")
    return opened


def record_file(folder: Path) -> Path:
    return folder / "audit" / "record.jsonl"


def change_an_entry(lines: Lines) -> Lines:
    return [line.replace("lần 2".encode(), "lần 9".encode()) for line in lines]


def replace_last_entry(lines: Lines) -> Lines:
    """Replace the last entry by a well-formed one."""
    return [*lines[:-1], lines[-1].replace("lần 4".encode(), "lần 9".encode())]


DAMAGES: list[Callable[[Lines], Lines]] = [
    change_an_entry,
    replace_last_entry,
    lambda lines: lines[:2] + lines[3:],
    lambda lines: lines[1:],
    lambda lines: lines[:-1],
    lambda lines: [],
    lambda lines: [lines[1], lines[0], *lines[2:]],
    lambda lines: [*lines, lines[-1]],
    lambda lines: [*lines[:3], b"{}", *lines[3:]],
    lambda lines: [*lines[:3], lines[3].replace(b'{"about"', b'{ "about"'), *lines[4:]],
]


def test_unchanged_record_has_no_errors(audit: Audit) -> None:
    assert list(audit.find_errors()) == []
    assert [(entry.n, entry.about) for entry in audit.entries()] == [(n + 1, f"lần {n}") for n in range(5)]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_found(audit: Audit, tmp_path: Path, damage: Callable[[Lines], Lines]) -> None:
    lines = record_file(tmp_path).read_bytes().splitlines()
    after = damage(lines)
    assert after != lines
    record_file(tmp_path).write_bytes(b"".join(line + b"\n" for line in after))
    assert len(list(audit.find_errors())) == 1
    with pytest.raises(AccessError):
        list(audit.entries())


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_still_found_after_later_entries(
    audit: Audit, tmp_path: Path, damage: Callable[[Lines], Lines]
) -> None:
    after = damage(record_file(tmp_path).read_bytes().splitlines())
    record_file(tmp_path).write_bytes(b"".join(line + b"\n" for line in after))
    for _ in range(2):
        audit.write("freeze", "An", "sau")
    assert len(list(audit.find_errors())) == 1


def test_partial_last_line_after_a_crash_is_ignored(audit: Audit, tmp_path: Path) -> None:
    with record_file(tmp_path).open("ab") as file:
        file.write(b'{"about": "h')
    assert list(audit.find_errors()) == []
    audit.write("freeze", "An", "sau")
    assert list(audit.find_errors()) == [] and [entry.about for entry in audit.entries()][-1] == "sau"


def test_outdated_head_after_a_crash_is_not_an_error(audit: Audit, tmp_path: Path) -> None:
    head = tmp_path / "audit" / "head.json"
    before = head.read_bytes()
    audit.write("freeze", "An", "sau")
    head.write_bytes(before)
    assert list(audit.find_errors()) == []
    audit.write("freeze", "An", "nữa")
    assert json.loads(head.read_bytes())["n"] == 7


def test_acts_on_the_store_are_recorded(tmp_path: Path) -> None:
    with Store.open(tmp_path, small_config()) as store:
        saved(store, families("2024 V1 100 60"))
        upload_acts.withdraw(store, 1, reason="nhầm", by=User("Bình", "publisher"))
        upload_acts.freeze(store, "Họp", by="An")
        upload_acts.close_year(store, 2024, reason="QĐ 1", by="An")
    recorded = [(entry.event, entry.by, entry.about) for entry in Audit(tmp_path).entries()]
    assert recorded == [
        ("upload", "An", "1 · so_lieu.csv"),
        ("withdraw", "Bình", "2 · 1"),
        ("freeze", "An", "3 · 2"),
        ("close_year", "An", "4 · 2024"),
    ]


def test_missing_entry_of_a_commit_is_added_at_the_next_start(tmp_path: Path) -> None:
    with Store.open(tmp_path, small_config()) as store:
        saved(store, families("2024 V1 100 60"))
        before = {path: path.read_bytes() for path in (tmp_path / "audit").iterdir()}
        upload_acts.freeze(store, "Họp", by="Bình")
        upload_acts.close_year(store, 2024, reason="QĐ 1", by=User("Chi", "publisher"))
        times = [commit.at for commit in store.commits()]
    for path, data in before.items():
        path.write_bytes(data)  # the state after a crash between commit and entry
    for _ in range(2):
        Store.open(tmp_path, small_config()).close()
    assert [(entry.event, entry.by, entry.about) for entry in Audit(tmp_path).entries()] == [
        ("upload", "An", "1 · so_lieu.csv"),
        ("completed", "Bình", f"2 · 1 · freeze · {times[1]}"),
        ("completed", "Chi", f"3 · 2024 · close_year · {times[2]}"),
    ]


@pytest.mark.parametrize("newer", [False, True])
def test_store_opened_for_reading_records_nothing(tmp_path: Path, newer: bool) -> None:
    with Store.open(tmp_path, small_config()) as store:
        saved(store, families("2024 V1 100 60"))
    record_file(tmp_path).unlink()
    if newer:
        (tmp_path / MARKER_FILE).write_bytes(encode_marker(current_version() + 1))
    with Store.open(tmp_path, small_config(), write=newer) as store:
        store.write_audit("configure", "An", "xã")
    assert not record_file(tmp_path).exists()


def test_save_succeeds_when_the_record_cannot_be_written(tmp_path: Path) -> None:
    with Store.open(tmp_path, small_config()) as store:
        (tmp_path / "audit").write_bytes(b"no folder")
        (receipt,) = saved(store, families("2024 V1 100 60"))
    assert receipt.verdict == "committed"
