"""A store on a lake applies the commits of other processes, and stays readable while the lake is unreachable."""

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
from tests.scale.conftest import PASSWORD, Join

pytestmark = pytest.mark.scale
ONE, TWO = families("2024 V1 100 60"), families("2024 V1 100 61")


@pytest.fixture(autouse=True)
def retry_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure the log is read again at once, not seconds later."""
    monkeypatch.setattr(shared_store, "RETRY_SECONDS", 0)


@contextmanager
def stopped(server: Postgres | Bucket) -> Iterator[None]:
    server.stop(*(["immediate"] if isinstance(server, Postgres) else []))
    try:
        yield
    finally:
        server.start()


def test_upload_of_one_process_is_read_and_replaced_by_another(join: Join) -> None:
    a, b = join(), join()
    saved(a, ONE)
    assert b.head.seq == 0
    b.catch_up()
    assert (b.head, _recognised(b)) == (a.head, [60])
    # a save applies the commits of others first, without an explicit catch_up
    assert take(b, TWO).upload_id == 2
    assert take(a, TWO).verdict == "unchanged"
    assert take(a, families("2024 V1 100 62"), base=2).upload_id == 3
    assert _refusal_code(lambda: take(b, families("2024 V1 100 63"), base=2)) == "conflict"


def test_year_closed_by_one_process_is_closed_for_the_other(join: Join) -> None:
    a, b = join(), join()
    saved(a, ONE)
    upload_acts.close_year(a, 2024, reason="xong", by="An")
    assert _refusal_code(lambda: take(b, TWO)) == "year_closed"
    upload_acts.reopen_year(b, 2024, reason="sai", by="Bình")
    upload_acts.withdraw(a, 1, reason="nhầm", by="An")
    b.catch_up()
    assert _recognised(b) == []


def test_figures_stay_readable_and_saves_are_refused_without_the_catalogue(
    join: Join, postgres: Postgres, tmp_path: Path
) -> None:
    a = join()
    saved(a, ONE)
    with stopped(postgres):
        a.catch_up()
        assert a.stale_since is not None
        assert _recognised(a) == [60]
        assert _refusal_code(lambda: take(a, TWO)) == "lake_away"
        # a new process shows the figures cached on this machine; without a cache it is refused
        a.close()
        again = join()
        assert (_recognised(again), again.stale_since is not None) == ([60], True)
        assert _refusal_code(lambda: join(tmp_path / "another machine")) == "lake_away"
    again.catch_up()
    assert again.stale_since is None
    assert take(again, TWO).upload_id == 2


def test_figures_stay_readable_and_uploads_are_refused_without_the_bucket(
    bucket: Bucket, in_bucket: str, new_address: Callable[[str], str], join: Join, tmp_path: Path, config: Config
) -> None:
    address = new_address(in_bucket)
    a = join(at=address)
    saved(a, ONE, families("2025 V1 10 5"))
    with stopped(bucket):
        assert _refusal_code(lambda: take(a, TWO)) == "lake_data_away"
        assert (_recognised(a), a.head.seq) == ([60, 5], 2)
        # an act without a file does not need the bucket
        assert upload_acts.withdraw(a, 2, reason="nhầm", by="An").seq == 3
        assert _refusal_code(lambda: join(tmp_path / "another machine", address)) == "lake_data_away"
    assert take(a, TWO).upload_id == 4
    b = join(tmp_path / "another machine", address)
    assert (_recognised(b), b.commits()) == ([61], a.commits())
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def test_save_is_refused_after_waiting_too_long_for_another_writer(join: Join, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning_coverage.store.lake.writer_lock.OPTIONS", "-c lock_timeout=50ms")
    a, b = join(), join()
    with a.write_lock:
        assert _refusal_code(lambda: take(b, ONE)) == "lake_busy"
    assert take(b, ONE).upload_id == 1


def test_each_process_has_its_own_view_and_a_restart_uses_a_free_one(join: Join, tmp_path: Path) -> None:
    a, b = join(), join()
    saved(a, ONE)
    assert {path.parent.name for path in tmp_path.rglob("view.duckdb")} == {"0", "1"}
    a.close()
    join()
    assert {path.parent.name for path in tmp_path.rglob("view.duckdb")} == {"0", "1"}
    assert b.head.seq == 0


def test_no_password_is_in_a_message_or_log(
    join: Join,
    postgres: Postgres,
    address: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While PostgreSQL is stopped and with a wrong password, neither errors nor logs contain a password."""
    a, errors = join(), []
    with stopped(postgres):
        errors.append(_error(lambda: take(a, ONE)))
        a.catch_up()
        errors.append(_error(lambda: join(tmp_path / "elsewhere", address)))
    right = postgres.password_file.read_text(encoding="utf-8")
    postgres.password_file.write_text(right.replace(PASSWORD, "a-wrong-secret"), encoding="utf-8")
    try:
        errors.append(_error(lambda: join(tmp_path / "elsewhere", address)))
    finally:
        postgres.password_file.write_text(right, encoding="utf-8")
    sentences = [Wording(language)(f"store.{e.code}", **e.values) for e in errors for language in LANGUAGES]
    everything = "\n".join([*sentences, *map(str, errors), caplog.text, *capfd.readouterr()])
    assert "lake_away" in everything
    assert not [secret for secret in (PASSWORD, "a-wrong-secret", SECRET) if secret in everything]


def test_store_with_another_configuration_is_readable_and_not_writable(join: Join, config: Config) -> None:
    a = join()
    saved(a, ONE)
    reconfigured = a.with_config(config)
    assert (_recognised(reconfigured), reconfigured.is_writable) == ([60], False)
    assert _refusal_code(lambda: take(reconfigured, TWO)) == "other_writer"


def _recognised(store: Store) -> list[int | None]:
    return [fact.recognised for fact in sorted(read_current_facts(store).values(), key=lambda fact: fact.key)]


def _error(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value


def _refusal_code(act: Callable[[], object]) -> str:
    return _error(act).code
