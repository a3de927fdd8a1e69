"""Cost of a click on the server, over the WebSocket protocol: processor time, clicks a second, memory."""

import asyncio
import itertools
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import servers
from benchmarks.processes.browser_tab import BrowserTab
from benchmarks.result import Result
from learning_coverage.config import ROOT, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save

CLICKS = 100
SESSIONS, RATE_SECONDS = 50, 10
RERUNS = 400
MANY_VILLAGES = 3_334  # villages: 100,000 facts
YEARS = range(2021, 2031)
TITLES = ("gia_dinh", "dong_ho", "cong_dong")


def measure(port: int) -> Iterator[tuple[str, Result]]:
    """Key and result of each goal measured on the server."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        yield "cpu_few", Result(asyncio.run(_measure_cpu(port, *_create_store(where / "few", 22))) * 1000)
        many = _create_store(where / "many", MANY_VILLAGES)
        yield "cpu_many", Result(asyncio.run(_measure_cpu(port + 1, *many)) * 1000)
        with servers.serve_dashboard(port, folder + "/sample"), servers.serve_peer(port + 1, "plain_overview", where):
            ours, theirs, again = (asyncio.run(_measure_rate(at)) for at in (port, port + 1, port))
        yield "clicks", Result(max(ours, again) / theirs, max(ours, again) / min(ours, again))
        with servers.serve_dashboard(port, folder + "/held") as server:
            session, growth = asyncio.run(_measure_memory(port, server.pid))
        yield "memory_session", Result(session / 1024)
        yield "memory_growth", Result(100 * growth)


def _create_store(folder: Path, villages: int) -> tuple[str, Path]:
    """Paths of a store and its configuration: a commune with ten years of every title counted by village."""
    config = write_config(folder, villages)
    facts = [
        Fact(2, year, f"T{n:04}", title, *((1, None, n % 2) if title == "cong_dong" else (100, 90, 40 + n % 50)))
        for year in YEARS
        for n in range(villages)
        for title in TITLES
    ]
    with Store.open(folder / "store", load_config(config)) as store:
        save(store, b"facts", "so_lieu.csv", facts, by="benchmark")
    return str(folder / "store"), config


def write_config(folder: Path, villages: int) -> Path:
    """The configuration folder of a commune with `villages` villages."""
    config = folder / "config"
    config.mkdir(parents=True)
    listed = "".join(f"  - {{id: T{n:04}, name: Thôn {n}}}\n" for n in range(villages))
    (config / "commune.yaml").write_text(f"name: Xã Thử\nvillages:\n{listed}", encoding="utf-8")
    (config / "targets.yaml").write_bytes((ROOT / "config" / "targets.yaml").read_bytes())
    return config


@contextmanager
def open_small_store() -> Iterator[Store]:
    """The store of a commune of 22 villages with 660 facts."""
    with tempfile.TemporaryDirectory() as folder:
        store, config = _create_store(Path(folder), 22)
        with Store.open(Path(store), load_config(config)) as opened:
            yield opened


async def _measure_cpu(port: int, store: str, config: Path) -> float:
    """Processor seconds of one click on the overview with warm caches."""
    with servers.serve_dashboard(port, store, config) as server:
        session = await BrowserTab.open(port)
        for year in YEARS:
            await session.visit("", f"year={year}")
        before = servers.cpu_seconds(server.pid)
        for year in itertools.islice(itertools.cycle(YEARS), CLICKS):
            await session.visit("", f"year={year}")
        return (servers.cpu_seconds(server.pid) - before) / CLICKS


async def _measure_rate(port: int) -> float:
    """Clicks a second of `SESSIONS` sessions that click without pause."""
    sessions = await asyncio.gather(*(BrowserTab.open(port) for _ in range(SESSIONS)))
    begun, done = time.monotonic(), 0

    async def click(session: BrowserTab) -> None:
        nonlocal done
        for year in itertools.cycle((2025, 2026)):
            await session.visit("", f"year={year}")
            done += 1
            if time.monotonic() > begun + RATE_SECONDS:
                return

    await asyncio.gather(*map(click, sessions))
    return done / (time.monotonic() - begun)


async def _measure_memory(port: int, pid: int) -> tuple[float, float]:
    """Kilobytes of one more session, and the relative growth of memory over `RERUNS` reruns."""
    first = await BrowserTab.open(port)
    for year in YEARS:
        await first.visit("", f"year={year}")
    before = servers.resident_kilobytes(pid)
    held = [await BrowserTab.open(port) for _ in range(SESSIONS)]
    each = (servers.resident_kilobytes(pid) - before) / len(held)
    begun = servers.resident_kilobytes(pid)
    for _, year in zip(range(RERUNS), itertools.cycle((2025, 2026)), strict=False):
        await first.visit("", f"year={year}")
    return each, servers.resident_kilobytes(pid) / begun - 1
