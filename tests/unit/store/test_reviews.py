"""Reviews of data check findings: saved once with reviewer and note, and reopened."""

import pytest

from learning_coverage.store import Store, StoreError
from learning_coverage.store.writes.reviews import Subject, list_reviews, reopen, review

MOVED = Subject("denominator_moved", 2025, "V1", "families", "120 → 86")
GAP = Subject("gap_year", 2024, "V2", None, "3: 2023–2025")


def test_review_is_saved_with_reviewer_and_note(store: Store) -> None:
    review(store, MOVED, by=" An ", note=" thôn xác nhận ")
    review(store, GAP, by="Bình", note="đã nhắc")

    found = list_reviews(store)
    assert {subject: (entry.by, entry.note) for subject, entry in found.items()} == {
        MOVED: ("An", "thôn xác nhận"),
        GAP: ("Bình", "đã nhắc"),
    }
    assert [commit.kind for commit in store.commits()] == ["review", "review"]


def test_finding_about_other_figures_is_not_reviewed(store: Store) -> None:
    review(store, MOVED, by="An", note="đúng")
    assert MOVED._replace(basis="120 → 87") not in list_reviews(store)
    assert MOVED.id != MOVED._replace(basis="120 → 87").id


def test_second_review_of_a_finding_changes_nothing(store: Store) -> None:
    review(store, MOVED, by="An", note="đúng")
    review(store, MOVED, by="Bình", note="sai")
    assert [entry.by for entry in list_reviews(store).values()] == ["An"]
    assert store.head.seq == 1


def test_reopened_finding_can_be_reviewed_again(store: Store) -> None:
    reopen(store, MOVED, by="An")
    assert store.head.seq == 0  # there was no review to withdraw
    review(store, MOVED, by="An", note="đúng")
    reopen(store, MOVED, by="Bình")
    assert list_reviews(store) == {}
    assert list(list_reviews(store, as_of=1)) == [MOVED]
    review(store, MOVED, by="Cúc", note="xem lại")
    assert [entry.by for entry in list_reviews(store).values()] == ["Cúc"]


@pytest.mark.parametrize(
    ("by", "note", "code"), [("", "đúng", "no_reviewer"), (" ", "đúng", "no_reviewer"), ("An", " ", "no_note")]
)
def test_review_without_reviewer_or_note_is_refused(store: Store, by: str, note: str, code: str) -> None:
    with pytest.raises(StoreError) as refused:
        review(store, MOVED, by=by, note=note)
    assert refused.value.code == code
    assert store.head.seq == 0
