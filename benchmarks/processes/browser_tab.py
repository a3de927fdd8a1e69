"""A browser tab as the server sees it: the WebSocket protocol, without a browser."""

import asyncio
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@dataclass
class PageRun:
    """The result of one run of a page: its title, the ids of its widgets by label, and its error messages."""

    title: str = ""
    widget_ids: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class BrowserTab:
    """A session on a server of this machine."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.id = ""

    @classmethod
    async def open(cls, port: int) -> "BrowserTab":
        """A new session that has run the overview once."""
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
        """Run a page and wait until its script has ended; `widgets` by id, `pressed` is the id of a button."""
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
        """The server's answer with the address to which the file has to be PUT."""
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
        run = PageRun()
        while True:
            message = await self._receive()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.id = message.new_session.initialize.session_id
            elif kind == "delta" and message.delta.HasField("new_element"):
                _record_element(message.delta.new_element, run)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return run
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                run.errors.append("compile error")
                return run

    async def _receive(self) -> ForwardMsg:
        message = ForwardMsg()
        data = await asyncio.wait_for(self._socket.recv(), 120)
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        return message


def _record_element(element: object, run: PageRun) -> None:
    kind = element.WhichOneof("type")  # type: ignore[attr-defined]
    part = getattr(element, kind) if kind else None
    if kind == "heading" and part.tag == "h1":
        run.title = part.body
    elif kind == "exception" or (kind == "alert" and part.format == part.ERROR):
        run.errors.append(str(part)[:200])
    elif kind == "file_uploader":
        run.widget_ids.setdefault("files", part.id)
    elif kind in ("button", "checkbox"):
        run.widget_ids.setdefault(part.label, part.id)
