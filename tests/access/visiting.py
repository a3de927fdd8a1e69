"""A visitor without a browser: raw HTTP, and the WebSocket as Streamlit's own front end speaks it."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Visitor:
    """Somebody at the door, with the cookie he was given, if any."""

    address: str
    cookie: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        told.setdefault("Cookie", self.cookie)
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, path, body, told)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def sign_in(self, name: str, password: str) -> Answer:
        form = urlencode({"name": name, "password": password}).encode()
        told = {"Content_Type": "application/x-www-form-urlencoded", "Origin": self.address}
        answer = self.ask("/sign-in", "POST", form, **told)
        if given := answer.headers.get("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        return answer

    @contextmanager
    def socket(self, origin: str | None = "own", **headers: str) -> Iterator["Socket"]:
        told = {name.replace("_", "-"): value for name, value in headers.items()} | {"Cookie": self.cookie}
        with connect(
            f"ws://{self.host}/_stcore/stream",
            origin=self.address if origin == "own" else origin,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=told,
            max_size=None,
            open_timeout=60,
        ) as connection:
            yield Socket(connection)


@dataclass
class Drawn:
    """What one run sent: the pages of the menu, the keys of its widgets, its HTML and texts."""

    pages: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    said: str = ""


class Socket:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def run(self, page: str = "") -> Drawn:
        """Ask for a page and wait until its script has ended."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = ""
        self.connection.send(asked.SerializeToString())
        drawn = Drawn()
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.connection.recv(timeout=60))  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "navigation":
                drawn.pages = {found.url_pathname for found in message.navigation.app_pages}
            elif kind == "delta":
                _take(message.delta, drawn)
            elif kind == "script_finished":
                return drawn


def _take(delta: Any, drawn: Drawn) -> None:
    if delta.WhichOneof("type") != "new_element":
        return
    element = getattr(delta.new_element, delta.new_element.WhichOneof("type"))
    if "-" in (marked := str(getattr(element, "id", ""))):
        drawn.keys.add(marked.split("-", 2)[-1])
    drawn.said += (
        str(getattr(element, "body", "")) + str(getattr(element, "json", "")) + str(getattr(element, "label", ""))
    )


def rows(answer: Answer) -> list[dict[str, Any]]:
    return list(json.loads(answer.text))
