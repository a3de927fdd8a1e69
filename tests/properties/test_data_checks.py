"""Findings about random figures have a message in every language and can be reviewed once."""

from hypothesis import given

from learning_coverage.data_checks import is_open, run_checks
from learning_coverage.store.writes.reviews import list_reviews, review
from learning_coverage.wording import LANGUAGES, Wording
from tests.builders import store_of
from tests.properties.test_arithmetic import cheaply, figures_of
from tests.properties.test_uploads import Loaded, loaded


@cheaply
@given(loaded())
def test_every_finding_has_its_own_id_and_message(given_: Loaded) -> None:
    config, files = given_
    with store_of(config, *files) as store:
        findings = run_checks(store, store)
        assert len({finding.id for finding in findings}) == len(findings)
        for language in LANGUAGES:
            for finding in findings:
                message = finding.message(config, Wording(language))
                assert finding.area_name in message and str(finding.year) in message and "None" not in message


@cheaply
@given(loaded())
def test_findings_of_single_years_are_all_findings(given_: Loaded) -> None:
    config, files = given_
    with store_of(config, *files) as store:
        everything = run_checks(store, store)
        by_year = [found for year in {f.year for f in everything} for found in run_checks(store, store, year)]
        assert {finding.id for finding in by_year} == {finding.id for finding in everything}


@cheaply
@given(loaded())
def test_second_review_of_a_finding_changes_nothing(given_: Loaded) -> None:
    config, files = given_
    with store_of(config, *files) as store:
        figures = figures_of(store)
        subjects = [finding.subject for finding in run_checks(store, store)]
        for subject in subjects:
            review(store, subject, by="An", note="đúng")
        head, reviews = store.head, list_reviews(store)
        for subject in subjects:
            review(store, subject, by="Bình", note="khác")
        assert (store.head, list_reviews(store)) == (head, reviews)
        assert not list(filter(is_open, run_checks(store, store)))
        assert figures_of(store) == figures
