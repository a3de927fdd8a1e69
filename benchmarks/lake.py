"""`python -m benchmarks.lake`: speed of saving to a lake, of querying its head, and of rebuilding the view from it.

Starts PostgreSQL with synced disk writes; the files are in a folder. docs/scale.md has the results of a run.
"""

import multiprocessing
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.timing import median_seconds
from deploy.postgres import start_postgres
from learning_coverage.config import Config, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import sha256
from learning_coverage.store.shared_store import SharedStore
from learning_coverage.store.writes.uploads import save

UPLOADS = 32  # the total of all processes
FACTS_PER_FORM = 65  # a form of 13 villages and 5 titles
HISTORY_UPLOADS, FACTS_PER_UPLOAD = 50, 1000  # uploads and facts of each, to rebuild from


def main() -> None:
    config = load_config()
    new = tempfile.TemporaryDirectory
    with new() as folder, new() as cluster, start_postgres(Path(cluster)) as postgres:
        os.environ["PGPASSFILE"] = str(postgres.password_file)
        address = f"ducklake:postgres:{postgres.connection_string()};data={folder}/files"
        with SharedStore.connect(LakeAddress.parse(address), config, Path(folder) / "cache") as store:
            saves = median_seconds(lambda: _save(store, 0), 20)
            print(f"one upload, one process: median {1000 * saves:.0f} ms")
            print(f"querying the head: median {1000 * median_seconds(store.log.head, 100):.1f} ms")
            print(f"catching up without new commits: median {1000 * median_seconds(store.catch_up, 100):.1f} ms")
        with Store.open(Path(folder) / "store", config) as store:
            print(f"one upload, a folder: median {1000 * median_seconds(lambda: _save(store, 0), 20):.0f} ms")
        for processes in (1, 8):
            print(f"{processes} processes: {_measure_rate(address, folder, processes):.1f} uploads a second")
        _time_rebuilds(address, folder, config)


def _measure_rate(address: str, folder: str, processes: int) -> float:
    """Uploads a second of several processes, timed once all of them have opened the lake."""
    with multiprocessing.get_context("spawn").Manager() as manager:
        begun = manager.Barrier(processes + 1)
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            share = UPLOADS // processes
            work = [pool.submit(_write_uploads, address, folder, number, share, begun) for number in range(processes)]
            begun.wait()
            start = time.perf_counter()
            for done in work:
                done.result()
            return UPLOADS / (time.perf_counter() - start)


def _write_uploads(
    address: str, folder: str, number: int, uploads: int, barrier: "multiprocessing.synchronize.Barrier"
) -> None:
    with SharedStore.connect(LakeAddress.parse(address), load_config(), Path(folder) / f"machine{number}") as store:
        barrier.wait()
        for _ in range(uploads):
            _save(store, number)


def _save(store: Store, number: int) -> None:
    """Save an upload whose figures differ each time."""
    recognised = time.monotonic_ns() % 1_000_000
    save(
        store,
        os.urandom(8),
        "form.xlsx",
        _build_facts(FACTS_PER_FORM, 2021 + number, recognised),
        by="benchmark",
        allow_repeat=True,
    )


def _build_facts(villages: int, year: int, recognised: int) -> list[Fact]:
    return [Fact(n + 2, year, f"T{n:04}", "gia_dinh", 2_000_000, None, recognised) for n in range(villages)]


def _time_rebuilds(address: str, folder: str, config: Config) -> None:
    with SharedStore.connect(LakeAddress.parse(address), config, Path(folder) / "cache") as lake:
        with Store.open(Path(folder) / "store", config) as store:
            for number in range(HISTORY_UPLOADS):
                rows = fact_codec.encode(_build_facts(FACTS_PER_UPLOAD, 2021 + number % 10, number))
                for target in (lake, store):
                    target.append(
                        "upload", "benchmark", blobs={sha256(rows): rows}, raw=sha256(rows), rows=sha256(rows)
                    )
        size = f"{HISTORY_UPLOADS * FACTS_PER_UPLOAD:,} facts of {HISTORY_UPLOADS} uploads"
    (Path(folder) / "store" / "view.duckdb").unlink()
    took = median_seconds(lambda: Store.open(Path(folder) / "store", config).close(), 1)
    print(f"rebuilding the view, a folder, {size}: {took:.1f} s")
    joined = LakeAddress.parse(address)
    took = median_seconds(lambda: SharedStore.connect(joined, config, Path(folder) / "new").close(), 1)
    print(f"rebuilding the view, a lake, a machine without a cache, {size} and more: {took:.1f} s")
    took = median_seconds(lambda: SharedStore.connect(joined, config, Path(folder) / "new").close(), 1)
    print(f"a restart: {took:.1f} s")


if __name__ == "__main__":
    main()
