"""The table of role × act against the running server, by raw HTTP and the WebSocket, whatever a role's pages show.

Each act is tried in two ways. In a session of the role itself, with the ids of the widgets that only a page of somebody
who may has. And in a window that was drawn for an administrator whose account was made less before the button was
pressed: there the button is known to the server, and only where the act happens somebody can still say no.
"""

import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from learning_coverage.access import Right, User
from learning_coverage.access.audit import Audit
from learning_coverage.access.private_file import PrivateFile
from learning_coverage.access.roles import GUEST, RIGHTS
from learning_coverage.config import Access, Config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.writes.uploads import save
from tests.access.conftest import PASSWORD, House, Serve
from tests.access.visiting import Socket, Value, Visitor

CHANGED = "changed"  # the account whose role is taken from it while its window stands open
numbers = itertools.count(1)

Ids = dict[str, str]


@dataclass(frozen=True)
class Actor:
    """Somebody with a window open."""

    visitor: Visitor
    socket: Socket


def typed(**values: Value) -> Callable[[Actor, Ids], dict[str, Value]]:
    """Fill in fields, each named by the end of its key."""
    return lambda _, ids: {found(ids, f"{name}$"): value for name, value in values.items()}


def found(ids: Ids, pattern: str) -> str:
    """The id of the first widget whose key looks like this."""
    return next(id_ for key, id_ in ids.items() if re.search(pattern, key))


def a_file(actor: Actor, ids: Ids) -> dict[str, Value]:
    data = f"Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt\n2026;An Hòa;GĐHT;500;400;{next(numbers)}\n".encode("utf-8-sig")
    address, state = actor.socket.place_for("moi.csv", len(data))
    actor.visitor.put(address, data)
    return {ids["files0"]: state}


def a_correction(_: Actor, ids: Ids) -> dict[str, Value]:
    edited = {"edited_rows": {"0": {"total": 500, "recognised": next(numbers)}}, "added_rows": [], "deleted_rows": []}
    return {found(ids, "^correct T"): json.dumps(edited)}


def a_reason(_: Actor, ids: Ids) -> dict[str, Value]:
    return {found(ids, "^draft_reason "): "sai"}


def the_villages(_: Actor, ids: Ids) -> dict[str, Value]:
    return {ids["start_name"]: f"Xã {next(numbers)}"}


@dataclass(frozen=True)
class Try:
    """A button on a page and what is filled in before; `kinds` is what is done when it is pressed."""

    act: Right
    page: str
    press: str
    kinds: set[str]
    fill: Callable[[Actor, Ids], dict[str, Value]] = field(default=typed())
    query: str = ""


A_TASK: dict[str, Value] = {
    "None area": "An Hòa",
    "None title": "Gia đình học tập",
    "None what": "Gặp dân",
    "None who": "Chị Bình",
    "None due": [],
}
TRIES = [
    Try(Right.UPLOAD, "upload", "^save$", {"draft"}, a_file),
    Try(Right.UPLOAD, "upload", "^correct_save$", {"draft"}, a_correction),
    Try(Right.TASK, "tasks", "^FormSubmitter:task", {"task"}, typed(**A_TASK)),
    Try(Right.REVIEW, "quality", "^mark_reviewed$", {"review"}, typed(review_note="đã hỏi"), "year=2024"),
    Try(Right.UNDO, "history", "^(withdraw|restore)$", {"withdraw", "restore"}, typed(reason="nhầm")),
    Try(Right.FREEZE, "history", "^freeze$", {"freeze"}, typed(freeze_name="Họp")),
    Try(Right.CLOSE_YEAR, "history", "^(close|reopen)_year$", {"close_year", "reopen_year"}, typed(decision="QĐ 1")),
    Try(
        Right.DECIDE,
        "quotas",
        "^FormSubmitter:quota",
        {"quota"},
        typed(quota_number="12/QĐ-UBND", quota_day=["2026/01/05"]),
        "year=2024",
    ),
    Try(Right.PUBLISH, "history", "^publish ", {"upload"}),
    Try(Right.PUBLISH, "history", "^discard ", {"discard"}, a_reason),
    Try(Right.CONFIGURE, "start", "^Lưu danh sách", {"configure"}, the_villages),
]

LOOKS = {  # what only somebody who may sees: the page, and words or a widget on it
    Right.SEE_PUBLISHED: ("matrix", "60/100"),
    Right.SEE: ("history", "one.csv"),
    Right.ADMINISTER: ("access", "take_record"),
}


def filled(store: Path, config: Config) -> None:
    """Figures that count and give rise to doubts, one state of them frozen, and drafts that wait."""
    villages = [village.id for village in config.villages]
    by = User.local("An")
    with Store.open(store, config.model_copy(update={"access": Access()})) as alone:
        for n, (year, recognised) in enumerate([(2023, 70), (2024, 60)]):
            facts = [Fact(2, year, area, "gia_dinh", 100, None, recognised) for area in villages]
            save(alone, b"%d" % n, "one.csv", facts, by=by)
        alone.append("freeze", by, note="Họp 15/06", about=alone.head.seq)
        save(alone, b"last", "last.csv", [Fact(2, 2022, villages[0], "dong_ho", 10, None, 5)], by=by)
    with Store.open(store, config) as two:
        for area in villages:
            save(two, area.encode(), "draft.csv", [Fact(2, 2024, area, "dong_ho", 10, None, 5)], by=by)


@pytest.fixture(scope="module")
def house(serve: Serve) -> House:
    made = serve(filled=filled, public="true", two_person="true")
    made.accounts.add(CHANGED, "admin", password=PASSWORD)
    made.visitors[CHANGED] = Visitor(made.address)
    assert made.visitors[CHANGED].sign_in(CHANGED, PASSWORD).status == 200
    made.visitors[GUEST] = Visitor(made.address)
    return made


def done(house: House, since: int) -> list[tuple[str, str]]:
    """Every commit and every change of the configuration since a number of entries, and by whom."""
    log = FolderLog(house.store)
    told = [(entry.event, entry.by) for entry in Audit(house.store).entries() if entry.event == "configure"]
    return ([(commit.kind, commit.by) for commit in log.since(0)] + told)[since:]


def pressed_for(actor: Actor, one: Try, known: Ids) -> tuple[dict[str, Value], str]:
    """Everything up to the button: what the widgets say, and which button it would be.

    `known` are the ids of widgets that another page had; those of this one are added to them.
    """
    known |= actor.socket.run(one.page, query_of(actor, one, known)).ids
    values = one.fill(actor, known)
    if one.fill is a_file:  # its button comes with the preview
        known |= actor.socket.run(one.page, one.query, values).ids
        values |= {id_: True for key, id_ in known.items() if key.startswith("warnings_seen")}
    return values, found(known, one.press)


def query_of(actor: Actor, one: Try, known: Ids) -> str:
    """A doubt is marked in a dialog that opens by its address."""
    if one.act != Right.REVIEW:
        return one.query
    if "doubt" not in known:
        offered = re.search(r"doubt=([0-9a-f]{12})", actor.socket.run(one.page, one.query).said)
        known["doubt"] = offered[1] if offered else pytest.fail("no doubt is offered")
    return f"{one.query}&doubt={known['doubt']}"


def seen_by_admin(house: House, one: Try) -> Ids:
    """The ids of everything the page of somebody who may has; nothing is pressed there."""
    ids: Ids = {}
    with house.visitor("admin").socket() as socket:
        pressed_for(Actor(house.visitor("admin"), socket), one, ids)
    return ids


def test_every_act_of_the_table_is_tried() -> None:
    assert {one.act for one in TRIES} | set(LOOKS) == set(Right) == set().union(*RIGHTS.values())


@pytest.mark.parametrize("one", TRIES, ids=lambda one: f"{one.act}-{one.press}")
def test_a_role_does_what_the_table_says(house: House, one: Try) -> None:
    ids = seen_by_admin(house, one)  # good for all who may not: they change nothing, so the page stays as it is
    for role in RIGHTS:
        may, before = User("", role).has_right(one.act), len(done(house, 0))
        with house.visitor(role).socket() as socket:
            actor, known = Actor(house.visitor(role), socket), {} if may else dict(ids)
            values, button = pressed_for(actor, one, known)
            socket.run(one.page, query_of(actor, one, known), values, button)
        did = done(house, before)
        assert [by for _, by in did] == [role] * may, (role, did)
        assert {kind for kind, _ in did} <= one.kinds


@pytest.mark.parametrize("one", TRIES, ids=lambda one: f"{one.act}-{one.press}")
def test_a_window_outlives_no_role(house: House, one: Try) -> None:
    """Of the roles that may not, the one that may most."""
    role = [role for role in RIGHTS if not User("", role).has_right(one.act)][-1]
    as_role(house, "admin")
    before = len(done(house, 0))
    with house.visitor(CHANGED).socket() as socket:
        actor, known = Actor(house.visitor(CHANGED), socket), dict[str, str]()
        values, button = pressed_for(actor, one, known)
        query = query_of(actor, one, known)
        as_role(house, role)
        socket.run(one.page, query, values, button)
    assert done(house, before) == [], role


def as_role(house: House, role: str) -> None:
    """Another role, and everything that was open stays open: harder than what the command line does."""
    with PrivateFile(house.store / "access" / "accounts.json").edit() as accounts:
        accounts[CHANGED]["role"] = role


@pytest.mark.parametrize("role", RIGHTS)
def test_a_role_sees_what_the_table_says(house: House, role: str) -> None:
    house.visitor("admin")
    with house.visitor(role).socket() as socket:
        drawn = {page: socket.run(page) for page, _ in LOOKS.values()}
    sees = {act: words in drawn[page].said or words in drawn[page].keys for act, (page, words) in LOOKS.items()}
    assert sees == {act: User("", role).has_right(act) for act in LOOKS}


@pytest.mark.parametrize("role", RIGHTS)
def test_a_file_reaches_only_who_may_upload(house: House, role: str) -> None:
    with house.visitor(role).socket() as socket:
        socket.run()
        address, _ = socket.place_for("x.csv", 1)
        assert (house.visitor(role).put(address, b"x").status < 300) == User("", role).has_right(Right.UPLOAD)
