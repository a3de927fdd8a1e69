"""A visitor without a browser: raw HTTP, and the WebSocket as Streamlit's own front end speaks it."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

LIMIT = 180  # seconds for one answer; generous, as the machine may be busy


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
        connection = http.client.HTTPConnection(self.host, timeout=LIMIT)
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

    def put(self, path: str, data: bytes) -> Answer:
        """Send a file to where its page was told to, as a browser does."""
        token = self.ask("/_stcore/health").headers.get("Set-Cookie", "").partition(";")[0]
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="moi.csv"\r\n\r\n'
        told = {
            "Cookie": f"{self.cookie}; {token}",
            "X_Xsrftoken": token.partition("=")[2],
            "Origin": self.address,
            "Content_Type": "multipart/form-data; boundary=x",
        }
        return self.ask(path, "PUT", head + data + b"\r\n--x--\r\n", **told)

    @contextmanager
    def socket(self, origin: str | None = "own", **headers: str) -> Iterator["Socket"]:
        told = {name.replace("_", "-"): value for name, value in headers.items()} | {"Cookie": self.cookie}
        with connect(
            f"ws://{self.host}/_stcore/stream",
            origin=self.address if origin == "own" else origin,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=told,
            max_size=None,
            open_timeout=LIMIT,
        ) as connection:
            yield Socket(connection)


@dataclass
class Drawn:
    """What one run sent: the pages of the menu, its widgets, its HTML and texts.

    A widget's id stands under its key, and under its label where it has no key.
    """

    pages: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    said: str = ""

    @property
    def keys(self) -> set[str]:
        return set(self.ids)


Value = str | bool | list[str] | FileUploaderState


class Socket:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.session = ""
        self.received: list[bytes] = []

    def run(self, page: str = "", query: str = "", values: dict[str, Value] | None = None, press: str = "") -> Drawn:
        """Ask for a page, with widgets by id and perhaps a button pressed, and wait until its script has ended."""
        self.ask(page, query, values, press)
        drawn = Drawn()
        while True:
            message = self._received()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            elif kind == "navigation":
                drawn.pages = {found.url_pathname for found in message.navigation.app_pages}
            elif kind == "delta":
                _take(message.delta, drawn)
            elif kind == "script_finished":
                return drawn

    def ask(self, page: str, query: str = "", values: dict[str, Value] | None = None, press: str = "") -> None:
        """The same without waiting for anything."""
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        states = asked.rerun_script.widget_states.widgets
        for widget, value in (values or {}).items():
            state = states.add(id=widget)
            if isinstance(value, bool):
                state.bool_value = value
            elif isinstance(value, str):
                state.string_value = value
            elif isinstance(value, list):
                state.string_array_value.data.extend(value)
            else:
                state.file_uploader_state_value.CopyFrom(value)
        if press:
            states.add(id=press, trigger_value=True)
        self.connection.send(asked.SerializeToString())

    def place_for(self, name: str, size: int) -> tuple[str, FileUploaderState]:
        """Where a file is to be sent, and what the widget says once it is there."""
        asked = BackMsg()
        asked.file_urls_request.request_id, asked.file_urls_request.session_id = "1", self.session
        asked.file_urls_request.file_names.append(name)
        self.connection.send(asked.SerializeToString())
        while True:
            message = self._received()
            if message.WhichOneof("type") == "file_urls_response":
                (urls,) = message.file_urls_response.file_urls
                state = FileUploaderState()
                info = state.uploaded_file_info.add(file_id=urls.file_id, name=name, size=size)
                info.file_urls.CopyFrom(urls)
                return urls.upload_url, state

    def _received(self) -> ForwardMsg:
        self.received.append(bytes(self.connection.recv(timeout=LIMIT)))  # type: ignore[arg-type]
        return ForwardMsg.FromString(self.received[-1])


def _take(delta: Any, drawn: Drawn) -> None:
    if delta.WhichOneof("type") != "new_element":
        return
    element = getattr(delta.new_element, delta.new_element.WhichOneof("type"))
    if "-" in (marked := str(getattr(element, "id", ""))):
        key = marked.split("-", 2)[-1]
        drawn.ids[str(element.label) if key == "None" else key] = marked
    drawn.said += (
        str(getattr(element, "body", "")) + str(getattr(element, "json", "")) + str(getattr(element, "label", ""))
    )


def rows(answer: Answer) -> list[dict[str, Any]]:
    return list(json.loads(answer.text))
