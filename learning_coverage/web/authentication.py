"""The gate: nobody passes without a session, except to sign in and to ask after the server's health."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse

from learning_coverage.access import Act, User
from learning_coverage.access.accounts import digest_of
from learning_coverage.access.registry import SESSION_HEADER, Keeper
from learning_coverage.access.roles import GUEST
from learning_coverage.web.asgi import POLICY_VIOLATION, SAFE, App, Message, Receive, Scope, Send, headers_of, refuse
from learning_coverage.web.sign_in import BACK, COOKIE, FILES, OTHER, SIGN_IN, onward, say

HEALTH = "/healthz"
OPEN = {HEALTH, SIGN_IN, OTHER, BACK, *(f"{SIGN_IN}/{name}" for name in FILES)}
DATA = "/api/"
USER = "learning_coverage.user"  # in the scope: who passed
SESSION = "learning_coverage.session"  # in the scope: the digest of his cookie, or the guest's mark
UPLOAD = "_stcore/upload_file"
HIDDEN = ("_stcore/metrics", "_stcore/agent", "_stcore/script-health-check", "auth/log", "oauth2callback")
# What proxies in other houses tell who somebody is by; here nobody but this gate says so.
IDENTITY = ("x-learning-", "x-forwarded-user", "x-forwarded-email", "x-auth-", "x-remote-", "remote-", "x-streamlit-")
CHECKED_EVERY = 2.0  # seconds between two looks at whether the session of an open WebSocket still stands


@dataclass(frozen=True)
class Pass:
    """Who came through, and under which session."""

    user: User
    session: str


class Gate:
    """Lets in who has a session; looks up at every request whether it still stands."""

    def __init__(self, app: App, keeper: Keeper) -> None:
        self._app = app
        self._keeper = keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or _is_open(scope):
            return await self._app(scope, receive, send)
        passed = self._data(scope) if scope["path"].startswith(DATA) else self._person(scope)
        if passed is None:
            return await self._turn_away(scope, receive, send)
        scope[USER], scope[SESSION] = passed.user, passed.session
        if scope["type"] == "websocket":
            return await self._watched(scope, receive, send)
        await self._app(scope, receive, send)

    def _person(self, scope: Scope) -> Pass | None:
        cookie = cookie_parser(headers_of(scope).get("cookie", "")).get(COOKIE)
        for session in (digest_of(cookie) if cookie else "", GUEST):
            if user := self._keeper.user_of(session):
                return Pass(user, session)
        return None

    def _data(self, scope: Scope) -> Pass | None:
        """Other programs show a token instead of a cookie."""
        account = self._keeper.account_of_token(headers_of(scope).get("authorization", ""))
        return Pass(account.user, "") if account and account.user.may(Act.SEE) else None

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope)
        if scope["type"] == "http" and scope["path"].startswith(DATA):
            status, words = (401, "api.no_token") if self._keeper.access.api else (404, "api.off")
            challenge = {"WWW-Authenticate": 'Basic realm="api", charset="UTF-8"'} if status == 401 else None
            return await refuse(scope, receive, send, status, say(words), challenge)
        if scope["type"] == "http" and scope["method"] in SAFE and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            wanted = quote(scope["path"]) + (f"?{query}" if query else "")
            if headers.get("sec-fetch-site") == "cross-site":
                # A strict cookie does not come along on a link from elsewhere; a step from here to here brings it.
                return await HTMLResponse(onward(wanted))(scope, receive, send)
            return await RedirectResponse(f"{SIGN_IN}?next={quote(wanted, safe='')}", 303)(scope, receive, send)
        await refuse(scope, receive, send, 401, say("sign_in.closed"))

    async def _watched(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A WebSocket lives as long as its session."""
        session = scope[SESSION]
        watched = _Watched(receive, send, lambda: self._keeper.user_of(session) is not None)
        try:
            await self._app(scope, watched.receive, watched.send)
        finally:
            watched.leave()


class Roles:
    """Bytes reach the server's memory only from those who may upload; what nobody needs is not there."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if any(hidden in path for hidden in HIDDEN):
            return await refuse(scope, receive, send, 404, say("sign_in.refused"))
        if UPLOAD in path and not (USER in scope and scope[USER].may(Act.UPLOAD)):
            return await refuse(scope, receive, send, 403, say("sign_in.refused"))
        await self._app(scope, receive, send)


class Identity:
    """Takes away what the caller says about who he is, and says it itself."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" in scope:
            own = [(name, value) for name, value in scope["headers"] if not _tells_who(name)]
            session = scope.get(SESSION, "")
            scope["headers"] = [*own, (SESSION_HEADER.lower().encode(), session.encode())]
        await self._app(scope, receive, send)


class _Watched:
    """A WebSocket that is closed when `stands` no longer holds."""

    def __init__(self, receive: Receive, send: Send, stands: Callable[[], bool]) -> None:
        self._receive = receive
        self._send = send
        self._stands = stands
        self._coming: asyncio.Future[Message] | None = None
        self._closed = False

    async def receive(self) -> Message:
        while True:
            self._coming = self._coming or asyncio.ensure_future(self._receive())
            await asyncio.wait({self._coming}, timeout=CHECKED_EVERY)
            if not self._closed and not self._stands():
                await self.send({"type": "websocket.close", "code": POLICY_VIOLATION})
                self._closed = True
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}
            if self._coming.done():
                message, self._coming = self._coming.result(), None
                return message

    async def send(self, message: Message) -> None:
        if not self._closed:
            await self._send(message)

    def leave(self) -> None:
        if self._coming:
            self._coming.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                self._coming.done()


def _is_open(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["path"] in OPEN


def _tells_who(name: bytes) -> bool:
    return name.decode("latin-1").lower().replace("_", "-").startswith(IDENTITY)
