"""Sign-in through OpenID Connect, against an identity provider run by the test."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from tests.access.client import Answer, Client
from tests.access.conftest import RunningServer, Serve
from tests.access.issuer import CLIENT, SECRET, Issuer, issuing

LAN = {"email": "lan@xa.vn", "email_verified": True}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as provider:
        yield provider


@pytest.fixture(scope="module")
def server(serve: Serve, issuer: Issuer) -> RunningServer:
    running = serve(secret=SECRET, oidc=f"{{issuer: '{issuer.address}', client_id: {CLIENT}, label: Khoá xã}}")
    running.accounts.add("Lan", "editor", password=None, email="Lan@xa.vn")
    return running


def sign_in_through_provider(
    server: RunningServer, issuer: Issuer, claims: dict[str, Any], **forged: str
) -> tuple[Client, Answer]:
    """Follow the redirects of a sign-in as a browser does; the provider issues these claims."""
    issuer.claims = claims
    client = Client(server.address)
    redirect = client.ask("/sign-in/other?next=/history")
    assert redirect.status == 302
    client.cookie = redirect.headers["Set-Cookie"].partition(";")[0]
    parameters = {name: values[0] for name, values in parse_qs(urlsplit(redirect.headers["Location"]).query).items()}
    assert parameters["redirect_uri"] == f"{server.address}/sign-in/back"
    _, back, _ = issuer.answer("/authorize", parameters)
    query = urlsplit(back["Location"]).query.replace(
        f"state={parameters['state']}", f"state={forged.get('state', parameters['state'])}"
    )
    answer = client.ask(f"/sign-in/back?{query}")
    cookies = [set_cookie.partition(";")[0] for set_cookie in answer.headers.get_all("Set-Cookie") or []]
    client.cookie = next((cookie for cookie in cookies if cookie.startswith("learning_session=")), "")
    return client, answer


def test_sign_in_page_offers_the_identity_provider(server: RunningServer) -> None:
    assert "Đăng nhập bằng Khoá xã" in Client(server.address).ask("/sign-in").text


def test_account_with_the_verified_email_address_is_signed_in(server: RunningServer, issuer: Issuer) -> None:
    client, answer = sign_in_through_provider(server, issuer, LAN)
    assert answer.status == 200 and 'content="0;url=/history"' in answer.text
    with client.socket() as socket:
        assert "Lan" in socket.run("history").text
    assert client.sign_in("Lan", "").status in (403, 429)  # an account without a password cannot sign in with one


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
def test_invalid_or_unknown_claims_are_refused(
    server: RunningServer, issuer: Issuer, claims: dict[str, Any], status: int
) -> None:
    client, answer = sign_in_through_provider(server, issuer, claims)
    assert (answer.status, client.cookie) == (status, "")
    assert "Khoá xã" in answer.text and "Traceback" not in answer.text


def test_token_signed_with_another_key_is_refused(server: RunningServer, issuer: Issuer) -> None:
    own = issuer.key
    issuer.key = RSAKey.generate_key(2048, {"kid": "1"})
    try:
        client, answer = sign_in_through_provider(server, issuer, LAN)
    finally:
        issuer.key = own
    assert (answer.status, client.cookie) == (502, "")


def test_callback_without_a_matching_request_is_refused(server: RunningServer, issuer: Issuer) -> None:
    client, answer = sign_in_through_provider(server, issuer, LAN, state="forged")
    assert (answer.status, client.cookie) == (502, "")
    assert Client(server.address).ask("/sign-in/back?code=c&state=x").status == 502
