"""`/api/coverage.csv` and `.json`: the figures for other programs, read only, with the filters of the pages."""

import hashlib
import io
import json
import re
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from learning_coverage import queries
from learning_coverage.config import Config
from learning_coverage.config.tree import Tree
from learning_coverage.store import Store
from learning_coverage.store.area_store import home_of, may_look
from learning_coverage.web.authentication import USER
from learning_coverage.web.sign_in import say

COLUMNS = [
    *("year", "area_id", "area_name", "indicator_id", "total", "registered", "recognised", "coverage"),
    *("milestone_year", "target", "planned", "missing", "status", "declined", "reported"),
]
FORMULA = re.compile(r"^\s*[=+\-@\t\r\n|]")


def routes(tree: Callable[[], Tree], store_of: Callable[[str], Store]) -> list[Route]:
    async def coverage(request: Request) -> Response:
        form = request.path_params["form"]
        if form not in WRITTEN:
            return Response(status_code=404)
        return await run_in_threadpool(_of_area, request, form, tree(), store_of)

    return [Route("/api/coverage.{form}", coverage, methods=["GET"])]


def _of_area(request: Request, form: str, tree: Tree, store_of: Callable[[str], Store]) -> Response:
    """The figures of one area, if it is one the account may look at."""
    asked, user = dict(request.query_params), request.scope[USER]
    area = asked.pop("scope", None) or home_of(tree, user)
    if not tree.is_scope(area) or not may_look(tree, user, area):
        return PlainTextResponse(say("api.bad_value", name="scope"), 400)
    return _answer(request, form, asked, store_of(area), tree.config_of(area))


def _answer(request: Request, form: str, asked: dict[str, str], store: Store, config: Config) -> Response:
    if wrong := _wrong(asked, store, config):
        return PlainTextResponse(say("api.bad_value", name=wrong), 400)
    tag = f'"{hashlib.sha256((store.head.hash + config.model_dump_json()).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    as_of = asked.get("as_of")
    year = asked.get("year")
    frame = queries.coverage(
        store.at(int(as_of) if as_of else None),
        year=int(year) if year else None,
        area=asked.get("area"),
        indicator=asked.get("indicator"),
    )
    kind, write = WRITTEN[form]
    return Response(write(queries.records(frame[COLUMNS])), media_type=kind, headers=headers)


def _wrong(asked: dict[str, str], store: Store, config: Config) -> str | None:
    """The first filter that is unknown or whose value is."""
    areas = {config.whole, *(village.id for village in config.villages), *(group.id for group in config.groups)}
    known: dict[str, Callable[[str], bool]] = {
        "year": lambda told: bool(re.fullmatch(r"[0-9]{4}", told)),
        "as_of": lambda told: bool(re.fullmatch(r"[0-9]{1,9}", told)) and 0 < int(told) <= store.head.seq,
        "area": lambda told: told in areas,
        "indicator": lambda told: told in config.indicators,
    }
    return next((name for name, told in asked.items() if name not in known or not known[name](told)), None)


def _csv(rows: list[dict[str, Any]]) -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_cell(row[column]) for column in COLUMNS] for row in rows])
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    """A name that begins like a formula would be run by a spreadsheet; the quote keeps it text."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _json(rows: list[dict[str, Any]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


WRITTEN: dict[str, tuple[str, Callable[[list[dict[str, Any]]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json; charset=utf-8", _json),
}
