"""Sign-in with an account of Google, Microsoft, Keycloak … (OpenID Connect, authorization code with PKCE).

The verified e-mail address selects an account of this program; signing in creates none.
"""

import logging
from typing import Any

from authlib.integrations.starlette_client import OAuth
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from learning_coverage.access.registry import AccessRegistry
from learning_coverage.web.asgi import client_ip
from learning_coverage.web.sign_in import OIDC_CALLBACK_PATH, OIDC_START_PATH, SignInPages, local_path

NEXT_PATH_KEY = "wanted"  # in Streamlit's own signed cookie, while the user is at the provider
log = logging.getLogger("learning_coverage")


def routes(registry: AccessRegistry, pages: SignInPages) -> list[Route]:
    """The routes to the identity provider and back, none without a configured provider."""
    if registry.access.oidc is None:
        return []
    client = _create_client(registry)

    async def redirect_to_provider(request: Request) -> Response:
        request.session[NEXT_PATH_KEY] = local_path(request.query_params.get("next", ""))
        try:
            response: Response = await client.authorize_redirect(
                request, str(request.url.replace(path=OIDC_CALLBACK_PATH, query=""))
            )
        except Exception as error:  # whatever the provider does, the user gets one sentence
            return _failed(error)
        return response

    async def handle_callback(request: Request) -> Response:
        next_path = str(request.session.pop(NEXT_PATH_KEY, ""))
        try:
            claims = (await client.authorize_access_token(request))["userinfo"]
        except Exception as error:
            return _failed(error)
        account = await run_in_threadpool(registry.accounts.find_by_email, _verified_email(claims))
        if account is None:
            await run_in_threadpool(registry.audit.write, "sign_in_failed", "?", address=client_ip(request.scope))
            return pages.show_error(request, "not_known")
        return await pages.start_session(request, account, next_path)

    def _failed(error: Exception) -> Response:
        log.warning("the identity provider failed", exc_info=error)
        return pages.show_error(None, "failed", 502)

    return [
        Route(OIDC_START_PATH, redirect_to_provider, methods=["GET"]),
        Route(OIDC_CALLBACK_PATH, handle_callback, methods=["GET"]),
    ]


def _verified_email(claims: dict[str, Any]) -> str:
    """The e-mail address if the provider has verified it, else empty: a profile may claim any address."""
    return str(claims.get("email", "")) if claims.get("email_verified") is True else ""


def _create_client(registry: AccessRegistry) -> Any:
    oidc = registry.access.oidc
    assert oidc is not None
    return OAuth().register(
        "other",
        client_id=oidc.client_id,
        client_secret=registry.read_oidc_secret(),
        server_metadata_url=f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "timeout": 10},
    )
