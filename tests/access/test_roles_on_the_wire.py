"""The rights of each role on the running server, by raw HTTP and WebSocket, independent of what its pages show.

Each act is tried in two ways. First in a session of the role itself, with the widget ids from the page of an
administrator. Then on a page rendered for an administrator whose role is lowered before the button is pressed: the
server knows that button, so only the code that performs the act can refuse it.
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
from tests.access.client import Client, Socket, Value
from tests.access.conftest import PASSWORD, RunningServer, Serve

DEMOTED = "changed"  # the account whose role is lowered while its page is open
numbers = itertools.count(1)

Ids = dict[str, str]


@dataclass(frozen=True)
class Actor:
    """A client with an open page."""

    client: Client
    socket: Socket


def fill_in(**values: Value) -> Callable[[Actor, Ids], dict[str, Value]]:
    """Return a function that gives the values of fields by widget id; a field is named by the end of its key."""
    return lambda _, ids: {find_id(ids, f"{name}$"): value for name, value in values.items()}


def find_id(ids: Ids, pattern: str) -> str:
    """The id of the first widget whose key matches this pattern."""
    return next(id_ for key, id_ in ids.items() if re.search(pattern, key))


def fill_in_file(actor: Actor, ids: Ids) -> dict[str, Value]:
    data = f"Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt\n2026;An Hòa;GĐHT;500;400;{next(numbers)}\n".encode("utf-8-sig")
    address, state = actor.socket.request_upload_url("moi.csv", len(data))
    actor.client.put(address, data)
    return {ids["files0"]: state}


def fill_in_correction(_: Actor, ids: Ids) -> dict[str, Value]:
    edited = {"edited_rows": {"0": {"total": 500, "recognised": next(numbers)}}, "added_rows": [], "deleted_rows": []}
    return {find_id(ids, "^correct T"): json.dumps(edited)}


def fill_in_reason(_: Actor, ids: Ids) -> dict[str, Value]:
    return {find_id(ids, "^draft_reason "): "sai"}


def fill_in_commune_name(_: Actor, ids: Ids) -> dict[str, Value]:
    return {ids["start_name"]: f"Xã {next(numbers)}"}


@dataclass(frozen=True)
class ActCase:
    """A button on a page and the values filled in before it is pressed; `kinds` are the kinds of commit it may make."""

    act: Right
    page: str
    press: str
    kinds: set[str]
    fill: Callable[[Actor, Ids], dict[str, Value]] = field(default=fill_in())
    query: str = ""


A_TASK: dict[str, Value] = {
    "None area": "An Hòa",
    "None title": "Gia đình học tập",
    "None what": "Gặp dân",
    "None who": "Chị Bình",
    "None due": [],
}
ACT_CASES = [
    ActCase(Right.UPLOAD, "upload", "^save$", {"draft"}, fill_in_file),
    ActCase(Right.UPLOAD, "upload", "^correct_save$", {"draft"}, fill_in_correction),
    ActCase(Right.TASK, "tasks", "^FormSubmitter:task", {"task"}, fill_in(**A_TASK)),
    ActCase(Right.REVIEW, "quality", "^mark_reviewed$", {"review"}, fill_in(review_note="đã hỏi"), "year=2024"),
    ActCase(Right.UNDO, "history", "^(withdraw|restore)$", {"withdraw", "restore"}, fill_in(reason="nhầm")),
    ActCase(Right.FREEZE, "history", "^freeze$", {"freeze"}, fill_in(freeze_name="Họp")),
    ActCase(
        Right.CLOSE_YEAR, "history", "^(close|reopen)_year$", {"close_year", "reopen_year"}, fill_in(decision="QĐ 1")
    ),
    ActCase(
        Right.DECIDE,
        "quotas",
        "^FormSubmitter:quota",
        {"quota"},
        fill_in(quota_number="12/QĐ-UBND", quota_day=["2026/01/05"]),
        "year=2024",
    ),
    ActCase(Right.PUBLISH, "history", "^publish ", {"upload"}),
    ActCase(Right.PUBLISH, "history", "^discard ", {"discard"}, fill_in_reason),
    ActCase(Right.CONFIGURE, "start", "^Lưu danh sách", {"configure"}, fill_in_commune_name),
]

VIEWS = {  # by right: a page, and a text or widget on it that needs the right
    Right.SEE_PUBLISHED: ("matrix", "60/100"),
    Right.SEE: ("history", "one.csv"),
    Right.ADMINISTER: ("access", "take_record"),
}


def fill_store(store: Path, config: Config) -> None:
    """Save figures with data check findings, freeze them, save another upload, and leave drafts unpublished."""
    villages = [village.id for village in config.villages]
    by = User.local("An")
    with Store.open(store, config.model_copy(update={"access": Access()})) as single_user_store:
        for n, (year, recognised) in enumerate([(2023, 70), (2024, 60)]):
            facts = [Fact(2, year, area, "gia_dinh", 100, None, recognised) for area in villages]
            save(single_user_store, b"%d" % n, "one.csv", facts, by=by)
        single_user_store.append("freeze", by, note="Họp 15/06", about=single_user_store.head.seq)
        save(single_user_store, b"last", "last.csv", [Fact(2, 2022, villages[0], "dong_ho", 10, None, 5)], by=by)
    with Store.open(store, config) as two_person_store:
        for area in villages:
            save(two_person_store, area.encode(), "draft.csv", [Fact(2, 2024, area, "dong_ho", 10, None, 5)], by=by)


@pytest.fixture(scope="module")
def server(serve: Serve) -> RunningServer:
    running = serve(fill_store=fill_store, public="true", two_person="true")
    running.accounts.add(DEMOTED, "admin", password=PASSWORD)
    running.clients[DEMOTED] = Client(running.address)
    assert running.clients[DEMOTED].sign_in(DEMOTED, PASSWORD).status == 200
    running.clients[GUEST] = Client(running.address)
    return running


def recorded_acts(server: RunningServer, since: int) -> list[tuple[str, str]]:
    """Kind and author of every commit and then of every configuration change, without the first `since`."""
    log = FolderLog(server.store)
    configured = [(entry.event, entry.by) for entry in Audit(server.store).entries() if entry.event == "configure"]
    return ([(commit.kind, commit.by) for commit in log.since(0)] + configured)[since:]


def prepare_press(actor: Actor, case: ActCase, known: Ids) -> tuple[dict[str, Value], str]:
    """Fill in the page up to the button; return the widget values and the id of the button.

    `known` has the widget ids of another page; those of this page are added.
    """
    known |= actor.socket.run(case.page, query_of(actor, case, known)).ids
    values = case.fill(actor, known)
    if case.fill is fill_in_file:  # the button is on the preview
        known |= actor.socket.run(case.page, case.query, values).ids
        values |= {id_: True for key, id_ in known.items() if key.startswith("warnings_seen")}
    return values, find_id(known, case.press)


def query_of(actor: Actor, case: ActCase, known: Ids) -> str:
    """The URL query of the case; a data check finding is reviewed in a dialog that a query parameter opens."""
    if case.act != Right.REVIEW:
        return case.query
    if "doubt" not in known:
        match = re.search(r"doubt=([0-9a-f]{12})", actor.socket.run(case.page, case.query).text)
        known["doubt"] = match[1] if match else pytest.fail("no doubt is offered")
    return f"{case.query}&doubt={known['doubt']}"


def find_ids_as_admin(server: RunningServer, case: ActCase) -> Ids:
    """The widget ids on the page of an administrator; no button is pressed."""
    ids: Ids = {}
    with server.client_for("admin").socket() as socket:
        prepare_press(Actor(server.client_for("admin"), socket), case, ids)
    return ids


def test_every_right_has_a_case() -> None:
    assert {case.act for case in ACT_CASES} | set(VIEWS) == set(Right) == set().union(*RIGHTS.values())


@pytest.mark.parametrize("case", ACT_CASES, ids=lambda case: f"{case.act}-{case.press}")
def test_role_performs_only_the_acts_it_has_a_right_to(server: RunningServer, case: ActCase) -> None:
    # The ids are valid for all roles without the right: they change nothing, so the page stays the same.
    ids = find_ids_as_admin(server, case)
    for role in RIGHTS:
        may, before = User("", role).has_right(case.act), len(recorded_acts(server, 0))
        with server.client_for(role).socket() as socket:
            actor, known = Actor(server.client_for(role), socket), {} if may else dict(ids)
            values, button = prepare_press(actor, case, known)
            socket.run(case.page, query_of(actor, case, known), values, button)
        acts = recorded_acts(server, before)
        assert [by for _, by in acts] == [role] * may, (role, acts)
        assert {kind for kind, _ in acts} <= case.kinds


@pytest.mark.parametrize("case", ACT_CASES, ids=lambda case: f"{case.act}-{case.press}")
def test_open_page_cannot_act_after_the_role_is_lowered(server: RunningServer, case: ActCase) -> None:
    """The account is lowered to the highest role without the right."""
    role = [role for role in RIGHTS if not User("", role).has_right(case.act)][-1]
    set_role(server, "admin")
    before = len(recorded_acts(server, 0))
    with server.client_for(DEMOTED).socket() as socket:
        actor, known = Actor(server.client_for(DEMOTED), socket), dict[str, str]()
        values, button = prepare_press(actor, case, known)
        query = query_of(actor, case, known)
        set_role(server, role)
        socket.run(case.page, query, values, button)
    assert recorded_acts(server, before) == [], role


def set_role(server: RunningServer, role: str) -> None:
    """Change the role without ending the open sessions, which the command line would end."""
    with PrivateFile(server.store / "access" / "accounts.json").edit() as accounts:
        accounts[DEMOTED]["role"] = role


@pytest.mark.parametrize("role", RIGHTS)
def test_role_sees_only_what_it_has_a_right_to(server: RunningServer, role: str) -> None:
    server.client_for("admin")
    with server.client_for(role).socket() as socket:
        rendered = {page: socket.run(page) for page, _ in VIEWS.values()}
    sees = {act: words in rendered[page].text or words in rendered[page].keys for act, (page, words) in VIEWS.items()}
    assert sees == {act: User("", role).has_right(act) for act in VIEWS}


@pytest.mark.parametrize("role", RIGHTS)
def test_file_is_accepted_only_from_a_role_with_the_upload_right(server: RunningServer, role: str) -> None:
    with server.client_for(role).socket() as socket:
        socket.run()
        address, _ = socket.request_upload_url("x.csv", 1)
        assert (server.client_for(role).put(address, b"x").status < 300) == User("", role).has_right(Right.UPLOAD)
