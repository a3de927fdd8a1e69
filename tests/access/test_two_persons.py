"""Publishing by two people: an upload counts only after another person has previewed and published it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from learning_coverage.access import User
from learning_coverage.config import Config, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store, StoreError
from learning_coverage.store.operate import verification
from learning_coverage.store.writes.drafts import discard, list_drafts, preview_changes, publish
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.uploads import SaveResult, save
from tests.access.conftest import configured

EDITOR, PUBLISHER, OTHER = User("Bình", "editor"), User("An", "publisher"), User("Chi", "publisher")


def fact(recognised: int, area: str = "T03") -> Fact:
    return Fact(2, 2024, area, "gia_dinh", 100, None, recognised)


def upload(store: Store, recognised: int, by: User = EDITOR) -> SaveResult:
    return save(store, f"{recognised}".encode(), "x.csv", [fact(recognised)], by=by)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load_config(configured(tmp_path_factory.mktemp("two") / "config", two_person="true"))


@pytest.fixture
def store(tmp_path: Path, config: Config) -> Iterator[Store]:
    with Store.open(tmp_path / "store", config) as opened:
        yield opened


def recognised(store: Store) -> list[int | None]:
    return [fact.recognised for fact in read_current_facts(store).values()]


@pytest.mark.parametrize("by", [EDITOR, PUBLISHER, User.local("An")])
def test_upload_is_saved_as_a_draft(store: Store, by: User) -> None:
    assert upload(store, 61, by).verdict == "drafted"
    assert recognised(store) == []


def test_draft_counts_after_another_person_publishes_it(store: Store) -> None:
    draft = upload(store, 61).upload_id
    assert draft is not None
    assert [new.recognised for new in preview_changes(store, list_drafts(store)[0]).added] == [61]
    for refused, code in ((EDITOR, "not_allowed"), (User("Bình", "admin"), "same_person")):
        with pytest.raises(StoreError) as error:
            publish(store, draft, by=refused, base=store.head.seq)
        assert error.value.code == code
    assert publish(store, draft, by=PUBLISHER, base=store.head.seq).verdict == "committed"
    assert recognised(store) == [61] and list_drafts(store) == []
    with pytest.raises(StoreError) as error:
        publish(store, draft, by=PUBLISHER, base=store.head.seq)
    assert error.value.code == "no_draft"


def test_draft_previewed_on_an_older_commit_is_not_published(store: Store) -> None:
    first, second = upload(store, 61).upload_id, upload(store, 62).upload_id
    previewed = store.head.seq
    publish(store, first or 0, by=PUBLISHER, base=previewed)
    with pytest.raises(StoreError) as error:
        publish(store, second or 0, by=OTHER, base=previewed)
    assert error.value.code == "conflict" and recognised(store) == [61]


def test_discarding_a_draft_needs_the_right_and_a_reason(store: Store) -> None:
    draft = upload(store, 61).upload_id or 0
    for refused, by, reason in (("no_reason", PUBLISHER, " "), ("not_allowed", EDITOR, "sai")):
        with pytest.raises(StoreError) as error:
            discard(store, draft, reason=reason, by=by)
        assert error.value.code == refused
    discard(store, draft, reason="sai năm", by=PUBLISHER)
    assert list_drafts(store) == [] and recognised(store) == []


def test_upload_cannot_be_committed_without_a_draft(store: Store) -> None:
    with pytest.raises(StoreError) as error:
        store.append("upload", EDITOR)
    assert error.value.code == "not_allowed"


def test_store_with_drafts_has_no_errors(store: Store, config: Config, tmp_path: Path) -> None:
    draft = upload(store, 61).upload_id or 0
    upload(store, 70)
    publish(store, draft, by=PUBLISHER, base=store.head.seq)
    store.close()
    assert list(verification.find_errors(tmp_path / "store", config)) == []
