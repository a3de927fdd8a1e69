"""`python -m benchmarks.scale`: how fast a lake takes uploads, is asked for its head, and is rebuilt from.

PostgreSQL is started for it, with its disk synced as in earnest; the files are in a folder. docs/scale.md has a run.
"""

import multiprocessing
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.timing import seconds
from deploy.postgres import running
from learning_coverage.config import Config, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import sha256
from learning_coverage.store.shared_store import SharedStore
from learning_coverage.store.writes.save_upload import save

UPLOADS = 32  # in all, whatever the number of processes
FACTS = 65  # a form of 13 villages and 5 titles
HISTORY, OF_UPLOAD = 50, 1000  # uploads and facts of each, to rebuild from


def main() -> None:
    config = load_config()
    new = tempfile.TemporaryDirectory
    with new() as folder, new() as cluster, running(Path(cluster)) as postgres:
        os.environ["PGPASSFILE"] = str(postgres.password_file)
        address = f"ducklake:postgres:{postgres.address()};data={folder}/files"
        with SharedStore.join(LakeAddress.of(address), config, Path(folder) / "cache") as store:
            saves = seconds(lambda: _save(store, 0), 20)
            print(f"one upload, one process: median {1000 * saves:.0f} ms")
            print(f"asking for the head: median {1000 * seconds(store._lake.head, 100):.1f} ms")
            print(f"following when nothing moved: median {1000 * seconds(store.catch_up, 100):.1f} ms")
        with Store.open(Path(folder) / "store", config) as store:
            print(f"one upload, a folder: median {1000 * seconds(lambda: _save(store, 0), 20):.0f} ms")
        for processes in (1, 8):
            print(f"{processes} processes: {_rate(address, folder, processes):.1f} uploads a second")
        _rebuilt(address, folder, config)


def _rate(address: str, folder: str, processes: int) -> float:
    """From the moment all have the lake open."""
    with multiprocessing.get_context("spawn").Manager() as manager:
        begun = manager.Barrier(processes + 1)
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            share = UPLOADS // processes
            work = [pool.submit(_writer, address, folder, number, share, begun) for number in range(processes)]
            begun.wait()
            start = time.perf_counter()
            for done in work:
                done.result()
            return UPLOADS / (time.perf_counter() - start)


def _writer(address: str, folder: str, number: int, uploads: int, begun: "multiprocessing.synchronize.Barrier") -> None:
    with SharedStore.join(LakeAddress.of(address), load_config(), Path(folder) / f"machine{number}") as store:
        begun.wait()
        for _ in range(uploads):
            _save(store, number)


def _save(store: Store, number: int) -> None:
    """Other figures each time, so that it is never the same file."""
    again = time.monotonic_ns() % 1_000_000
    save(store, os.urandom(8), "form.xlsx", _facts(FACTS, 2021 + number, again), by="benchmark", again=True)


def _facts(number: int, year: int, count: int) -> list[Fact]:
    return [Fact(n + 2, year, f"T{n:04}", "gia_dinh", 2_000_000, None, count) for n in range(number)]


def _rebuilt(address: str, folder: str, config: Config) -> None:
    with SharedStore.join(LakeAddress.of(address), config, Path(folder) / "cache") as lake:
        with Store.open(Path(folder) / "store", config) as store:
            for number in range(HISTORY):
                rows = fact_codec.to_bytes(_facts(OF_UPLOAD, 2021 + number % 10, number))
                for target in (lake, store):
                    target.append(
                        "upload", "benchmark", blobs={sha256(rows): rows}, raw=sha256(rows), rows=sha256(rows)
                    )
        size = f"{HISTORY * OF_UPLOAD:,} facts of {HISTORY} uploads"
    (Path(folder) / "store" / "view.duckdb").unlink()
    took = seconds(lambda: Store.open(Path(folder) / "store", config).close(), 1)
    print(f"the view made anew, a folder, {size}: {took:.1f} s")
    joined = LakeAddress.of(address)
    took = seconds(lambda: SharedStore.join(joined, config, Path(folder) / "new").close(), 1)
    print(f"the view made anew, a lake, a machine that knows nothing, {size} and more: {took:.1f} s")
    took = seconds(lambda: SharedStore.join(joined, config, Path(folder) / "new").close(), 1)
    print(f"a restart: {took:.1f} s")


if __name__ == "__main__":
    main()
