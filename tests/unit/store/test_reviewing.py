"""Marking a doubt as looked into: kept with name and note, once, and taken back."""

import pytest

from learning_coverage.store import Store, StoreError
from learning_coverage.store.writes.reviews import Subject, list_reviews, reopen, review

MOVED = Subject("denominator_moved", 2025, "V1", "families", "120 → 86")
GAP = Subject("gap_year", 2024, "V2", None, "3: 2023–2025")


def test_a_review_is_kept_with_name_and_note(store: Store) -> None:
    review(store, MOVED, by=" An ", note=" thôn xác nhận ")
    review(store, GAP, by="Bình", note="đã nhắc")

    found = list_reviews(store)
    assert {subject: (made.by, made.note) for subject, made in found.items()} == {
        MOVED: ("An", "thôn xác nhận"),
        GAP: ("Bình", "đã nhắc"),
    }
    assert [commit.kind for commit in store.commits()] == ["review", "review"]


def test_other_figures_are_another_doubt(store: Store) -> None:
    review(store, MOVED, by="An", note="đúng")
    assert MOVED._replace(basis="120 → 87") not in list_reviews(store)
    assert MOVED.id != MOVED._replace(basis="120 → 87").id


def test_the_first_review_stays(store: Store) -> None:
    review(store, MOVED, by="An", note="đúng")
    review(store, MOVED, by="Bình", note="sai")
    assert [made.by for made in list_reviews(store).values()] == ["An"]
    assert store.head.seq == 1


def test_a_review_is_taken_back_and_made_anew(store: Store) -> None:
    reopen(store, MOVED, by="An")
    assert store.head.seq == 0  # there was nothing to take back
    review(store, MOVED, by="An", note="đúng")
    reopen(store, MOVED, by="Bình")
    assert list_reviews(store) == {}
    assert list(list_reviews(store, as_of=1)) == [MOVED]
    review(store, MOVED, by="Cúc", note="xem lại")
    assert [made.by for made in list_reviews(store).values()] == ["Cúc"]


@pytest.mark.parametrize(
    ("by", "note", "code"), [("", "đúng", "no_reviewer"), (" ", "đúng", "no_reviewer"), ("An", " ", "no_note")]
)
def test_without_a_name_or_a_note_nothing_is_kept(store: Store, by: str, note: str, code: str) -> None:
    with pytest.raises(StoreError) as refused:
        review(store, MOVED, by=by, note=note)
    assert refused.value.code == code
    assert store.head.seq == 0
