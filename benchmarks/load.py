"""`make load`: 200 sessions held and 50 that click through the pages, over the real protocol, while files are taken in.

Prints errors, wrong figures, how long a click takes, memory for each session and its growth. `MINUTES=20 make load`
takes ten times as long as the default of two minutes; `SESSIONS` sets how many are held, a quarter of them clicking.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from learning_coverage.config import ROOT, load_config
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.saving import save

HELD = int(os.environ.get("SESSIONS", "200"))
ACTIVE, PORT = HELD // 4, 8599
PAUSE = 4.0  # seconds between two clicks of one user, on average
SAMPLE = ROOT / "data" / "sample" / "so_lieu.csv"
PAGES = (
    "",
    "matrix",
    "village",
    "titles",
    "trajectory",
    "programme",
    "support",
    "tasks",
    "quality",
    "history",
    "method",
)
YEARS = (2021, 2022, 2023, 2024, 2025)  # the files that are taken in are about 2026, so these may never change
HEAD = "Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt\n"


@dataclass
class Measured:
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    uploads: int = 0


@dataclass
class Drawn:
    """What one run of a page brought: its title, the ids of what can be touched, the sentences of errors."""

    title: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class Session:
    """One browser tab, as the server sees it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.id = ""

    @classmethod
    async def opened(cls) -> "Session":
        address = f"ws://127.0.0.1:{PORT}/_stcore/stream"
        origin = f"http://127.0.0.1:{PORT}"
        session = cls(
            await connect(address, subprotocols=["streamlit"], origin=origin, max_size=None, open_timeout=120)
        )
        await session.visit("", "")
        return session

    async def visit(
        self, page: str, query: str = "", widgets: dict[str, FileUploaderState | bool] | None = None, pressed: str = ""
    ) -> Drawn:
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
        return await self._until_finished()

    async def place_for_file(self, name: str) -> ForwardMsg:
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self.id
        await self._socket.send(message.SerializeToString())
        while True:
            answer = await self._received()
            if answer.WhichOneof("type") == "file_urls_response":
                return answer

    async def _until_finished(self) -> Drawn:
        drawn = Drawn()
        while True:
            message = await self._received()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.id = message.new_session.initialize.session_id
            elif kind == "delta" and message.delta.HasField("new_element"):
                _note(message.delta.new_element, drawn)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return drawn
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                drawn.wrong.append("compile error")
                return drawn

    async def _received(self) -> ForwardMsg:
        message = ForwardMsg()
        data = await asyncio.wait_for(self._socket.recv(), 120)
        message.ParseFromString(data if isinstance(data, bytes) else data.encode())
        return message


def _note(element: object, drawn: Drawn) -> None:
    kind = element.WhichOneof("type")  # type: ignore[attr-defined]
    part = getattr(element, kind) if kind else None
    if kind == "heading" and part.tag == "h1":
        drawn.title = part.body
    elif kind == "exception" or (kind == "alert" and part.format == part.ERROR):
        drawn.wrong.append(str(part)[:200])
    elif kind == "file_uploader":
        drawn.ids.setdefault("files", part.id)
    elif kind in ("button", "checkbox"):
        drawn.ids.setdefault(part.label, part.id)


async def click_through(session: Session, truth: dict[tuple[str, int], str], until: float, found: Measured) -> None:
    chance = random.Random(id(session))
    await asyncio.sleep(chance.random() * PAUSE)
    while time.monotonic() < until:
        page, year = chance.choice(PAGES), chance.choice(YEARS)
        begun = time.monotonic()
        try:
            drawn = await session.visit(page, f"year={year}")
        except (TimeoutError, OSError, EOFError) as error:
            found.errors.append(f"{page}: {error!r}")
            return
        found.seconds.append(time.monotonic() - begun)
        found.errors += drawn.wrong
        if drawn.title != truth.setdefault((page, year), drawn.title):
            found.wrong.append(f"{page} {year}: {drawn.title!r} instead of {truth[page, year]!r}")
        await asyncio.sleep(chance.random() * 2 * PAUSE)


async def take_in(session: Session, until: float, found: Measured) -> None:
    """A user who uploads a file every ten seconds: PUT, a run with the file, the button."""
    for turn in range(10_000):
        if time.monotonic() > until:
            return
        village = load_config().villages[turn % 13].name
        data = f"{HEAD}2026;{village};GĐHT;{400 + turn};{300 + turn % 90};{100 + turn % 200}\n".encode("utf-8-sig")
        try:
            found.uploads += await _uploaded(session, f"a{turn}.csv", data)
        except (TimeoutError, OSError, EOFError) as error:
            found.errors.append(f"upload: {error!r}")
        await asyncio.sleep(10)


async def _uploaded(session: Session, name: str, data: bytes) -> bool:
    page = await session.visit("upload")
    urls = (await session.place_for_file(name)).file_urls_response.file_urls[0]
    await asyncio.to_thread(_put, urls.upload_url, name, data)
    state = FileUploaderState()
    info = state.uploaded_file_info.add(file_id=urls.file_id, name=name, size=len(data))
    info.file_urls.CopyFrom(urls)
    widgets: dict[str, FileUploaderState | bool] = {page.ids["files"]: state}
    seen = await session.visit("upload", "", widgets)
    ticked = next((id_ for label, id_ in seen.ids.items() if "cảnh báo" in label.lower()), None)
    if ticked:
        widgets[ticked] = True
    save_button = next((id_ for label, id_ in seen.ids.items() if label.startswith("Lưu")), None)
    if save_button is None:
        return False
    await session.visit("upload", "", widgets, save_button)
    return True


def _put(path: str, name: str, data: bytes) -> None:
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}{path}", head.encode() + data + b"\r\n--x--\r\n", method="PUT"
    )
    request.add_header("Content-Type", "multipart/form-data; boundary=x")
    request.add_header("Origin", f"http://127.0.0.1:{PORT}")
    token = _token()
    request.add_header("Cookie", f"_streamlit_xsrf={token}")
    request.add_header("X-Xsrftoken", token)
    urllib.request.urlopen(request, timeout=60).close()


def _token() -> str:
    """What the server wants to see twice of who uploads."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=60) as answer:
        cookie = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    return cookie["_streamlit_xsrf"].value


async def measure(server: subprocess.Popen[bytes], minutes: float) -> None:
    found, truth = Measured(), {}
    first = await Session.opened()
    for page in PAGES:
        for year in YEARS:
            truth[page, year] = (await first.visit(page, f"year={year}")).title
    before = resident(server.pid)
    held: list[Session] = []
    while len(held) < HELD:
        held += await asyncio.gather(*(Session.opened() for _ in range(min(20, HELD - len(held)))))
    after = resident(server.pid)
    until = time.monotonic() + 60 * minutes
    memory = asyncio.create_task(watch_memory(server.pid, until))
    uploads = await Session.opened()
    await asyncio.gather(
        *(click_through(s, truth, until, found) for s in held[:ACTIVE]), take_in(uploads, until, found)
    )
    tell(found, before, after, await memory)


async def watch_memory(pid: int, until: float) -> list[int]:
    seen = []
    while time.monotonic() < until:
        seen.append(resident(pid))
        await asyncio.sleep(5)
    return seen


def resident(pid: int) -> int:
    """Kilobytes the server holds; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def tell(found: Measured, before: int, after: int, memory: list[int]) -> None:
    p50, p95 = statistics.median(found.seconds), statistics.quantiles(found.seconds, n=20)[-1]
    half = len(memory) // 2
    print(f"{HELD} sessions held, {ACTIVE} clicking: {len(found.seconds)} clicks, {found.uploads} files taken in")
    print(f"errors {len(found.errors)}, wrong figures {len(found.wrong)}")
    print(f"a click: median {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")
    print(f"memory: {(after - before) / HELD / 1024:.2f} MB a session held")
    if half:
        first, last = statistics.mean(memory[half // 2 : half]), statistics.mean(memory[-half // 2 :])
        print(f"growth: {(last - first) / 1024:+.1f} MB from the second quarter to the last, of {last / 1024:.0f} MB")
    for line in (found.errors + found.wrong)[:10]:
        print("  ", line)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, config = SAMPLE.read_bytes(), load_config()
        with Store.open(Path(folder), config) as store:
            save(store, data, SAMPLE.name, read(data, SAMPLE.name, config).facts, by="An")
        environment = {**os.environ, "LEARNING_COVERAGE_STORE": folder}
        command = [
            sys.executable,
            "-m",
            "learning_coverage",
            "serve",
            "--server.port",
            str(PORT),
            "--server.headless",
            "true",
        ]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait()
            asyncio.run(measure(server, float(os.environ.get("MINUTES", "2"))))
        finally:
            server.terminate()
            server.wait(20)


def _wait() -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
