"""Doubts about random figures: they can be said in both languages, and looked into once and for all."""

from hypothesis import given

from learning_coverage.data_checks import is_open, run_checks
from learning_coverage.store.writes.reviews import list_reviews, review
from learning_coverage.wording import LANGUAGES, Wording
from tests.given import store_of
from tests.properties.test_arithmetic import cheaply, figures_of
from tests.properties.test_uploads import Loaded, loaded


@cheaply
@given(loaded())
def test_every_doubt_has_its_own_name_and_a_sentence(given_: Loaded) -> None:
    config, files = given_
    with store_of(config, *files) as store:
        doubts = run_checks(store, store)
        assert len({doubt.id for doubt in doubts}) == len(doubts)
        for language in LANGUAGES:
            for doubt in doubts:
                said = doubt.message(config, Wording(language))
                assert doubt.area_name in said and str(doubt.year) in said and "None" not in said


@cheaply
@given(loaded())
def test_the_doubts_of_the_years_are_all_doubts(given_: Loaded) -> None:
    config, files = given_
    with store_of(config, *files) as store:
        everything = run_checks(store, store)
        by_year = [doubt for year in {d.year for d in everything} for doubt in run_checks(store, store, year)]
        assert {doubt.id for doubt in by_year} == {doubt.id for doubt in everything}


@cheaply
@given(loaded())
def test_reviewing_twice_changes_nothing(given_: Loaded) -> None:
    config, files = given_
    with store_of(config, *files) as store:
        figures = figures_of(store)
        subjects = [doubt.subject for doubt in run_checks(store, store)]
        for subject in subjects:
            review(store, subject, by="An", note="đúng")
        head, seen = store.head, list_reviews(store)
        for subject in subjects:
            review(store, subject, by="Bình", note="khác")
        assert (store.head, list_reviews(store)) == (head, seen)
        assert not list(filter(is_open, run_checks(store, store)))
        assert figures_of(store) == figures
