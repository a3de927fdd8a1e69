"""The record of acts: every change, loss or new order of its entries is found."""

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
    made = Audit(tmp_path)
    for n in range(5):
        made.write("freeze", "An", f"lần {n}")
    return made


def record(folder: Path) -> Path:
    return folder / "audit" / "record.jsonl"


def changed(lines: Lines) -> Lines:
    return [line.replace("lần 2".encode(), "lần 9".encode()) for line in lines]


def rehashed(lines: Lines) -> Lines:
    """Changed by somebody who knows the form: the last entry again, whole in itself."""
    return [*lines[:-1], lines[-1].replace("lần 4".encode(), "lần 9".encode())]


DAMAGES: list[Callable[[Lines], Lines]] = [
    changed,
    rehashed,
    lambda lines: lines[:2] + lines[3:],
    lambda lines: lines[1:],
    lambda lines: lines[:-1],
    lambda lines: [],
    lambda lines: [lines[1], lines[0], *lines[2:]],
    lambda lines: [*lines, lines[-1]],
    lambda lines: [*lines[:3], b"{}", *lines[3:]],
    lambda lines: [*lines[:3], lines[3].replace(b'{"about"', b'{ "about"'), *lines[4:]],
]


def test_an_untouched_record_is_whole(audit: Audit) -> None:
    assert list(audit.find_errors()) == []
    assert [(entry.n, entry.about) for entry in audit.entries()] == [(n + 1, f"lần {n}") for n in range(5)]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_found(audit: Audit, tmp_path: Path, damage: Callable[[Lines], Lines]) -> None:
    lines = record(tmp_path).read_bytes().splitlines()
    after = damage(lines)
    assert after != lines
    record(tmp_path).write_bytes(b"".join(line + b"\n" for line in after))
    assert len(list(audit.find_errors())) == 1
    with pytest.raises(AccessError):
        list(audit.entries())


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_later_act_covers_a_damage(audit: Audit, tmp_path: Path, damage: Callable[[Lines], Lines]) -> None:
    after = damage(record(tmp_path).read_bytes().splitlines())
    record(tmp_path).write_bytes(b"".join(line + b"\n" for line in after))
    for _ in range(2):
        audit.write("freeze", "An", "sau")
    assert len(list(audit.find_errors())) == 1


def test_half_a_line_of_a_crash_was_never_promised(audit: Audit, tmp_path: Path) -> None:
    with record(tmp_path).open("ab") as file:
        file.write(b'{"about": "h')
    assert list(audit.find_errors()) == []
    audit.write("freeze", "An", "sau")
    assert list(audit.find_errors()) == [] and [entry.about for entry in audit.entries()][-1] == "sau"


def test_a_head_left_behind_by_a_crash_is_no_damage(audit: Audit, tmp_path: Path) -> None:
    head = tmp_path / "audit" / "head.json"
    before = head.read_bytes()
    audit.write("freeze", "An", "sau")
    head.write_bytes(before)
    assert list(audit.find_errors()) == []
    audit.write("freeze", "An", "nữa")
    assert json.loads(head.read_bytes())["n"] == 7


def test_acts_on_the_store_are_written_down(tmp_path: Path) -> None:
    with Store.open(tmp_path, small_config()) as store:
        saved(store, families("2024 V1 100 60"))
        upload_acts.withdraw(store, 1, reason="nhầm", by=User("Bình", "publisher"))
        upload_acts.freeze(store, "Họp", by="An")
        upload_acts.close_year(store, 2024, reason="QĐ 1", by="An")
    told = [(entry.event, entry.by, entry.about) for entry in Audit(tmp_path).entries()]
    assert told == [
        ("upload", "An", "1 · so_lieu.csv"),
        ("withdraw", "Bình", "2 · 1"),
        ("freeze", "An", "3 · 2"),
        ("close_year", "An", "4 · 2024"),
    ]


def test_an_act_cut_short_before_it_was_written_down_is_completed_at_the_next_start(tmp_path: Path) -> None:
    with Store.open(tmp_path, small_config()) as store:
        saved(store, families("2024 V1 100 60"))
        before = {path: path.read_bytes() for path in (tmp_path / "audit").iterdir()}
        upload_acts.freeze(store, "Họp", by="Bình")
        upload_acts.close_year(store, 2024, reason="QĐ 1", by=User("Chi", "publisher"))
        times = [commit.at for commit in store.commits()]
    for path, data in before.items():
        path.write_bytes(data)  # as if both had been killed right after their commit
    for _ in range(2):
        Store.open(tmp_path, small_config()).close()
    assert [(entry.event, entry.by, entry.about) for entry in Audit(tmp_path).entries()] == [
        ("upload", "An", "1 · so_lieu.csv"),
        ("completed", "Bình", f"2 · 1 · freeze · {times[1]}"),
        ("completed", "Chi", f"3 · 2024 · close_year · {times[2]}"),
    ]


@pytest.mark.parametrize("newer", [False, True])
def test_what_is_only_read_gets_no_entry(tmp_path: Path, newer: bool) -> None:
    with Store.open(tmp_path, small_config()) as store:
        saved(store, families("2024 V1 100 60"))
    record(tmp_path).unlink()
    if newer:
        (tmp_path / MARKER_FILE).write_bytes(encode_marker(current_version() + 1))
    with Store.open(tmp_path, small_config(), write=newer) as store:
        store.write_audit("configure", "An", "xã")
    assert not record(tmp_path).exists()


def test_a_save_stands_where_nothing_can_be_written_down(tmp_path: Path) -> None:
    with Store.open(tmp_path, small_config()) as store:
        (tmp_path / "audit").write_bytes(b"no folder")
        (receipt,) = saved(store, families("2024 V1 100 60"))
    assert receipt.verdict == "committed"
