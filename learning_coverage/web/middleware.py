"""Middleware before authentication: security headers, allowed hosts, same origin, and one PC without accounts."""

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
# Streamlit's front end needs eval (Arrow, Vega) and inline styles; the one inline script of its page is allowed by its
# hash. Everything is loaded from this server.
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
    """Adds security headers to every response and an id to every request. Outermost, so that rejections have them."""

    def __init__(self, app: App, index_file: Path) -> None:
        self._app = app
        policy = CONTENT_SECURITY_POLICY.format(
            own_scripts=" ".join(hash_inline_scripts(index_file.read_text(encoding="utf-8")))
        )
        self._headers = {"Content-Security-Policy": policy, **HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_request(scope):
            return await self._app(scope, receive, send)
        id_ = uuid4().hex[:12]
        request_id.set(id_)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = id_
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = HSTS_ONE_YEAR
                message["headers"] = headers.raw
            await send(message)

        await self._app(scope, receive, send_with_headers)


class LocalhostOnly:
    """Without accounts, rejects requests from other PCs, whatever address the server listens on."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_request(scope) and not _is_loopback(client_ip(scope)):
            return await refuse(scope, receive, send, 403, text("sign_in.refused"))
        await self._app(scope, receive, send)


class AllowedHosts:
    """Rejects requests under host names that are not configured (DNS rebinding)."""

    def __init__(self, app: App, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_request(scope) and parse_hostname(headers_of(scope).get("host", "")) not in self._hosts:
            return await refuse(scope, receive, send, 421, text("sign_in.refused"))
        await self._app(scope, receive, send)


class SameOrigin:
    """Rejects writes and WebSockets from other sites, and WebSockets without an origin, which no browser opens."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_request(scope) and not has_safe_method(scope):
            headers = headers_of(scope)
            origins, host = headers.getlist("origin"), headers.get("host", "")
            is_origin_required = scope["type"] == "websocket"
            if (
                len(origins) > 1
                or (is_origin_required and not origins)
                or any(not _is_same_origin(origin, host) for origin in origins)
            ):
                return await refuse(scope, receive, send, 403, text("sign_in.refused"))
        await self._app(scope, receive, send)


def hash_inline_scripts(html: str) -> list[str]:
    """The sources of the inline scripts of a page in a content security policy."""
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def parse_hostname(host: str) -> str | None:
    """The name in a Host header without its port, None when the header is invalid."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # ValueError for an invalid port
    except ValueError:
        return None
    has_more = parts.path or parts.query or parts.fragment or parts.username is not None
    return None if has_more else parts.hostname


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _is_same_origin(origin: str, host: str) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
