"""`/healthz`: whether the store answers, asked anew every time. Streamlit's own health knows nothing of the store."""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from learning_coverage import queries
from learning_coverage.store import Store
from learning_coverage.store.operate.health import read_health
from learning_coverage.store.store import private_folder
from learning_coverage.web.authentication import HEALTH_PATH


def routes(store: Callable[[], Store]) -> list[Route]:
    async def answer(_: Request) -> Response:
        try:
            return JSONResponse(await run_in_threadpool(_check, store()), headers={"Cache-Control": "no-store"})
        except Exception:  # whatever it is, the answer is the same: not well
            return JSONResponse({"status": "failing"}, 503)

    return [Route(HEALTH_PATH, answer, methods=["GET"])]


def _check(store: Store) -> dict[str, Any]:
    """The log, the view and the disk are asked; `backup_hours` is the age of the last backup."""
    queries.latest_upload(store)
    found = read_health(store, private_folder())
    return {
        "status": "ok" if store.is_current else "behind",
        "head": found.head_seq,
        "writable": found.is_writable,
        "free_bytes": found.free_bytes,
        "backup_hours": found.backup and int(found.backup.age.total_seconds() // 3600),
    }
