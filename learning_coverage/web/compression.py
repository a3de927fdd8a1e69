"""What never changes goes out compressed: Streamlit sends its 9 MB of scripts as they are to every first visitor."""

import gzip
import hashlib
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

from learning_coverage.web.asgi import App, Message, Receive, Scope, Send, headers_of

# Scripts, styles and pages that are the same for everybody. What holds somebody's figures is not compressed here, so
# that the length of an answer tells nothing about what is in it.
STATIC_PREFIXES = ("/static/", "/app/static/", "/_stcore/bidi-components/")
COMPRESSIBLE_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/wasm")
MIN_BYTES = 1024  # bytes; below, a packet is a packet


@dataclass
class BufferedResponse:
    """A whole answer of the application inside."""

    start: Message = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    async def collect(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


class Compression:
    """Compresses each content once and keeps it in memory, 3 MB in all."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._cache: dict[bytes, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_compressible(scope):
            return await self._app(scope, receive, send)
        answer = BufferedResponse()
        await self._app(scope, receive, answer.collect)
        headers = MutableHeaders(raw=list(answer.start["headers"]))
        headers.add_vary_header("Accept-Encoding")
        if answer.start["status"] == 200 and _is_worth_compressing(headers, answer.body):
            body = await run_in_threadpool(self._compress, bytes(answer.body))
            headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(body))
            if etag := headers.get("etag"):
                headers["ETag"] = f"W/{etag.removeprefix('W/')}"  # other bytes than those the tag was made for
        else:
            body = bytes(answer.body)
        await send({**answer.start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})

    def _compress(self, body: bytes) -> bytes:
        # Neither address nor ETag would do: many addresses give one page, and the tag is only of a time and a length.
        name = hashlib.sha256(body).digest()
        if name not in self._cache:
            self._cache[name] = gzip.compress(body)
        return self._cache[name]


def _is_compressible(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(STATIC_PREFIXES):
        return False
    headers = headers_of(scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


def _is_worth_compressing(headers: Headers, body: bytearray) -> bool:
    is_plain = "content-encoding" not in headers and headers.get("content-type", "").startswith(COMPRESSIBLE_TYPES)
    return is_plain and len(body) >= MIN_BYTES
