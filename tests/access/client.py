"""An HTTP and WebSocket client without a browser; it sends the messages of Streamlit's front end."""

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
class Client:
    """A client of one server, with its session cookie, if any."""

    address: str
    cookie: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        http_headers = {name.replace("_", "-"): value for name, value in headers.items()}
        http_headers.setdefault("Cookie", self.cookie)
        connection = http.client.HTTPConnection(self.host, timeout=LIMIT)
        try:
            connection.request(method, path, body, http_headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            connection.close()

    def sign_in(self, name: str, password: str) -> Answer:
        form = urlencode({"name": name, "password": password}).encode()
        http_headers = {"Content_Type": "application/x-www-form-urlencoded", "Origin": self.address}
        answer = self.ask("/sign-in", "POST", form, **http_headers)
        if set_cookie := answer.headers.get("Set-Cookie"):
            self.cookie = set_cookie.partition(";")[0]
        return answer

    def put(self, path: str, data: bytes) -> Answer:
        """Upload a file to a URL from `Socket.request_upload_url`, as a browser does."""
        token = self.ask("/_stcore/health").headers.get("Set-Cookie", "").partition(";")[0]
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="moi.csv"\r\n\r\n'
        http_headers = {
            "Cookie": f"{self.cookie}; {token}",
            "X_Xsrftoken": token.partition("=")[2],
            "Origin": self.address,
            "Content_Type": "multipart/form-data; boundary=x",
        }
        return self.ask(path, "PUT", head + data + b"\r\n--x--\r\n", **http_headers)

    @contextmanager
    def socket(self, origin: str | None = "own", **headers: str) -> Iterator["Socket"]:
        http_headers = {name.replace("_", "-"): value for name, value in headers.items()} | {"Cookie": self.cookie}
        with connect(
            f"ws://{self.host}/_stcore/stream",
            origin=self.address if origin == "own" else origin,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=http_headers,
            max_size=None,
            open_timeout=LIMIT,
        ) as connection:
            yield Socket(connection)


@dataclass
class RenderedPage:
    """What one script run sent: the pages of the menu, its widgets, its HTML and texts.

    `ids` has the id of each widget by its key, or by its label if it has no key.
    """

    pages: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def keys(self) -> set[str]:
        return set(self.ids)


Value = str | bool | list[str] | FileUploaderState


class Socket:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.session = ""
        self.received: list[bytes] = []

    def run(
        self, page: str = "", query: str = "", values: dict[str, Value] | None = None, press: str = ""
    ) -> RenderedPage:
        """Request a page with widget values by id and an optional pressed button; wait for the end of its script."""
        self.send_rerun(page, query, values, press)
        rendered = RenderedPage()
        while True:
            message = self._receive()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            elif kind == "navigation":
                rendered.pages = {entry.url_pathname for entry in message.navigation.app_pages}
            elif kind == "delta":
                _add_element(message.delta, rendered)
            elif kind == "script_finished":
                return rendered

    def send_rerun(self, page: str, query: str = "", values: dict[str, Value] | None = None, press: str = "") -> None:
        """Send the request of `run` without waiting for the answer."""
        back_message = BackMsg()
        back_message.rerun_script.page_name, back_message.rerun_script.query_string = page, query
        states = back_message.rerun_script.widget_states.widgets
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
        self.connection.send(back_message.SerializeToString())

    def request_upload_url(self, name: str, size: int) -> tuple[str, FileUploaderState]:
        """Return the upload URL of a file, and the state of its widget after the upload."""
        back_message = BackMsg()
        back_message.file_urls_request.request_id, back_message.file_urls_request.session_id = "1", self.session
        back_message.file_urls_request.file_names.append(name)
        self.connection.send(back_message.SerializeToString())
        while True:
            message = self._receive()
            if message.WhichOneof("type") == "file_urls_response":
                (urls,) = message.file_urls_response.file_urls
                state = FileUploaderState()
                info = state.uploaded_file_info.add(file_id=urls.file_id, name=name, size=size)
                info.file_urls.CopyFrom(urls)
                return urls.upload_url, state

    def _receive(self) -> ForwardMsg:
        self.received.append(bytes(self.connection.recv(timeout=LIMIT)))  # type: ignore[arg-type]
        return ForwardMsg.FromString(self.received[-1])


def _add_element(delta: Any, rendered: RenderedPage) -> None:
    if delta.WhichOneof("type") != "new_element":
        return
    element = getattr(delta.new_element, delta.new_element.WhichOneof("type"))
    if "-" in (widget_id := str(getattr(element, "id", ""))):
        key = widget_id.split("-", 2)[-1]
        rendered.ids[str(element.label) if key == "None" else key] = widget_id
    rendered.text += (
        str(getattr(element, "body", "")) + str(getattr(element, "json", "")) + str(getattr(element, "label", ""))
    )


def rows(answer: Answer) -> list[dict[str, Any]]:
    return list(json.loads(answer.text))
