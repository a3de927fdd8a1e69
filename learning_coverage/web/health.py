"""`/healthz`: whether the store answers, asked anew every time. Streamlit's own health knows nothing of the store."""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from learning_coverage import queries
from learning_coverage.store import Store
from learning_coverage.web.gate import HEALTH


def routes(store: Callable[[], Store]) -> list[Route]:
    async def health(_: Request) -> Response:
        try:
            return JSONResponse(await run_in_threadpool(_asked, store()), headers={"Cache-Control": "no-store"})
        except Exception:  # whatever it is, the answer is the same: not well
            return JSONResponse({"status": "failing"}, 503)

    return [Route(HEALTH, health, methods=["GET"])]


def _asked(store: Store) -> dict[str, Any]:
    """The log and the view are both asked."""
    queries.stamp(store)
    status = "ok" if store.is_current else "behind"
    return {"status": status, "head": store.head.seq, "writable": store.writable}
