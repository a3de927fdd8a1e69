"""Every page renders without errors in both languages, with no data, one row, the sample and sixty villages."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from learning_coverage.access import User
from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.page import frame, menu
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.session import Session
from learning_coverage.wording import LANGUAGES, Wording
from tests import many_villages
from tests.pages.conftest import PAGES, drawn, opened, without_sample

ONE_ROW = [Fact(2, 2024, "T03", "gia_dinh", 100, None, 61)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", ["nothing", "one row", "sample", "sixty villages"])
@pytest.mark.parametrize("page", PAGES)
def test_page_renders_without_errors(folders: tuple[Path, Path], page: str, data: str, language: str) -> None:
    if data == "sixty villages":
        many_villages.write_config(folders[0])
        save(stores.real_store(), b"many", "many.csv", many_villages.facts(), by="")
    elif data != "sample":
        without_sample(folders[0])
    if data == "one row":
        save(stores.real_store(), b"one", "one.csv", ONE_ROW, by="")

    app = opened(page, lang=language)

    assert app.title[0].value
    assert not app.error
    if data == "nothing":  # villages without figures are not reported as on track
        assert Wording(language)("overview.no_calls", year=2026).partition("2026")[0] not in drawn(app)
    banner = [warning.value for warning in app.warning]
    assert banner == ([Wording(language)("sample.banner")] if data == "sample" else [])


def test_overview_names_the_villages_to_call(folders: tuple[Path, Path]) -> None:
    app = opened()

    assert app.title[0].value.startswith("4/12 thôn có số liệu chậm")
    html = drawn(app)
    for village in ("Thôn 10", "Thủy Ưỡng", "Mỹ Thạnh", "An Hòa"):
        assert village in html
    assert "village?village=T08&amp;year=2026" in html


def test_matrix_has_no_percentage_for_a_community(folders: tuple[Path, Path]) -> None:
    app = opened("pages/progress/matrix.py")
    app.query_params["grid"] = "years"
    app.query_params["title"] = "cong_dong"
    app.run()

    villages = [row for row in drawn(app).split("<tr") if 'scope="row"><a' in row]
    assert len(villages) == 13
    assert all("✓" in row or "✗" in row for row in villages)
    assert not any("%" in row for row in villages)


def test_filters_are_read_from_the_url(folders: tuple[Path, Path]) -> None:
    app = opened("pages/progress/village.py")
    app.query_params["village"] = "T08"
    app.query_params["year"] = "2024"
    app.run()

    assert app.selectbox(key="village").value == "T08"
    assert app.title[0].value.startswith("Thủy Ưỡng")
    assert "2024" in app.title[0].value


def test_unknown_values_in_the_url_fall_back_to_defaults(folders: tuple[Path, Path]) -> None:
    app = opened(year="1999<script>", village="../../etc", order="drop table")

    assert app.selectbox(key="year").value == "2026"
    assert "script" not in drawn(app)


def test_hostile_village_name_is_shown_as_text(folders: tuple[Path, Path]) -> None:
    file = folders[0] / "commune.yaml"
    hostile = "<img src=x onerror=alert(1)> ![a](http://example.com/x.png) *b*"
    file.write_text(file.read_text(encoding="utf-8").replace("Thủy Ưỡng", f"'{hostile}'"), encoding="utf-8")
    without_sample(folders[0])
    save(stores.real_store(), b"one", "one.csv", [Fact(2, 2024, "T08", "gia_dinh", 100, None, 61)], by=hostile)

    app = opened("pages/progress/village.py")
    app.query_params["village"] = "T08"
    app.run()

    assert "<img" not in drawn(app)
    assert r"\[a\]" in app.title[0].value and r"\<img" in app.title[0].value


@pytest.mark.usefixtures("folders")
@pytest.mark.parametrize("page", ["pages/progress/overview.py", "pages/progress/matrix.py"])
def test_user_scope_and_store_are_resolved_once_per_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many links and permission checks a template contains."""
    app = opened(page)
    calls: Counter[str] = Counter()

    def count_calls(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any) -> Any:
            calls[name] += 1
            return act(*values)

        return counted

    for module, name in ((current_user, "user"), (frame, "resolve_scope"), (stores, "tree"), (stores, "process_store")):
        monkeypatch.setattr(module, name, count_calls(name, getattr(module, name)))
    app.run()
    assert drawn(app).count("village?") > 13 or drawn(app).count("tasks?") > 1
    assert calls.pop("tree") <= 4  # the user's accounts, the session, its store
    assert calls == {"user": 1, "resolve_scope": 1, "process_store": 1}


def test_menu_pages_are_read_from_disk_once(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened("pages/progress/matrix.py")
    monkeypatch.setattr(menu.st, "Page", None)
    again = opened("pages/progress/matrix.py")
    assert again.title[0].value == first.title[0].value


@pytest.mark.usefixtures("folders")
def test_menu_pages_are_not_shared_between_sessions() -> None:
    """Streamlit stores run state in a page object: two users who open one at once would disturb each other."""
    opened()
    tree = stores.tree()
    links = menu.build_links(User.local(""), tree, tree.root_config)
    session = Session(Wording(), User.local(""), tree, tree.root_id, tree.root_config, links)
    one, other = [[page for pages in menu.build_sections(session).values() for page in pages] for _ in range(2)]
    assert one and not {id(page) for page in one} & {id(page) for page in other}


@pytest.mark.usefixtures("folders")
def test_village_search_follows_the_language() -> None:
    for language in (*LANGUAGES, *LANGUAGES):
        assert Wording(language)("search.village") in drawn(opened(lang=language))


@pytest.mark.usefixtures("folders")
def test_empty_section_is_not_rendered() -> None:
    keys = [element.proto.id for element in opened().get("bidi_component")]
    assert any(key.endswith("overview") for key in keys)
    assert not any(key.endswith("groups") for key in keys)
