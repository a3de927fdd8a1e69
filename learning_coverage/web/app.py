"""Assembly of the web application: the middleware in order, and the routes outside Streamlit."""

import logging
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from learning_coverage.access.registry import AccessRegistry
from learning_coverage.config.tree import Tree
from learning_coverage.store import Store
from learning_coverage.web import api, healthz, sign_in
from learning_coverage.web.authentication import Authentication, Authorization, IdentityHeader
from learning_coverage.web.compression import Compression
from learning_coverage.web.middleware import AllowedHosts, LocalhostOnly, SameOrigin, SecurityHeaders

log = logging.getLogger("learning_coverage")


def build_middleware(registry: AccessRegistry, index_file: Path) -> list[Middleware]:
    """The middleware, outermost first; `index_file` is the HTML page of Streamlit.

    Headers come first, so that rejections carry them, too; compression comes last, after every check.
    """
    common = [
        Middleware(SecurityHeaders, index_file=index_file),
        Middleware(AllowedHosts, hosts=registry.access.allowed_hosts),
        Middleware(SameOrigin),
    ]
    if registry.access.has_accounts:
        checks = [Middleware(Authentication, registry=registry), Middleware(Authorization), Middleware(IdentityHeader)]
    else:
        checks = [Middleware(LocalhostOnly)]
    return [*common, *checks, Middleware(Compression)]


def build_routes(
    registry: AccessRegistry,
    store: Callable[[], Store],
    tree: Callable[[], Tree],
    store_of: Callable[[str], Store],
) -> list[Route]:
    """The routes answered without Streamlit: health check, and with accounts sign-in and the data API."""
    if not registry.access.has_accounts:
        return healthz.routes(store)
    from learning_coverage.web import oidc  # Authlib loads slowly

    pages = sign_in.SignInPages(registry)
    sign_in_routes = [*oidc.routes(registry, pages), *sign_in.routes(pages)]
    return [*sign_in_routes, *healthz.routes(store), *api.routes(tree, store_of)]


async def handle_error(_: Request, error: Exception) -> Response:
    """The response to an unexpected error: a sentence with the reference under which the log holds the trace."""
    reference = uuid4().hex[:8]
    log.error("reference %s", reference, exc_info=error)
    return PlainTextResponse(sign_in.text("sign_in.broken", number=reference), 500)
