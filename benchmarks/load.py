"""`make load`: 200 open sessions, 50 of which click through the pages over WebSockets while files are imported.

Prints errors, wrong figures, the time of a click, the memory of each session and its growth. `MINUTES` sets the
duration (two by default), `SESSIONS` the number of sessions, a quarter of which click.
"""

import asyncio
import os
import random
import statistics
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

from streamlit.proto.Common_pb2 import FileUploaderState

from benchmarks.processes.browser_tab import BrowserTab
from benchmarks.processes.servers import resident_kilobytes, serve_dashboard
from learning_coverage.config import ROOT, load_config
from learning_coverage.intake import read
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save

SESSION_COUNT = int(os.environ.get("SESSIONS", "200"))
CLICKING_COUNT, PORT = SESSION_COUNT // 4, 8599
MEAN_PAUSE = 4.0  # seconds between two clicks of one user, on average
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
YEARS = (
    2021,
    2022,
    2023,
    2024,
    2025,
)  # the imported files are about 2026, so the figures of these years must not change
CSV_HEADER = "Năm;Thôn;Danh hiệu;Tổng số;Đăng ký;Đạt\n"


@dataclass
class Measurements:
    """What the sessions of a run observed; `seconds` has the time of each click."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong_titles: list[str] = field(default_factory=list)
    uploads: int = 0


async def click_through(
    session: BrowserTab, expected_titles: dict[tuple[str, int], str], until: float, measurements: Measurements
) -> None:
    """Visit random pages with pauses; a title other than before `expected_titles` is recorded as wrong."""
    rng = random.Random(id(session))
    await asyncio.sleep(rng.random() * MEAN_PAUSE)
    while time.monotonic() < until:
        page, year = rng.choice(PAGES), rng.choice(YEARS)
        begun = time.monotonic()
        try:
            run = await session.visit(page, f"year={year}")
        except (TimeoutError, OSError, EOFError) as error:
            measurements.errors.append(f"{page}: {error!r}")
            return
        measurements.seconds.append(time.monotonic() - begun)
        measurements.errors += run.errors
        if run.title != expected_titles.setdefault((page, year), run.title):
            measurements.wrong_titles.append(f"{page} {year}: {run.title!r} instead of {expected_titles[page, year]!r}")
        await asyncio.sleep(rng.random() * 2 * MEAN_PAUSE)


async def upload_until(session: BrowserTab, until: float, measurements: Measurements) -> None:
    """A user who uploads a file every ten seconds: PUT, a run with the file, the button."""
    for turn in range(10_000):
        if time.monotonic() > until:
            return
        village = load_config().villages[turn % 13].name
        data = f"{CSV_HEADER}2026;{village};GĐHT;{400 + turn};{300 + turn % 90};{100 + turn % 200}\n".encode(
            "utf-8-sig"
        )
        try:
            measurements.uploads += await _upload(session, f"a{turn}.csv", data)
        except (TimeoutError, OSError, EOFError) as error:
            measurements.errors.append(f"upload: {error!r}")
        await asyncio.sleep(10)


async def _upload(session: BrowserTab, name: str, data: bytes) -> bool:
    page = await session.visit("upload")
    urls = (await session.request_upload_url(name)).file_urls_response.file_urls[0]
    await asyncio.to_thread(_put_file, urls.upload_url, name, data)
    state = FileUploaderState()
    info = state.uploaded_file_info.add(file_id=urls.file_id, name=name, size=len(data))
    info.file_urls.CopyFrom(urls)
    widgets: dict[str, FileUploaderState | bool] = {page.widget_ids["files"]: state}
    seen = await session.visit("upload", "", widgets)
    ticked = next((id_ for label, id_ in seen.widget_ids.items() if "cảnh báo" in label.lower()), None)
    if ticked:
        widgets[ticked] = True
    save_button = next((id_ for label, id_ in seen.widget_ids.items() if label.startswith("Lưu")), None)
    if save_button is None:
        return False
    await session.visit("upload", "", widgets, save_button)
    return True


def _put_file(path: str, name: str, data: bytes) -> None:
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}{path}", head.encode() + data + b"\r\n--x--\r\n", method="PUT"
    )
    request.add_header("Content-Type", "multipart/form-data; boundary=x")
    request.add_header("Origin", f"http://127.0.0.1:{PORT}")
    token = _fetch_xsrf_token()
    request.add_header("Cookie", f"_streamlit_xsrf={token}")
    request.add_header("X-Xsrftoken", token)
    urllib.request.urlopen(request, timeout=60).close()


def _fetch_xsrf_token() -> str:
    """The token an upload has to send both as a cookie and as a header."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=60) as answer:
        cookie = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    return cookie["_streamlit_xsrf"].value


async def run_load(pid: int, minutes: float) -> None:
    """Run the sessions against the server with process `pid` and print the measurements."""
    measurements, expected_titles = Measurements(), {}
    first = await BrowserTab.open(PORT)
    for page in PAGES:
        for year in YEARS:
            expected_titles[page, year] = (await first.visit(page, f"year={year}")).title
    before = resident_kilobytes(pid)
    held: list[BrowserTab] = []
    while len(held) < SESSION_COUNT:
        held += await asyncio.gather(*(BrowserTab.open(PORT) for _ in range(min(20, SESSION_COUNT - len(held)))))
    after = resident_kilobytes(pid)
    until = time.monotonic() + 60 * minutes
    memory = asyncio.create_task(sample_memory(pid, until))
    uploads = await BrowserTab.open(PORT)
    await asyncio.gather(
        *(click_through(s, expected_titles, until, measurements) for s in held[:CLICKING_COUNT]),
        upload_until(uploads, until, measurements),
    )
    print_measurements(measurements, before, after, await memory)


async def sample_memory(pid: int, until: float) -> list[int]:
    """Resident kilobytes of a process every five seconds."""
    samples = []
    while time.monotonic() < until:
        samples.append(resident_kilobytes(pid))
        await asyncio.sleep(5)
    return samples


def print_measurements(measurements: Measurements, before: int, after: int, memory: list[int]) -> None:
    p50, p95 = statistics.median(measurements.seconds), statistics.quantiles(measurements.seconds, n=20)[-1]
    half = len(memory) // 2
    print(
        f"{SESSION_COUNT} sessions held, {CLICKING_COUNT} clicking: "
        f"{len(measurements.seconds)} clicks, {measurements.uploads} files imported"
    )
    print(f"errors {len(measurements.errors)}, wrong figures {len(measurements.wrong_titles)}")
    print(f"a click: median {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")
    print(f"memory: {(after - before) / SESSION_COUNT / 1024:.2f} MB a session held")
    if half:
        first, last = statistics.mean(memory[half // 2 : half]), statistics.mean(memory[-half // 2 :])
        print(f"growth: {(last - first) / 1024:+.1f} MB from the second quarter to the last, of {last / 1024:.0f} MB")
    for line in (measurements.errors + measurements.wrong_titles)[:10]:
        print("  ", line)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, config = SAMPLE.read_bytes(), load_config()
        with Store.open(Path(folder), config) as store:
            save(store, data, SAMPLE.name, read(data, SAMPLE.name, config).facts, by="An")
        with serve_dashboard(PORT, folder) as server:
            asyncio.run(run_load(server.pid, float(os.environ.get("MINUTES", "2"))))


if __name__ == "__main__":
    main()
