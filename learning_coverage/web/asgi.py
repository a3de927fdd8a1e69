"""What an ASGI application is made of here, and how a request is refused in one line."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY_VIOLATION = 1008
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_request(scope: Scope) -> bool:
    """A request or a WebSocket; the rest is the server's own starting and stopping."""
    return scope["type"] in ("http", "websocket")


def has_safe_method(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] in SAFE_METHODS


def headers_of(scope: Scope) -> Headers:
    return Headers(raw=scope["headers"])


def client_ip(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else ""


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, body: str, headers: dict[str, str] | None = None
) -> None:
    """A WebSocket is refused before it is opened, which is a 403 for its caller."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
    else:
        await PlainTextResponse(body, status, headers)(scope, receive, send)
