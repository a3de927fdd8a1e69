"""Hundreds of villages: a hundred on a page, found by name, with the sum under every page."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import many
from tests.pages.conftest import drawn, opened

VILLAGES = 250


@pytest.fixture
def wide(folders: tuple[Path, Path]) -> None:
    many.configured(folders[0], VILLAGES)
    many.stored(folders[1], folders[0], VILLAGES)


def is_shown(app: AppTest, number: int) -> bool:
    """Whether a village is on the page: its link there names the year, that of the search under the menu does not."""
    return f"village=T{number:02}&amp;year=" in drawn(app)


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("page", ["matrix", "titles"])
def test_a_hundred_at_a_time(page: str) -> None:
    app = opened(f"pages/progress/{page}.py", order="official")
    assert list(app.selectbox(key="from").options) == [
        "1–100 trong 250 thôn",
        "101–200 trong 250 thôn",
        "201–250 trong 250 thôn",
    ]
    app.selectbox(key="from").select("201").run()
    assert not app.exception
    assert [is_shown(app, number) for number in (250, 201, 200, 1)] == [True, True, False, False]


@pytest.mark.usefixtures("wide")
def test_a_village_is_found_whatever_page_it_is_on() -> None:
    app = opened("pages/progress/matrix.py", order="official")
    app.text_input(key="find").set_value(many.name_of(237).upper()).run()
    assert not app.exception
    assert is_shown(app, 237) and not is_shown(app, 1) and "Toàn xã" in drawn(app)
    app.text_input(key="find").set_value("no such village").run()
    assert not app.exception and "Toàn xã" in drawn(app)


def test_few_villages_are_all_there(folders: tuple[Path, Path]) -> None:
    app = opened("pages/progress/matrix.py")
    assert not [field for field in app.text_input if field.key == "find"]
