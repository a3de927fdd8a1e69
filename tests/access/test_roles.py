"""The rights of each role: in the store, which checks them, and on the pages of the running server."""

from collections.abc import Callable

import pytest

from learning_coverage.access import Right, User
from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.store import Store, StoreError
from learning_coverage.store.log.log import KINDS
from learning_coverage.store.permissions import RIGHT_OF_KIND
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.learned_names import LearnedNames, learn
from learning_coverage.store.writes.reviews import Subject, review
from learning_coverage.store.writes.tasks import Task, change_task, open_task
from learning_coverage.store.writes.uploads import save
from tests.access.conftest import RunningServer
from tests.builders import small_config

ROLES = ("guest", "viewer", "editor", "publisher", "admin")
LOWEST_ROLE = {  # the lowest role with the right
    Right.SEE_PUBLISHED: "guest",
    Right.SEE: "viewer",
    Right.UPLOAD: "editor",
    Right.TASK: "editor",
    Right.REVIEW: "editor",
    Right.UNDO: "publisher",
    Right.FREEZE: "publisher",
    Right.CLOSE_YEAR: "publisher",
    Right.DECIDE: "publisher",
    Right.PUBLISH: "publisher",
    Right.CONFIGURE: "admin",
    Right.ADMINISTER: "admin",
}


def fact(recognised: int, area: str = "V1") -> Fact:
    return Fact(2, 2024, area, "families", 100, None, recognised)


ACTS: dict[Right, Callable[[Store, Config, User], object]] = {
    Right.UPLOAD: lambda store, _, by: save(store, b"new", "new.csv", [fact(88)], by=by),
    Right.TASK: lambda store, config, by: open_task(store, config, Task("V1", "Gặp dân", "Chị Bình"), by=by),
    Right.REVIEW: lambda store, _, by: review(store, Subject("outlier", 2024, "V1", None, "1"), by=by, note="đã hỏi"),
    Right.UNDO: lambda store, _, by: upload_acts.withdraw(store, 1, reason="nhầm", by=by),
    Right.FREEZE: lambda store, _, by: upload_acts.freeze(store, "Họp", by=by),
    Right.CLOSE_YEAR: lambda store, _, by: upload_acts.close_year(store, 2024, reason="QĐ 1", by=by),
    Right.CONFIGURE: lambda store, _, by: store.append("start", by),
}


def store_with_an_upload() -> tuple[Store, Config]:
    config = small_config()
    store = Store.in_memory(config)
    save(store, b"one", "one.csv", [fact(61)], by="An")
    return store, config


def test_each_role_has_exactly_its_rights() -> None:
    may = {(role, act): User("An", role).has_right(act) for role in ROLES for act in Right}
    assert may == {(role, act): ROLES.index(role) >= ROLES.index(LOWEST_ROLE[act]) for role in ROLES for act in Right}


def test_every_kind_of_commit_has_a_right() -> None:
    assert set(RIGHT_OF_KIND) == set(KINDS)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ROLES)
def test_store_refuses_an_act_without_its_right(role: str, act: Right) -> None:
    store, config = store_with_an_upload()
    before = store.head.seq
    if ROLES.index(role) >= ROLES.index(LOWEST_ROLE[act]):
        ACTS[act](store, config, User("Bình", role))
        assert store.head.seq == before + 1 and store.commits()[-1].by == "Bình"
    else:
        with pytest.raises(StoreError) as refused:
            ACTS[act](store, config, User("Bình", role))
        assert refused.value.code == "not_allowed"
        assert store.head.seq == before


def test_editor_limited_to_villages_changes_only_those() -> None:
    store, config = store_with_an_upload()
    own = User("Bình", "editor", frozenset({"V2"}))
    save(store, b"own", "own.csv", [fact(50, "V2")], by=own)
    for act in (
        lambda: save(store, b"other", "other.csv", [fact(88), fact(51, "V2")], by=own),
        lambda: save(store, b"commune", "c.csv", [Fact(2, 2024, "commune", "units", 10, None, 9)], by=own),
        lambda: open_task(store, config, Task("V1", "Gặp dân", "Chị Bình"), by=own),
        lambda: review(store, Subject("outlier", 2024, "V1", None, "1"), by=own, note="đã hỏi"),
    ):
        with pytest.raises(StoreError) as refused:
            act()
        assert refused.value.code == "not_his_villages"
    # unchanged figures of other villages are allowed in the file
    save(store, b"both", "both.csv", [fact(61), fact(52, "V2")], by=own)
    learn(store, LearnedNames({"Xóm": "V2"}), by=own)


def test_limited_editor_cannot_move_a_task_from_another_village() -> None:
    store, config = store_with_an_upload()
    task = open_task(store, config, Task("V1", "Gặp dân", "Chị Bình"), by="An")
    own = User("Bình", "editor", frozenset({"V2"}))
    with pytest.raises(StoreError) as refused:
        change_task(store, task.seq, expected_seq=task.seq, by=own, area_id="V2")
    assert refused.value.code == "not_his_villages"


def test_bare_name_counts_as_not_signed_in_with_accounts() -> None:
    config = small_config()
    with_accounts = config.model_copy(update={"access": config.access.model_copy(update={"mode": "accounts"})})
    store = Store.in_memory(with_accounts)
    with pytest.raises(StoreError) as refused:
        save(store, b"one", "one.csv", [fact(61)], by="An")
    assert refused.value.code == "not_signed_in"


# page, end of the key of a widget on it, the right that shows the widget
ON_PAGES = [
    ("history", "withdraw", Right.UNDO),
    ("history", "freeze", Right.FREEZE),
    ("history", "close_year", Right.CLOSE_YEAR),
    ("history", "original", Right.SEE),
    ("upload", "files0", Right.UPLOAD),
    ("upload", "correct_save", Right.UPLOAD),
    ("start", "start_text", Right.CONFIGURE),
    ("changes", "changes_kind", Right.CONFIGURE),
]


@pytest.mark.parametrize("role", ROLES[1:])
def test_pages_offer_only_the_acts_of_the_role(server: RunningServer, role: str) -> None:
    with server.client_for(role).socket() as socket:
        rendered = {page: socket.run(page) for page in dict.fromkeys(page for page, _, _ in ON_PAGES)}
    offered = {(page, key): any(k.endswith(key) for k in rendered[page].keys) for page, key, _ in ON_PAGES}
    may = {(page, key): User("An", role).has_right(act) for page, key, act in ON_PAGES}
    assert offered == may
    in_menu = {page: page in rendered["history"].pages for page in ("upload", "start", "changes")}
    assert in_menu == {page: User("An", role).has_right(RIGHT_OF_PAGE[page]) for page in in_menu}
    assert role in rendered["history"].text  # the name of the user


RIGHT_OF_PAGE = {"upload": Right.UPLOAD, "start": Right.CONFIGURE, "changes": Right.CONFIGURE}
