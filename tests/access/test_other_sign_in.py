"""Signing in with an account of another place, against a small identity provider of the test's own."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from tests.access.conftest import House, Serve
from tests.access.issuer import CLIENT, SECRET, Issuer, issuing
from tests.access.visiting import Answer, Visitor

LAN = {"email": "lan@xa.vn", "email_verified": True}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as made:
        yield made


@pytest.fixture(scope="module")
def house(serve: Serve, issuer: Issuer) -> House:
    made = serve(secret=SECRET, oidc=f"{{issuer: '{issuer.address}', client_id: {CLIENT}, label: Khoá xã}}")
    made.accounts.add("Lan", "editor", password=None, email="Lan@xa.vn")
    return made


def went(house: House, issuer: Issuer, claims: dict[str, Any], **forged: str) -> tuple[Visitor, Answer]:
    """There and back as a browser goes, with what the provider says."""
    issuer.claims = claims
    visitor = Visitor(house.address)
    there = visitor.ask("/sign-in/other?next=/history")
    assert there.status == 302
    visitor.cookie = there.headers["Set-Cookie"].partition(";")[0]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there.headers["Location"]).query).items()}
    assert asked["redirect_uri"] == f"{house.address}/sign-in/back"
    _, back, _ = issuer.answer("/authorize", asked)
    query = urlsplit(back["Location"]).query.replace(
        f"state={asked['state']}", f"state={forged.get('state', asked['state'])}"
    )
    answer = visitor.ask(f"/sign-in/back?{query}")
    given = [told.partition(";")[0] for told in answer.headers.get_all("Set-Cookie") or []]
    visitor.cookie = next((cookie for cookie in given if cookie.startswith("learning_session=")), "")
    return visitor, answer


def test_the_page_offers_the_other_place(house: House) -> None:
    assert "Đăng nhập bằng Khoá xã" in Visitor(house.address).ask("/sign-in").text


def test_whoever_has_an_account_of_that_address_is_in(house: House, issuer: Issuer) -> None:
    visitor, answer = went(house, issuer, LAN)
    assert answer.status == 200 and 'content="0;url=/history"' in answer.text
    with visitor.socket() as socket:
        assert "Lan" in socket.run("history").said
    assert visitor.sign_in("Lan", "").status in (403, 429)  # an account without a password has none


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"email": "la@xa.vn", "email_verified": True}, 403),
        ({"email": "lan@xa.vn"}, 403),
        ({"email": "lan@xa.vn", "email_verified": False}, 403),
        ({"email": "lan@xa.vn", "email_verified": "true"}, 403),
        ({"email": "", "email_verified": True}, 403),
        ({**LAN, "aud": "another"}, 502),
        ({**LAN, "iss": "http://127.0.0.1:1"}, 502),
        ({**LAN, "exp": 1}, 502),
        ({**LAN, "nonce": "another"}, 502),
    ],
)
def test_everybody_else_is_not(house: House, issuer: Issuer, claims: dict[str, Any], status: int) -> None:
    visitor, answer = went(house, issuer, claims)
    assert (answer.status, visitor.cookie) == (status, "")
    assert "Khoá xã" in answer.text and "Traceback" not in answer.text


def test_a_token_signed_by_somebody_else_is_refused(house: House, issuer: Issuer) -> None:
    own = issuer.key
    issuer.key = RSAKey.generate_key(2048, {"kid": "1"})
    try:
        visitor, answer = went(house, issuer, LAN)
    finally:
        issuer.key = own
    assert (answer.status, visitor.cookie) == (502, "")


def test_an_answer_nobody_asked_for_is_refused(house: House, issuer: Issuer) -> None:
    visitor, answer = went(house, issuer, LAN, state="forged")
    assert (answer.status, visitor.cookie) == (502, "")
    assert Visitor(house.address).ask("/sign-in/back?code=c&state=x").status == 502
