"""The health check `/healthz`, which queries the store each time; the one of Streamlit does not know the store."""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from learning_coverage import queries
from learning_coverage.store import Store
from learning_coverage.store.operate.health import read_health
from learning_coverage.store.operate.location import private_folder
from learning_coverage.web.authentication import HEALTH_PATH


def routes(store: Callable[[], Store]) -> list[Route]:
    """The route of the health check: 200 with numbers, or 503 when the store fails."""

    async def respond(_: Request) -> Response:
        try:
            return JSONResponse(await run_in_threadpool(_check, store()), headers={"Cache-Control": "no-store"})
        except Exception:  # whatever fails, the store is not healthy
            return JSONResponse({"status": "failing"}, 503)

    return [Route(HEALTH_PATH, respond, methods=["GET"])]


def _check(store: Store) -> dict[str, Any]:
    """Numbers of log, view and disk; `backup_hours` is the age of the last backup, null before the first one."""
    queries.latest_upload(store)
    health = read_health(store, private_folder())
    return {
        "status": "ok" if store.is_current else "behind",
        "head": health.head_seq,
        "writable": health.is_writable,
        "free_bytes": health.free_bytes,
        "backup_hours": health.backup and int(health.backup.age.total_seconds() // 3600),
    }
