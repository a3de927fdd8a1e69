"""Authentication: every request needs a session, except those of the sign-in pages and the health check."""

import asyncio
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
USER_KEY = "learning_coverage.user"  # in the scope: the authenticated user
SESSION_KEY = "learning_coverage.session"  # in the scope: the hash of the cookie, or GUEST
UPLOAD_PATH = "_stcore/upload_file"
HIDDEN_PATHS = ("_stcore/metrics", "_stcore/agent", "_stcore/script-health-check", "auth/log", "oauth2callback")
# Headers by which proxies elsewhere pass on an identity; here only this module sets one.
IDENTITY_HEADERS = (
    "x-learning-",
    "x-forwarded-user",
    "x-forwarded-email",
    "x-auth-",
    "x-remote-",
    "remote-",
    "x-streamlit-",
)
SESSION_CHECK_SECONDS = 2.0  # between two checks of the session of an open WebSocket


@dataclass(frozen=True)
class Caller:
    """The user of a request and their session, empty for a token."""

    user: User
    session: str


class Authentication:
    """Rejects requests without a valid session or token, looked up anew at every request."""

    def __init__(self, app: App, registry: AccessRegistry) -> None:
        self._app = app
        self._registry = registry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or _is_public(scope):
            return await self._app(scope, receive, send)
        is_api = scope["path"].startswith(API_PREFIX)
        caller = self._identify_by_token(scope) if is_api else self._identify_by_cookie(scope)
        if caller is None:
            return await self._reject(scope, receive, send)
        scope[USER_KEY], scope[SESSION_KEY] = caller.user, caller.session
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
        account = self._registry.authenticate_token(headers_of(scope).get("authorization", ""))
        return Caller(account.user, "") if account and account.user.has_right(Right.SEE) else None

    async def _reject(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope)
        if scope["type"] == "http" and scope["path"].startswith(API_PREFIX):
            status, key = (401, "api.no_token") if self._registry.access.api else (404, "api.off")
            challenge = {"WWW-Authenticate": 'Basic realm="api", charset="UTF-8"'} if status == 401 else None
            return await refuse(scope, receive, send, status, text(key), challenge)
        if scope["type"] == "http" and scope["method"] in SAFE_METHODS and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            next_path = quote(scope["path"]) + (f"?{query}" if query else "")
            if headers.get("sec-fetch-site") == "cross-site":
                # Browsers send no strict cookie on a link from another site, but they do on a redirect by our own page.
                return await HTMLResponse(render_redirect(next_path))(scope, receive, send)
            return await RedirectResponse(f"{SIGN_IN_PATH}?next={quote(next_path, safe='')}", 303)(scope, receive, send)
        await refuse(scope, receive, send, 401, text("sign_in.closed"))

    async def _run_websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run a WebSocket until its session ends."""
        session = scope[SESSION_KEY]
        monitored = _MonitoredSocket(receive, send, lambda: self._registry.find_user(session) is not None)
        try:
            await self._app(scope, monitored.receive, monitored.send)
        finally:
            monitored.cancel()


class Authorization:
    """Rejects uploads by users who may not upload, before the server reads them, and hides unused Streamlit paths."""

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
    """Removes all identity headers of the client and adds the session we authenticated."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" in scope:
            headers = [(name, value) for name, value in scope["headers"] if not _is_identity_header(name)]
            session = scope.get(SESSION_KEY, "")
            scope["headers"] = [*headers, (SESSION_HEADER.lower().encode(), session.encode())]
        await self._app(scope, receive, send)


class _MonitoredSocket:
    """A WebSocket that is closed once `is_valid` returns False."""

    def __init__(self, receive: Receive, send: Send, is_valid: Callable[[], bool]) -> None:
        self._receive = receive
        self._send = send
        self._is_valid = is_valid
        self._pending: asyncio.Future[Message] | None = None
        self._is_closed = False

    async def receive(self) -> Message:
        """The next message of the client, or a disconnect once the session has ended."""
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
        """Send a message, unless the WebSocket is closed."""
        if not self._is_closed:
            await self._send(message)

    def cancel(self) -> None:
        """Stop waiting for the client."""
        if self._pending:
            self._pending.cancel()


def _is_public(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["path"] in PUBLIC_PATHS


def _is_identity_header(name: bytes) -> bool:
    return name.decode("latin-1").lower().replace("_", "-").startswith(IDENTITY_HEADERS)
