"""The plan of a save is what the preview shows and what the save does."""

import pytest

from learning_coverage.facts import Fact
from learning_coverage.import_preview import Previewer
from learning_coverage.intake.result import ReadResult
from learning_coverage.store import Store, StoreError
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import sha256
from learning_coverage.store.writes.save_plan import Difference, plan_save
from learning_coverage.store.writes.upload_acts import close_year
from tests.builders import families, saved, small_config, take

BEFORE = families("2024 V1 100 60", "2024 V2 10 9")
UPLOADS = {
    "new": families("2025 V1 100 61"),
    "changed": families("2024 V1 100 70", "2024 V2 10 9", "2024 V3 10 1"),
    "blank result": [Fact(2, 2024, "V1", "families", 100, None, None)],
    "blank total": [Fact(2, 2024, "V1", "families", None, None, 70)],
    "the same file": BEFORE,
    "the same figures": families("2024 V2 10 9"),
}


@pytest.mark.parametrize("upload", UPLOADS.values(), ids=UPLOADS.keys())
def test_save_makes_the_changes_its_preview_shows(store: Store, upload: list[Fact]) -> None:
    saved(store, BEFORE)
    preview = Previewer(store, small_config()).preview(fact_codec.encode(upload), _read_result(upload))
    result = take(store, upload)
    assert result.difference == preview.plan.difference
    assert (result.verdict == "unchanged") == (preview.verdict == "unchanged")
    assert {fact.counts for fact in preview.plan.difference.new_facts} <= {fact.counts for fact in preview.plan.facts}


def test_blanks_are_filled_from_the_stored_facts(store: Store) -> None:
    saved(store, BEFORE)
    plan = plan_save(store, UPLOADS["blank total"], "x")
    assert [fact.counts[:3] for fact in plan.facts] == [(100, None, 70)]
    assert plan.difference.changed == ((BEFORE[0], plan.facts[0]),)
    assert plan_save(store, UPLOADS["blank result"], "x").facts == ()


def test_repeated_file_names_its_upload_unless_repeats_are_allowed(store: Store) -> None:
    saved(store, BEFORE, families("2024 V1 100 61"))
    raw = sha256(fact_codec.encode(BEFORE))
    repeat, allowed = plan_save(store, BEFORE, raw), plan_save(store, BEFORE, None)
    assert (repeat.same_upload, repeat.is_unchanged) == (1, True)
    assert repeat.difference == Difference(unchanged=tuple(BEFORE))
    assert (allowed.same_upload, allowed.is_unchanged) == (None, False)


def test_only_closed_years_that_would_change_are_blocked(store: Store) -> None:
    saved(store, BEFORE, families("2023 V1 100 50"))
    for year in (2023, 2024):
        close_year(store, year, reason="x", by="An")
    upload = families("2023 V1 100 51", "2024 V1 100 60", "2025 V1 100 62")
    assert plan_save(store, upload, "x").blocked_years == (2023,)
    preview = Previewer(store, small_config()).preview(b"x", _read_result(upload))
    assert [problem.code for problem in preview.reading.problems if problem.severity == "error"] == ["year_closed"]
    with pytest.raises(StoreError, match="year_closed"):
        take(store, upload)


def test_facts_of_earlier_files_count_as_saved(store: Store) -> None:
    earlier = families("2024 V1 100 60")
    plan = plan_save(store, families("2024 V1 100 60", "2024 V2 10 1"), "x", {fact.key: fact for fact in earlier})
    assert [fact.area_id for fact in plan.difference.added] == ["V2"]


def _read_result(facts: list[Fact]) -> ReadResult:
    return ReadResult("so_lieu.csv", "", "", (), tuple(facts), ())
