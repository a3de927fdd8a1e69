"""Compression of static files: Streamlit itself sends 9 MB of uncompressed scripts to every new browser."""

import gzip
import hashlib
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

from learning_coverage.web.asgi import App, Message, Receive, Scope, Send, headers_of

# Scripts, styles and pages that are equal for all users. Figures are not compressed, so that the length of a response
# reveals nothing about its content.
STATIC_PREFIXES = ("/static/", "/app/static/", "/_stcore/bidi-components/")
COMPRESSIBLE_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/wasm")
MIN_BYTES = 1024  # a smaller response fits into one packet anyway


@dataclass
class BufferedResponse:
    """The complete response of the inner application."""

    start: Message = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    async def collect(self, message: Message) -> None:
        """Add a message of the response; to be passed as `send`."""
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


class Compression:
    """Compresses each content once and caches it in memory, 3 MB in all."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._cache: dict[bytes, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_compressible(scope):
            return await self._app(scope, receive, send)
        response = BufferedResponse()
        await self._app(scope, receive, response.collect)
        headers = MutableHeaders(raw=list(response.start["headers"]))
        headers.add_vary_header("Accept-Encoding")
        if response.start["status"] == 200 and _is_worth_compressing(headers, response.body):
            body = await run_in_threadpool(self._compress, bytes(response.body))
            headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(body))
            if etag := headers.get("etag"):
                headers["ETag"] = f"W/{etag.removeprefix('W/')}"  # weak: the bytes are not those the tag was made for
        else:
            body = bytes(response.body)
        await send({**response.start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})

    def _compress(self, body: bytes) -> bytes:
        # Neither path nor ETag is a key: many paths give one page, and the tag depends only on time and length.
        key = hashlib.sha256(body).digest()
        if key not in self._cache:
            self._cache[key] = gzip.compress(body)
        return self._cache[key]


def _is_compressible(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(STATIC_PREFIXES):
        return False
    headers = headers_of(scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


def _is_worth_compressing(headers: Headers, body: bytearray) -> bool:
    is_plain = "content-encoding" not in headers and headers.get("content-type", "").startswith(COMPRESSIBLE_TYPES)
    return is_plain and len(body) >= MIN_BYTES
