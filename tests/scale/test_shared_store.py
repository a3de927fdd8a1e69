"""A store on a lake follows the other processes, refuses in a sentence what cannot be, and shows on while it can."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.postgres import Postgres
from learning_coverage.config import Config
from learning_coverage.store import Store, StoreError, shared_store
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.wording import LANGUAGES, Wording
from tests.builders import families, saved, take
from tests.scale.bucket import SECRET, Bucket
from tests.scale.conftest import PASSWORD, Joined

pytestmark = pytest.mark.scale
ONE, TWO = families("2024 V1 100 60"), families("2024 V1 100 61")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure the log is asked again at once, not seconds later."""
    monkeypatch.setattr(shared_store, "RETRY_SECONDS", 0)


@contextmanager
def stopped(server: Postgres | Bucket) -> Iterator[None]:
    server.stop(*(["immediate"] if isinstance(server, Postgres) else []))
    try:
        yield
    finally:
        server.start()


def test_what_one_saves_the_other_sees_and_builds_on(join: Joined) -> None:
    a, b = join(), join()
    saved(a, ONE)
    assert b.head.seq == 0
    b.catch_up()
    assert (b.head, _recognised(b)) == (a.head, [60])
    # without catching up first: who saves has everything of everybody before
    assert take(b, TWO).upload_id == 2
    assert take(a, TWO).verdict == "unchanged"
    assert take(a, families("2024 V1 100 62"), base=2).upload_id == 3
    assert _refusal(lambda: take(b, families("2024 V1 100 63"), base=2)) == "conflict"


def test_a_year_closed_by_one_is_closed_for_the_other(join: Joined) -> None:
    a, b = join(), join()
    saved(a, ONE)
    upload_acts.close_year(a, 2024, reason="xong", by="An")
    assert _refusal(lambda: take(b, TWO)) == "year_closed"
    upload_acts.reopen_year(b, 2024, reason="sai", by="Bình")
    upload_acts.withdraw(a, 1, reason="nhầm", by="An")
    b.catch_up()
    assert _recognised(b) == []


def test_while_the_catalogue_is_gone_figures_stay_and_nothing_is_saved(
    join: Joined, postgres: Postgres, tmp_path: Path
) -> None:
    a = join()
    saved(a, ONE)
    with stopped(postgres):
        a.catch_up()
        assert a.stale_since is not None
        assert _recognised(a) == [60]
        assert _refusal(lambda: take(a, TWO)) == "lake_away"
        # a process that starts now shows what this machine knows; one that knows nothing says so
        a.close()
        again = join()
        assert (_recognised(again), again.stale_since is not None) == ([60], True)
        assert _refusal(lambda: join(tmp_path / "another machine")) == "lake_away"
    again.catch_up()
    assert again.stale_since is None
    assert take(again, TWO).upload_id == 2


def test_while_the_bucket_is_gone_figures_stay_and_nothing_is_saved(
    bucket: Bucket, in_bucket: str, new_address: Callable[[str], str], join: Joined, tmp_path: Path, config: Config
) -> None:
    address = new_address(in_bucket)
    a = join(at=address)
    saved(a, ONE, families("2025 V1 10 5"))
    with stopped(bucket):
        assert _refusal(lambda: take(a, TWO)) == "lake_data_away"
        assert (_recognised(a), a.head.seq) == ([60, 5], 2)
        # an act without a file needs no bucket
        assert upload_acts.withdraw(a, 2, reason="nhầm", by="An").seq == 3
        assert _refusal(lambda: join(tmp_path / "another machine", address)) == "lake_data_away"
    assert take(a, TWO).upload_id == 4
    b = join(tmp_path / "another machine", address)
    assert (_recognised(b), b.commits()) == ([61], a.commits())
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def test_others_that_do_not_end_are_not_waited_for_for_ever(join: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_coverage.store.lake.writer_lock.OPTIONS", "-c lock_timeout=50ms")
    a, b = join(), join()
    with a.write_lock:
        assert _refusal(lambda: take(b, ONE)) == "lake_busy"
    assert take(b, ONE).upload_id == 1


def test_a_second_process_of_the_machine_has_a_view_of_its_own_and_a_restart_the_one_before(
    join: Joined, tmp_path: Path
) -> None:
    a, b = join(), join()
    saved(a, ONE)
    assert {path.parent.name for path in tmp_path.rglob("view.duckdb")} == {"0", "1"}
    a.close()
    join()
    assert {path.parent.name for path in tmp_path.rglob("view.duckdb")} == {"0", "1"}
    assert b.head.seq == 0


def test_no_password_is_told(
    join: Joined,
    postgres: Postgres,
    address: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither in a refusal nor in the record: not when PostgreSQL is gone, nor when the password is wrong."""
    a, told = join(), []
    with stopped(postgres):
        told.append(_error(lambda: take(a, ONE)))
        a.catch_up()
        told.append(_error(lambda: join(tmp_path / "elsewhere", address)))
    right = postgres.password_file.read_text(encoding="utf-8")
    postgres.password_file.write_text(right.replace(PASSWORD, "a-wrong-secret"), encoding="utf-8")
    try:
        told.append(_error(lambda: join(tmp_path / "elsewhere", address)))
    finally:
        postgres.password_file.write_text(right, encoding="utf-8")
    sentences = [Wording(language)(f"store.{e.code}", **e.values) for e in told for language in LANGUAGES]
    everything = "\n".join([*sentences, *map(str, told), caplog.text, *capfd.readouterr()])
    assert "lake_away" in everything
    assert not [secret for secret in (PASSWORD, "a-wrong-secret", SECRET) if secret in everything]


def test_figures_under_another_configuration(join: Joined, config: Config) -> None:
    a = join()
    saved(a, ONE)
    looked = a.with_config(config)
    assert (_recognised(looked), looked.is_writable) == ([60], False)
    assert _refusal(lambda: take(looked, TWO)) == "other_writer"


def _recognised(store: Store) -> list[int | None]:
    return [fact.recognised for fact in sorted(read_current_facts(store).values(), key=lambda fact: fact.key)]


def _error(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value


def _refusal(act: Callable[[], object]) -> str:
    return _error(act).code
