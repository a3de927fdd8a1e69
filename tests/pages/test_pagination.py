"""Pagination with hundreds of villages: a hundred on a page, search by name, the total on every page."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from learning_coverage import queries
from learning_coverage.content import agenda, reporting
from learning_coverage.ui.session import stores
from tests import many_villages
from tests.pages.conftest import drawn, opened

VILLAGES = 250


@pytest.fixture
def wide_commune(folders: tuple[Path, Path]) -> None:
    many_villages.write_config(folders[0], VILLAGES)
    many_villages.fill_store(folders[1], folders[0], VILLAGES)


def is_shown(app: AppTest, number: int) -> bool:
    """Whether the page lists a village: a link in its content has a year, one in the search of the menu does not."""
    return f"village=T{number:02}&amp;year=" in drawn(app)


@pytest.mark.usefixtures("wide_commune")
@pytest.mark.parametrize("page", ["matrix", "titles"])
def test_page_shows_a_hundred_villages_at_a_time(page: str) -> None:
    app = opened(f"pages/progress/{page}.py", order="official")
    assert list(app.selectbox(key="from").options) == [
        "1–100 trong 250 thôn",
        "101–200 trong 250 thôn",
        "201–250 trong 250 thôn",
    ]
    app.selectbox(key="from").select("201").run()
    assert not app.exception
    assert [is_shown(app, number) for number in (250, 201, 200, 1)] == [True, True, False, False]


@pytest.mark.usefixtures("wide_commune")
def test_search_finds_a_village_on_any_page() -> None:
    app = opened("pages/progress/matrix.py", order="official")
    app.text_input(key="find").set_value(many_villages.name_of(237).upper()).run()
    assert not app.exception
    assert is_shown(app, 237) and not is_shown(app, 1) and "Toàn xã" in drawn(app)
    app.text_input(key="find").set_value("no such village").run()
    assert not app.exception and "Toàn xã" in drawn(app)


def test_few_villages_have_no_search_field(folders: tuple[Path, Path]) -> None:
    app = opened("pages/progress/matrix.py")
    assert not [field for field in app.text_input if field.key == "find"]


@pytest.mark.usefixtures("wide_commune")
def test_overview_names_the_first_villages_and_counts_the_rest() -> None:
    app = opened("pages/progress/overview.py", year="2026")
    rows = queries.lagging(stores.real_store(), 2026)
    lagging = [int(area.removeprefix("T")) for area in dict.fromkeys(row["area_id"] for row in rows)]
    silent = VILLAGES // 7
    assert f"Còn {len(lagging) - agenda.OVERVIEW_VILLAGES} thôn khác chậm" in drawn(app)
    assert [is_shown(app, number) for number in (lagging[0], lagging[29], lagging[30], lagging[-1])] == [
        True,
        True,
        False,
        False,
    ]
    assert f"và {silent - reporting.LIST_NAMES} thôn khác." in drawn(app)
    assert [is_shown(app, number) for number in (7, 7 * 30, 7 * 31)] == [True, True, False]
