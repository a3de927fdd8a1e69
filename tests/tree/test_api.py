"""The data API over a tree: one area for each request, and only areas that the account may view."""

import json

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.requests import Request
from starlette.responses import Response

from learning_coverage.access import User
from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.store.area_store import AreaStore
from learning_coverage.web import api
from learning_coverage.web.authentication import USER_KEY
from tests.builders import SMALL, families, take


def get_coverage(tree: Tree, area_stores: dict[str, AreaStore], query: str, areas: set[str] | None = None) -> Response:
    (route,) = api.routes(lambda: tree, area_stores.__getitem__)
    user = User("máy", "viewer", None if areas is None else frozenset(areas))
    request = {
        **{"type": "http", "method": "GET", "path": "/api/coverage.json", "headers": []},
        **{"path_params": {"format": "json"}, "query_string": query.encode(), USER_KEY: user},
    }
    with start_blocking_portal() as portal:  # Playwright has an event loop of its own in the thread of the tests
        answer: Response = portal.call(route.endpoint, Request(request))
    return answer


def test_response_has_the_area_and_its_parts(tree: Tree, area_stores: dict[str, AreaStore]) -> None:
    take(area_stores["C1"], families("2024 C1_1 100 80"))
    for area_store in area_stores.values():
        area_store.catch_up()
    for query, areas in (
        ("", {"P1", "P2", "VN"}),
        ("&scope=P1", {"C1", "C2", "P1"}),
        ("&scope=C1", {"C1_1", "C1_2", "C1"}),
    ):
        rows = json.loads(get_coverage(tree, area_stores, f"year=2024&indicator=families{query}").body)
        assert {row["area_id"] for row in rows} == areas


@pytest.mark.parametrize(
    ("scope", "status"), [("", 200), ("C3", 200), ("C1", 400), ("VN", 400), ("C3_1", 400), ("x", 400)]
)
def test_account_of_one_area_cannot_request_another(
    scope: str, status: int, tree: Tree, area_stores: dict[str, AreaStore]
) -> None:
    assert get_coverage(tree, area_stores, f"scope={scope}" if scope else "", {"C3"}).status_code == status


def test_single_commune_refuses_the_scope_of_another() -> None:
    tree = load_tree(SMALL)
    assert get_coverage(tree, {}, "scope=elsewhere", {"V1"}).status_code == 400
