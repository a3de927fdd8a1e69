"""The preview of an import: years not begun, counts against stored ones, and what is read after saving."""

import datetime

import pytest

from learning_coverage import queries, wording
from learning_coverage.facts import Fact
from learning_coverage.import_preview import Preview, Previewer
from learning_coverage.intake.result import ReadResult
from learning_coverage.store import Store
from learning_coverage.store.log import fact_codec
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.save_plan import read_current_facts
from tests.builders import families, saved, small_config, store_of, take

KEY = (2024, "V1", "families")


def preview_of(store: Store, *facts: Fact) -> Preview:
    reading = ReadResult("so_lieu.csv", "", "", (), facts, ())
    return Previewer(store, small_config()).preview(fact_codec.encode(facts), reading)


def clans(year: int, total: int | None, registered: int | None, recognised: int | None) -> Fact:
    return Fact(7, year, "V1", "clans", total, registered, recognised)


@pytest.fixture
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "today", lambda: datetime.date(2026, 12, 31))


@pytest.mark.usefixtures("in_2026")
def test_each_year_not_begun_is_one_warning() -> None:
    upload = families("2026 V1 100 60", "2027 V1 100 61", "2027 V2 100 61", "2029 V1 100 62")
    with store_of(small_config()) as store:
        preview = preview_of(store, *upload)
        assert preview.verdict == "ready"
        found = [p for p in preview.reading.problems if p.code == "year_not_begun"]
        assert [(p.severity, p.value, p.row) for p in found] == [("warning", "2027", 3), ("warning", "2029", 5)]
        assert "2026" in found[0].message(wording.Wording()) and "2 số liệu" in found[0].message(wording.Wording())
        assert not [p for p in preview_of(store, *upload[:1]).reading.problems if p.code == "year_not_begun"]


def test_a_year_has_begun_on_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "today", lambda: datetime.date(2027, 1, 1))
    with store_of(small_config()) as store:
        assert preview_of(store, *families("2027 V1 100 61")).reading.problems == ()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (clans(2024, None, 9, 11), "recognised_over_stored_total"),
        (clans(2024, None, 11, 9), "registered_over_stored_total"),
        (clans(2024, 10, None, 9), "recognised_over_stored_registered"),
        (clans(2026, 10, None, 9), None),  # the denominator is the total
        (clans(2024, 10, 9, 9), None),
        (clans(2024, None, None, 8), None),
    ],
)
def test_blank_count_is_checked_against_the_stored_one(sent: Fact, code: str | None) -> None:
    with store_of(small_config(), [clans(2024, 10, 8, 8), clans(2026, 10, 8, 8)]) as store:
        preview = preview_of(store, sent)
        errors = [p.code for p in preview.reading.problems if p.severity == "error"]
        assert errors == ([code] if code else [])
        assert (preview.verdict == "refused") == bool(code)


BLANK = Fact(2, 2024, "V1", "families", 100, None, None)


def test_preview_shows_what_is_read_afterwards_whatever_was_withdrawn_or_restored() -> None:
    """Import 80/100, withdraw it, import a blank, restore the first: the blank hides nothing, nor does the next one."""
    with store_of(small_config(), families("2024 V1 100 80")) as store:
        upload_acts.withdraw(store, 1, reason="nhầm", by="An")
        blank = preview_of(store, BLANK)
        assert blank.plan.difference.added == (BLANK,)
        take(store, [BLANK])
        assert read_current_facts(store)[KEY].counts == BLANK.counts
        upload_acts.restore(store, 1, reason="đúng", by="An")
        assert read_current_facts(store)[KEY].recognised == 80
        assert preview_of(store, BLANK).verdict == "unchanged"

        newer = preview_of(store, *families("2024 V1 110 85"))
        ((old, new),) = newer.plan.difference.changed
        saved(store, families("2024 V1 110 85"))
        assert (old.counts[:3], read_current_facts(store)[KEY].counts) == ((100, None, 80), new.counts)


def test_uploads_count_the_facts_in_force_as_they_are_read() -> None:
    with store_of(small_config(), families("2024 V1 100 80")) as store:
        upload_acts.withdraw(store, 1, reason="nhầm", by="An")
        take(store, [BLANK])
        upload_acts.restore(store, 1, reason="đúng", by="An")
        in_force = {row["upload_id"]: row["in_force"] for row in queries.uploads(store)}
        sources = {row["upload_id"]: row["is_current"] for row in queries.provenance(store, 2024, "V1", "families")}
        assert (in_force, sources) == ({1: 1, 3: 0}, {1: True, 3: False})
