"""The data interface of the running server: by token only, read only, with the figures of the pages."""

import base64
import csv
import io

import pytest

from learning_coverage.access import Right, User
from learning_coverage.config import Access
from tests.access.conftest import House, Serve
from tests.access.visiting import Answer, Visitor, rows

ONE = "/api/coverage.json?year=2024&area=T03&indicator=gia_dinh"


def bearer(house: House, path: str, **headers: str) -> Answer:
    if "token" not in house.visitors:
        house.visitors["token"] = Visitor(house.address, house.accounts.new_token("viewer"))
    told = {"Authorization": f"Bearer {house.visitors['token'].cookie}", **headers}
    return Visitor(house.address).ask(path, **told)


def test_the_figures_of_the_pages_in_both_forms(house: House) -> None:
    (row,) = rows(bearer(house, ONE))
    assert (row["recognised"], row["total"], row["area_name"], row["coverage"]) == (75, 100, "An Hòa", 0.75)
    (line,) = csv.DictReader(io.StringIO(bearer(house, ONE.replace("json", "csv")).text))
    assert (line["recognised"], line["area_name"]) == ("75", "An Hòa")
    (earlier,) = rows(bearer(house, f"{ONE}&as_of=1"))
    assert earlier["recognised"] == 61


def test_excel_asks_with_a_name_and_the_token_as_password(house: House) -> None:
    bearer(house, ONE)
    told = base64.b64encode(f"viewer:{house.visitors['token'].cookie}".encode()).decode()
    stranger = Visitor(house.address)
    assert stranger.ask(ONE, Authorization=f"Basic {told}").status == 200
    assert stranger.ask(ONE).headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize("told", ["", "Bearer", "Bearer x", "Basic x", "Basic eDp5", "Digest x", "Bearer viewer"])
def test_without_a_token_nothing(house: House, told: str) -> None:
    assert Visitor(house.address).ask(ONE, Authorization=told).status == 401


def test_a_cookie_is_no_token_and_a_token_no_cookie(house: House) -> None:
    assert house.visitor("admin").ask(ONE).status == 401
    assert bearer(house, "/_stcore/health").status == 401
    assert bearer(house, ONE, Cookie=house.visitor("admin").cookie).status == 200


def test_nothing_is_sent_twice(house: House) -> None:
    tag = bearer(house, ONE).headers["ETag"]
    again = bearer(house, ONE, If_None_Match=tag)
    assert (again.status, again.text) == (304, "")
    assert bearer(house, ONE, If_None_Match='"other"').status == 200


@pytest.mark.parametrize(
    "asked",
    ["year=x", "year=20244", "as_of=99", "as_of=0", "as_of=-1", "area='", "indicator=x", "sql=1", "year="],
)
def test_an_unknown_filter_is_refused(house: House, asked: str) -> None:
    assert bearer(house, f"/api/coverage.json?{asked}").status == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_it_changes_nothing(house: House, method: str) -> None:
    token = Visitor(house.address, f"Bearer {house.accounts.new_token('editor')}")
    assert token.ask(ONE, method, b"x", Authorization=token.cookie).status == 405


def test_a_closed_account_has_no_token(house: House) -> None:
    house.accounts.add("máy", "viewer", password="một mật khẩu dài")
    token = house.accounts.new_token("máy")
    visitor = Visitor(house.address)
    assert visitor.ask(ONE, Authorization=f"Bearer {token}").status == 200
    assert token not in (house.store / "access" / "accounts.json").read_text(encoding="utf-8")
    house.accounts.disable("máy")
    assert visitor.ask(ONE, Authorization=f"Bearer {token}").status == 401


@pytest.fixture(scope="module")
def public(serve: Serve) -> House:
    """A server that shows what was frozen to everybody, and has the data interface off."""
    return serve(public="true", api="false")


def test_the_interface_is_off_unless_wanted(public: House) -> None:
    token = public.accounts.new_token("viewer")
    assert Visitor(public.address).ask(ONE, Authorization=f"Bearer {token}").status == 404
    assert not Access(mode="accounts").api  # nobody has to ask for it to be off


def test_a_guest_sees_the_last_frozen_figures_and_nothing_else(public: House) -> None:
    guest = Visitor(public.address)
    with guest.socket() as socket:
        overview, history = socket.run("matrix"), socket.run("history")
        asked = socket.run("village")
    assert "61/100" in asked.said + overview.said and "75/100" not in asked.said + overview.said + history.said
    assert "Họp 15/06" in overview.said
    assert {"upload", "history", "tasks", "quality", "support"} & overview.pages == set()
    assert not User("", "guest").has_right(Right.SEE)
    assert guest.ask("/_stcore/upload_file/s/f", "PUT", b"x", Origin=public.address).status == 403
