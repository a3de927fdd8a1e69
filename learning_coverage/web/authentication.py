"""The gate: nobody passes without a session, except to sign in and to ask after the server's health."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse

from learning_coverage.access import Right, User
from learning_coverage.access.accounts import hash_secret
from learning_coverage.access.registry import SESSION_HEADER, AccessRegistry
from learning_coverage.access.roles import GUEST
from learning_coverage.web.asgi import (
    POLICY_VIOLATION,
    SAFE_METHODS,
    App,
    Message,
    Receive,
    Scope,
    Send,
    headers_of,
    refuse,
)
from learning_coverage.web.sign_in import (
    COOKIE_NAME,
    OIDC_CALLBACK_PATH,
    OIDC_START_PATH,
    SIGN_IN_PATH,
    STATIC_FILES,
    render_redirect,
    text,
)

HEALTH_PATH = "/healthz"
PUBLIC_PATHS = {
    HEALTH_PATH,
    SIGN_IN_PATH,
    OIDC_START_PATH,
    OIDC_CALLBACK_PATH,
    *(f"{SIGN_IN_PATH}/{name}" for name in STATIC_FILES),
}
API_PREFIX = "/api/"
USER_KEY = "learning_coverage.user"  # in the scope: who passed
SESSION_KEY = "learning_coverage.session"  # in the scope: the digest of his cookie, or the guest's mark
UPLOAD_PATH = "_stcore/upload_file"
HIDDEN_PATHS = ("_stcore/metrics", "_stcore/agent", "_stcore/script-health-check", "auth/log", "oauth2callback")
# What proxies in other houses tell who somebody is by; here nobody but this gate says so.
IDENTITY_HEADERS = (
    "x-learning-",
    "x-forwarded-user",
    "x-forwarded-email",
    "x-auth-",
    "x-remote-",
    "remote-",
    "x-streamlit-",
)
SESSION_CHECK_SECONDS = 2.0  # seconds between two looks at whether the session of an open WebSocket still stands


@dataclass(frozen=True)
class Caller:
    """Who came through, and under which session."""

    user: User
    session: str


class Authentication:
    """Lets in who has a session; looks up at every request whether it still stands."""

    def __init__(self, app: App, keeper: AccessRegistry) -> None:
        self._app = app
        self._registry = keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or _is_public(scope):
            return await self._app(scope, receive, send)
        passed = (
            self._identify_by_token(scope) if scope["path"].startswith(API_PREFIX) else self._identify_by_cookie(scope)
        )
        if passed is None:
            return await self._reject(scope, receive, send)
        scope[USER_KEY], scope[SESSION_KEY] = passed.user, passed.session
        if scope["type"] == "websocket":
            return await self._run_websocket(scope, receive, send)
        await self._app(scope, receive, send)

    def _identify_by_cookie(self, scope: Scope) -> Caller | None:
        cookie = cookie_parser(headers_of(scope).get("cookie", "")).get(COOKIE_NAME)
        for session in (hash_secret(cookie) if cookie else "", GUEST):
            if user := self._registry.find_user(session):
                return Caller(user, session)
        return None

    def _identify_by_token(self, scope: Scope) -> Caller | None:
        """Other programs show a token instead of a cookie."""
        account = self._registry.authenticate_token(headers_of(scope).get("authorization", ""))
        return Caller(account.user, "") if account and account.user.has_right(Right.SEE) else None

    async def _reject(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope)
        if scope["type"] == "http" and scope["path"].startswith(API_PREFIX):
            status, words = (401, "api.no_token") if self._registry.access.api else (404, "api.off")
            challenge = {"WWW-Authenticate": 'Basic realm="api", charset="UTF-8"'} if status == 401 else None
            return await refuse(scope, receive, send, status, text(words), challenge)
        if scope["type"] == "http" and scope["method"] in SAFE_METHODS and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            wanted = quote(scope["path"]) + (f"?{query}" if query else "")
            if headers.get("sec-fetch-site") == "cross-site":
                # A strict cookie does not come along on a link from elsewhere; a step from here to here brings it.
                return await HTMLResponse(render_redirect(wanted))(scope, receive, send)
            return await RedirectResponse(f"{SIGN_IN_PATH}?next={quote(wanted, safe='')}", 303)(scope, receive, send)
        await refuse(scope, receive, send, 401, text("sign_in.closed"))

    async def _run_websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A WebSocket lives as long as its session."""
        session = scope[SESSION_KEY]
        watched = _MonitoredSocket(receive, send, lambda: self._registry.find_user(session) is not None)
        try:
            await self._app(scope, watched.receive, watched.send)
        finally:
            watched.cancel()


class Authorization:
    """Bytes reach the server's memory only from those who may upload; what nobody needs is not there."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if any(hidden in path for hidden in HIDDEN_PATHS):
            return await refuse(scope, receive, send, 404, text("sign_in.refused"))
        if UPLOAD_PATH in path and not (USER_KEY in scope and scope[USER_KEY].has_right(Right.UPLOAD)):
            return await refuse(scope, receive, send, 403, text("sign_in.refused"))
        await self._app(scope, receive, send)


class IdentityHeader:
    """Takes away what the caller says about who he is, and says it itself."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" in scope:
            own = [(name, value) for name, value in scope["headers"] if not _is_identity_header(name)]
            session = scope.get(SESSION_KEY, "")
            scope["headers"] = [*own, (SESSION_HEADER.lower().encode(), session.encode())]
        await self._app(scope, receive, send)


class _MonitoredSocket:
    """A WebSocket that is closed when `stands` no longer holds."""

    def __init__(self, receive: Receive, send: Send, is_valid: Callable[[], bool]) -> None:
        self._receive = receive
        self._send = send
        self._is_valid = is_valid
        self._pending: asyncio.Future[Message] | None = None
        self._is_closed = False

    async def receive(self) -> Message:
        while True:
            self._pending = self._pending or asyncio.ensure_future(self._receive())
            await asyncio.wait({self._pending}, timeout=SESSION_CHECK_SECONDS)
            if not self._is_closed and not self._is_valid():
                await self.send({"type": "websocket.close", "code": POLICY_VIOLATION})
                self._is_closed = True
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
            if self._pending.done():
                message, self._pending = self._pending.result(), None
                return message

    async def send(self, message: Message) -> None:
        if not self._is_closed:
            await self._send(message)

    def cancel(self) -> None:
        if self._pending:
            self._pending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                self._pending.done()


def _is_public(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["path"] in PUBLIC_PATHS


def _is_identity_header(name: bytes) -> bool:
    return name.decode("latin-1").lower().replace("_", "-").startswith(IDENTITY_HEADERS)
