"""Saving an upload: its result, its refusals, and that it is never saved in part."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.store import Store, StoreError
from learning_coverage.store.log import fact_codec
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.view.database import DUCKDB_SETTINGS
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.uploads import save
from tests.builders import families, saved, take

resource = pytest.importorskip("resource", reason="only POSIX limits files")
ONE = families("2024 V1 100 60", "2024 V2 10 9")


def test_a_new_file_is_committed(store: Store) -> None:
    receipt = take(store, ONE, note="quý I")
    assert (receipt.verdict, receipt.upload_id) == ("committed", 1)
    assert receipt.difference.added == tuple(ONE)
    assert read_current_facts(store) == {fact.key: fact for fact in ONE}
    (commit,) = store.commits()
    assert (commit.kind, commit.by, commit.note, commit.file_name) == ("upload", "An", "quý I", "so_lieu.csv")
    assert store.blob(str(commit.raw)) == fact_codec.encode(ONE)


def test_same_bytes_are_unchanged_and_name_their_upload(store: Store) -> None:
    saved(store, ONE, families("2021 V1 10 5"))
    again = take(store, ONE)
    assert (again.verdict, again.upload_id, again.difference.unchanged) == ("unchanged", 1, tuple(ONE))
    assert store.head.seq == 2


def test_other_bytes_with_the_same_figures_change_nothing(store: Store) -> None:
    saved(store, ONE)
    again = save(store, b"other bytes", "khac.csv", ONE, by="An")
    assert (again.verdict, again.upload_id, store.head.seq) == ("unchanged", None, 1)


def test_same_bytes_with_other_figures_are_a_new_upload(store: Store) -> None:
    saved(store, ONE)
    receipt = save(store, fact_codec.encode(ONE), "so_lieu.csv", families("2024 V1 100 61"), by="An")
    assert (receipt.verdict, receipt.upload_id) == ("committed", 2)


def test_withdrawn_file_can_be_imported_again(store: Store) -> None:
    saved(store, ONE)
    store.append("withdraw", "An", about=1)
    receipt = take(store, ONE)
    assert (receipt.verdict, receipt.upload_id) == ("committed", 3)


def test_result_lists_added_changed_and_unchanged_facts(store: Store) -> None:
    saved(store, ONE)
    now = families("2024 V1 100 70", "2024 V2 10 9", "2024 V3 10 1")
    change = take(store, now).difference
    assert change.added == (now[2],)
    assert change.changed == ((ONE[0], now[0]),)
    assert change.unchanged == (now[1],)


def test_figures_changed_since_the_preview_are_a_conflict(store: Store) -> None:
    preview_seq = store.head.seq
    saved(store, ONE)
    assert _error_code(store, families("2024 V1 100 61"), base=preview_seq) == "conflict"
    assert take(store, families("2024 V1 100 61"), base=store.head.seq).verdict == "committed"


def test_repeated_save_on_the_same_base_is_no_conflict(store: Store) -> None:
    """A double click: the second save has the same file and the same base."""
    preview_seq = store.head.seq
    assert take(store, ONE, base=preview_seq).verdict == "committed"
    assert take(store, ONE, base=preview_seq).verdict == "unchanged"


# The bytes received and the rows are smaller than the second limit, the commit file is larger than it.
@pytest.mark.parametrize(
    "max_bytes", [0, 20, 200], ids=["no byte fits", "half of the file fits", "all but the commit fits"]
)
def test_full_disk_saves_nothing(folder: Path, config: Config, max_bytes: int) -> None:
    with Store.open(folder, config) as store:
        before, head = read_current_facts(store), store.head
        with _full_disk(max_bytes):
            assert _error_code(store, families("2030 V1 100 99")) == "not_written"
        assert (read_current_facts(store), store.head) == (before, head)
        assert not list(folder.rglob("*.draft"))
        assert take(store, families("2030 V1 100 99")).upload_id == 4
    assert list(find_errors(folder, config)) == []


def test_commit_is_retained_when_the_view_fails(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        conflicting_row = "INSERT INTO event (seq, kind, received_at, made_by, note) VALUES (4, 'start', now(), '', '')"
        with duckdb.connect(str(folder / "view.duckdb"), config=DUCKDB_SETTINGS) as view:
            view.execute(conflicting_row)
        assert take(store, families("2030 V1 100 99")).verdict == "committed"
        assert store.head.seq == 3  # the view is behind
    with Store.open(folder, config) as store:
        assert store.head.seq == 4
        assert read_current_facts(store)[2030, "V1", "families"].recognised == 99


def test_save_in_a_read_only_store_is_refused(folder: Path, config: Config) -> None:
    with Store.open(folder, config, write=False) as store:
        assert _error_code(store, families("2030 V1 100 99")) == "other_writer"


def _error_code(store: Store, facts: list[Fact], **options: object) -> str:
    with pytest.raises(StoreError) as refused:
        take(store, facts, **options)
    return refused.value.code


@contextmanager
def _full_disk(max_bytes: int) -> Iterator[None]:
    """No file may grow beyond `max_bytes` bytes; writing more fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_blank_result_never_erases_a_figure(store: Store) -> None:
    full, blank = families("2024 V1 10 7")[0], Fact(2, 2024, "V1", "families", 10, None, None)
    saved(store, [full])

    assert take(store, [blank]).verdict == "unchanged"
    assert read_current_facts(store)[full.key].recognised == 7


def test_blank_result_is_stored_until_a_figure_is_known(store: Store) -> None:
    saved(store, [Fact(2, 2024, "V1", "families", 10, None, None)], families("2024 V1 10 7"))

    assert [f.recognised for f in read_current_facts(store).values()] == [7]


def test_blank_total_leaves_the_stored_total(store: Store) -> None:
    saved(store, families("2024 V1 10 7"))
    take(store, [Fact(2, 2024, "V1", "families", None, None, 8)])

    assert [fact.counts[:3] for fact in read_current_facts(store).values()] == [(10, None, 8)]


def test_repeated_old_file_replaces_a_newer_figure_only_if_allowed(store: Store) -> None:
    saved(store, families("2024 V1 10 5"), families("2024 V1 10 6"))
    assert take(store, families("2024 V1 10 5")).verdict == "unchanged"
    assert take(store, families("2024 V1 10 5"), allow_repeat=True).verdict == "committed"
    assert [fact.recognised for fact in read_current_facts(store).values()] == [5]
