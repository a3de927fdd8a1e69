"""The data API: `/api/coverage.csv` and `.json`, read-only coverage for other programs, with the pages' filters."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from learning_coverage import queries
from learning_coverage.config import BOUNDARIES, DEFAULT_BOUNDARIES, Config
from learning_coverage.config.tree import Tree
from learning_coverage.csv_safety import to_csv
from learning_coverage.queries.rows import PUBLISHED_FIELDS
from learning_coverage.store import Store
from learning_coverage.store.area_store import can_view, find_start_scope
from learning_coverage.web.authentication import USER_KEY
from learning_coverage.web.sign_in import text

COLUMNS = [*PUBLISHED_FIELDS[:2], "area_name", *PUBLISHED_FIELDS[2:]]


def routes(tree: Callable[[], Tree], store_of: Callable[[str], Store]) -> list[Route]:
    """The routes of the data API; `store_of` gives the store of an area."""

    async def coverage(request: Request) -> Response:
        format_name = request.path_params["format"]
        if format_name not in FORMATS:
            return Response(status_code=404)
        return await run_in_threadpool(_respond_for_area, request, format_name, tree(), store_of)

    return [Route("/api/coverage.{format}", coverage, methods=["GET"])]


def _respond_for_area(request: Request, format_name: str, tree: Tree, store_of: Callable[[str], Store]) -> Response:
    """The figures of one area, if the account may view it; else 400."""
    filters, user = dict(request.query_params), request.scope[USER_KEY]
    area = filters.pop("scope", None) or find_start_scope(tree, user)
    if not tree.is_scope(area) or not can_view(tree, user, area):
        return PlainTextResponse(text("api.bad_value", name="scope"), 400)
    return _respond(request, format_name, filters, store_of(area), tree.config_of(area))


def _respond(request: Request, format_name: str, filters: dict[str, str], store: Store, config: Config) -> Response:
    if invalid := _find_invalid_filter(filters, store, config):
        return PlainTextResponse(text("api.bad_value", name=invalid), 400)
    tag = f'"{hashlib.sha256((store.head.hash + config.model_dump_json()).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    as_of, boundaries = filters.get("as_of"), filters.get("boundaries", DEFAULT_BOUNDARIES)
    year = filters.get("year")
    rows = queries.coverage(
        store.at(int(as_of) if as_of else None, boundaries),
        year=int(year) if year else None,
        area=filters.get("area"),
        indicator=filters.get("indicator"),
    )
    kind, write = FORMATS[format_name]
    return Response(write(rows), media_type=kind, headers=headers)


def _find_invalid_filter(filters: dict[str, str], store: Store, config: Config) -> str | None:
    """The first filter that is unknown or has an invalid value, None when all are valid."""
    areas = {config.scope_id, *(village.id for village in config.villages), *(group.id for group in config.groups)}
    validators: dict[str, Callable[[str], bool]] = {
        "year": lambda value: bool(re.fullmatch(r"[0-9]{4}", value)),
        "as_of": lambda value: bool(re.fullmatch(r"[0-9]{1,9}", value)) and 0 < int(value) <= store.head.seq,
        "area": lambda value: value in areas,
        "boundaries": lambda value: value in BOUNDARIES,
        "indicator": lambda value: value in config.indicators,
    }
    return next(
        (name for name, value in filters.items() if name not in validators or not validators[name](value)), None
    )


def _to_csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    return to_csv([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)], delimiter=",", encoding="utf-8")


def _to_json(rows: Sequence[Mapping[str, object]]) -> bytes:
    return json.dumps([{column: row[column] for column in COLUMNS} for row in rows], ensure_ascii=False).encode()


FORMATS: dict[str, tuple[str, Callable[[Sequence[Mapping[str, object]]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _to_csv),
    "json": ("application/json; charset=utf-8", _to_json),
}
