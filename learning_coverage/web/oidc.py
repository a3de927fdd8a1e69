"""Signing in with an account of Google, Microsoft, Keycloak … (OpenID Connect, code with PKCE).

Who somebody is there is matched by e-mail with an account made here; nobody gets an account by signing in.
"""

import logging
from typing import Any

from authlib.integrations.starlette_client import OAuth
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from learning_coverage.access.registry import Keeper
from learning_coverage.web.asgi import address_of
from learning_coverage.web.sign_in import BACK, OTHER, Desk, here

WANTED = "wanted"  # in Streamlit's own signed cookie, while somebody is away
log = logging.getLogger("learning_coverage")


def routes(keeper: Keeper, desk: Desk) -> list[Route]:
    """The way there and the way back; none where there is no other place to sign in."""
    if keeper.access.oidc is None:
        return []
    client = _client(keeper)

    async def there(request: Request) -> Response:
        request.session[WANTED] = here(request.query_params.get("next", ""))
        try:
            answer: Response = await client.authorize_redirect(request, str(request.url.replace(path=BACK, query="")))
        except Exception as error:  # whatever the other side does, it is one sentence here
            return _failed(error)
        return answer

    async def back(request: Request) -> Response:
        wanted = str(request.session.pop(WANTED, ""))
        try:
            claims = (await client.authorize_access_token(request))["userinfo"]
        except Exception as error:
            return _failed(error)
        account = await run_in_threadpool(keeper.accounts.of_email, _email(claims))
        if account is None:
            await run_in_threadpool(keeper.audit.write, "sign_in_failed", "?", address=address_of(request.scope))
            return desk.refusing(request, "not_known")
        return await desk.welcome(request, account, wanted)

    def _failed(error: Exception) -> Response:
        log.warning("the identity provider failed", exc_info=error)
        return desk.refusing(None, "failed", 502)

    return [Route(OTHER, there, methods=["GET"]), Route(BACK, back, methods=["GET"])]


def _email(claims: dict[str, Any]) -> str:
    """The address, if the other side says it is his: anybody can write another's into a profile."""
    return str(claims.get("email", "")) if claims.get("email_verified") is True else ""


def _client(keeper: Keeper) -> Any:
    oidc = keeper.access.oidc
    assert oidc is not None
    return OAuth().register(
        "other",
        client_id=oidc.client_id,
        client_secret=keeper.oidc_secret(),
        server_metadata_url=f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "timeout": 10},
    )
