"""A browser tab as the server sees it: the WebSocket protocol, without a browser."""

import asyncio
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@dataclass
class PageRun:
    """What one run of a page brought: its title, the ids of what can be touched, the sentences of errors."""

    title: str = ""
    widget_ids: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class BrowserTab:
    """One browser tab, as the server sees it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.id = ""

    @classmethod
    async def open(cls, port: int) -> "BrowserTab":
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        origin = f"http://127.0.0.1:{port}"
        session = cls(
            await connect(address, subprotocols=["streamlit"], origin=origin, max_size=None, open_timeout=120)
        )
        await session.visit("", "")
        return session

    async def visit(
        self, page: str, query: str = "", widgets: dict[str, FileUploaderState | bool] | None = None, pressed: str = ""
    ) -> PageRun:
        """One run of a page, until its script has ended, with widgets by id and perhaps a button pressed."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.query_string = page, query
        states = message.rerun_script.widget_states.widgets
        for widget, value in (widgets or {}).items():
            if isinstance(value, bool):
                states.add(id=widget, bool_value=value)
            else:
                states.add(id=widget).file_uploader_state_value.CopyFrom(value)
        if pressed:
            states.add(id=pressed, trigger_value=True)
        await self._socket.send(message.SerializeToString())
        return await self._collect_run()

    async def request_upload_url(self, name: str) -> ForwardMsg:
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.id
        await self._socket.send(message.SerializeToString())
        while True:
            answer = await self._receive()
            if answer.WhichOneof("type") == "file_urls_response":
                return answer

    async def _collect_run(self) -> PageRun:
        drawn = PageRun()
        while True:
            message = await self._receive()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.id = message.new_session.initialize.session_id
            elif kind == "delta" and message.delta.HasField("new_element"):
                _record_element(message.delta.new_element, drawn)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return drawn
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                drawn.errors.append("compile error")
                return drawn

    async def _receive(self) -> ForwardMsg:
        message = ForwardMsg()
        data = await asyncio.wait_for(self._socket.recv(), 120)
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        return message


def _record_element(element: object, drawn: PageRun) -> None:
    kind = element.WhichOneof("type")  # type: ignore[attr-defined]
    part = getattr(element, kind) if kind else None
    if kind == "heading" and part.tag == "h1":
        drawn.title = part.body
    elif kind == "exception" or (kind == "alert" and part.format == part.ERROR):
        drawn.errors.append(str(part)[:200])
    elif kind == "file_uploader":
        drawn.widget_ids.setdefault("files", part.id)
    elif kind in ("button", "checkbox"):
        drawn.widget_ids.setdefault(part.label, part.id)
