"""ASGI types, and functions on requests that all middleware shares."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY_VIOLATION = 1008  # a close code of WebSockets
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_request(scope: Scope) -> bool:
    """Whether this is an HTTP request or a WebSocket, not the start or stop of the server."""
    return scope["type"] in ("http", "websocket")


def has_safe_method(scope: Scope) -> bool:
    """Whether this is an HTTP request that changes nothing."""
    return scope["type"] == "http" and scope["method"] in SAFE_METHODS


def headers_of(scope: Scope) -> Headers:
    """The headers of a request."""
    return Headers(raw=scope["headers"])


def client_ip(scope: Scope) -> str:
    """The IP address of the client, empty when the server does not know it."""
    return str(scope["client"][0]) if scope.get("client") else ""


async def refuse(
    scope: Scope, receive: Receive, send: Send, status: int, body: str, headers: dict[str, str] | None = None
) -> None:
    """Respond with an error; a WebSocket is closed before it is opened, which its client sees as 403."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
    else:
        await PlainTextResponse(body, status, headers)(scope, receive, send)
