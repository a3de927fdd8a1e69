"""The first doors, in their order: headers on every answer, known hosts, the same origin."""

import base64
import hashlib
import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.datastructures import MutableHeaders

from learning_coverage.access.audit import request_id
from learning_coverage.web.asgi import (
    App,
    Message,
    Receive,
    Scope,
    Send,
    client_ip,
    has_safe_method,
    headers_of,
    is_request,
    refuse,
)
from learning_coverage.wording import Wording

text = Wording("vi")
# Streamlit's front end evaluates (Arrow, Vega) and styles in place; its page has one script of its own, named here by
# hash. Nothing comes from anywhere else.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' {own_scripts}; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not "no-referrer", under which browsers send the sign-in form with the origin "null"
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS_ONE_YEAR = "max-age=31536000"


class SecurityHeaders:
    """Outermost, so that refusals carry them, too; gives every request its number."""

    def __init__(self, app: App, page: Path) -> None:
        self._app = app
        policy = CONTENT_SECURITY_POLICY.format(
            own_scripts=" ".join(hash_inline_scripts(page.read_text(encoding="utf-8")))
        )
        self._headers = {"Content-Security-Policy": policy, **HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_request(scope):
            return await self._app(scope, receive, send)
        number = uuid4().hex[:12]
        request_id.set(number)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = number
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = HSTS_ONE_YEAR
                message["headers"] = headers.raw
            await send(message)

        await self._app(scope, receive, dressed)


class LocalhostOnly:
    """Without accounts nobody is let in from another PC, whatever the server listens on."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_request(scope) and not _is_loopback(client_ip(scope)):
            return await refuse(scope, receive, send, 403, text("sign_in.refused"))
        await self._app(scope, receive, send)


class AllowedHosts:
    """Another site's name pointing here is refused before anything looks at the request."""

    def __init__(self, app: App, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_request(scope) and parse_hostname(headers_of(scope).get("host", "")) not in self._hosts:
            return await refuse(scope, receive, send, 421, text("sign_in.refused"))
        await self._app(scope, receive, send)


class SameOrigin:
    """Another site may not change anything nor open a WebSocket; a WebSocket without an origin is no browser's."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_request(scope) and not has_safe_method(scope):
            headers = headers_of(scope)
            origins, host = headers.getlist("origin"), headers.get("host", "")
            needed = scope["type"] == "websocket"
            if (
                len(origins) > 1
                or (needed and not origins)
                or any(not _is_same_origin(origin, host) for origin in origins)
            ):
                return await refuse(scope, receive, send, 403, text("sign_in.refused"))
        await self._app(scope, receive, send)


def hash_inline_scripts(html: str) -> list[str]:
    """The scripts written into a page, as a policy names them."""
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def parse_hostname(host: str) -> str | None:
    """The name in a Host header without its port; None for what is no host."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # refuses a port that is none
    except ValueError:
        return None
    strange = parts.path or parts.query or parts.fragment or parts.username is not None
    return None if strange else parts.hostname


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _is_same_origin(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
