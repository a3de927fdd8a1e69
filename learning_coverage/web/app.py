"""The doors in their order, and what lies outside Streamlit."""

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
    """From the outside in; `page` is Streamlit's own page.

    The headers only dress answers, so they come first; the checks are in the order of what was found out.
    """
    everybody = [
        Middleware(SecurityHeaders, page=index_file),
        Middleware(AllowedHosts, hosts=registry.access.allowed_hosts),
        Middleware(SameOrigin),
    ]
    if registry.access.has_accounts:
        checks = [Middleware(Authentication, keeper=registry), Middleware(Authorization), Middleware(IdentityHeader)]
    else:
        checks = [Middleware(LocalhostOnly)]
    return [*everybody, *checks, Middleware(Compression)]


def build_routes(
    registry: AccessRegistry,
    store: Callable[[], Store],
    tree: Callable[[], Tree],
    store_of: Callable[[str], Store],
) -> list[Route]:
    """What is answered without Streamlit."""
    if not registry.access.has_accounts:
        return healthz.routes(store)
    from learning_coverage.web import oidc  # Authlib takes its time to load

    desk = sign_in.SignInPages(registry)
    signing_in = [*oidc.routes(registry, desk), *sign_in.routes(desk)]
    return [*signing_in, *healthz.routes(store), *api.routes(tree, store_of)]


async def handle_error(_: Request, error: Exception) -> Response:
    """One sentence and a number for the caller, the rest for the log."""
    number = uuid4().hex[:8]
    log.error("reference %s", number, exc_info=error)
    return PlainTextResponse(sign_in.text("sign_in.broken", number=number), 500)
