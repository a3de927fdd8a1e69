"""The CSV of the data API contains no text that a spreadsheet runs as a formula."""

import csv
import io

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from learning_coverage.access import User
from learning_coverage.config import Config
from learning_coverage.config.areas_file import Area
from learning_coverage.config.tree import Tree
from learning_coverage.store import Store
from learning_coverage.web import api
from learning_coverage.web.authentication import USER_KEY
from tests.builders import SMALL, families, saved, small_config

FORMULAS = ["=cmd|' /C calc'!A0", "＝cmd", "\0=1", "\u200b=1", "\ufeff+1+1", "  @SUM(1)", "\t=1", "－1+x", "｜x"]
PLAIN = ["An Hòa", "1=1", "-5", "Thôn 3"]


@pytest.mark.parametrize("name", FORMULAS)
def test_name_that_starts_a_formula_is_prefixed_with_an_apostrophe(name: str) -> None:
    assert _area_names(name) == {f"'{name}"}


@pytest.mark.parametrize("name", PLAIN)
def test_other_names_are_unchanged(name: str) -> None:
    assert _area_names(name) == {name}


def _area_names(name: str) -> set[str]:
    """The area names in the CSV response for a commune whose first village has this name."""
    config = _config_with_name(name)
    tree = Tree({config.scope_id: Area(config.scope_id, "", "commune", config.commune.name)}, config, SMALL)
    with Store.in_memory(config) as store:
        saved(store, families("2024 V1 100 60"))
        client = TestClient(_signed_in(Starlette(routes=api.routes(lambda: tree, lambda _: store))))
        answer = client.get("/api/coverage.csv?area=V1&year=2024&indicator=families")
    rows = csv.DictReader(io.StringIO(answer.content.decode(), newline=""))
    assert answer.status_code == 200
    return {row["area_name"] for row in rows}


def _config_with_name(name: str) -> Config:
    """A configuration that the loader would refuse: the escaping must not depend on the checks of the loader."""
    config = small_config()
    first, *rest = config.commune.villages
    villages = (first.model_copy(update={"name": name}), *rest)
    return Config(targets=config.targets, commune=config.commune.model_copy(update={"villages": villages}))


def _signed_in(app: Starlette) -> object:
    async def with_user(scope: Scope, receive: Receive, send: Send) -> None:
        scope[USER_KEY] = User.local("An")
        await app(scope, receive, send)

    return with_user
