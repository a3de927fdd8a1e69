"""Stores of areas: a commune has the figures of a single commune, an area above it the sums of its parts."""

import datetime
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_coverage import queries
from learning_coverage.access import Right, User
from learning_coverage.config import Config
from learning_coverage.config.areas_file import Area
from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.facts import Fact
from learning_coverage.queries import quotas
from learning_coverage.store import Store, StoreError
from learning_coverage.store.area_store import AreaStore, can_view, find_start_scope
from learning_coverage.store.log.memory_log import MemoryLog
from learning_coverage.store.view import area_sums, area_view
from learning_coverage.store.view.database import read_sql
from learning_coverage.store.view.view import View
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.quotas import QuotaDecision, decide
from learning_coverage.store.writes.save_plan import read_closed_years
from learning_coverage.store.writes.tasks import Task, open_task
from learning_coverage.store.writes.uploads import save
from tests.builders import families, take
from tests.properties import plain
from tests.properties.strategies import configs, uploads
from tests.properties.test_arithmetic import COMPARED, answers_of, cheaply, figures_of, same
from tests.tree.conftest import write_config

AreaStores = dict[str, AreaStore]
COMMUNES = {"P1": ["C1", "C2"], "P2": ["C3"]}


def _tree_of(config: Config) -> Tree:
    """Three communes in two provinces, each with the villages of the configuration."""
    areas = [Area("VN", "", "country", "Nước"), *(Area(p, "VN", "province", p) for p in COMMUNES)]
    for province, communes in COMMUNES.items():
        for commune in communes:
            areas.append(Area(commune, province, "commune", commune))
            areas += [Area(f"{commune}_{v.id}", commune, "village", v.name) for v in config.villages]
    return Tree({area.id: area for area in areas}, config, Path("nowhere"))


@st.composite
def trees(draw: st.DrawFn) -> tuple[Tree, dict[str, list[Fact]]]:
    """A tree, and what each of its communes reported."""
    config = draw(configs())
    config = config.model_copy(update={"commune": config.commune.model_copy(update={"breaks": ()})})
    tree = _tree_of(config)
    return tree, {id_: draw(uploads(tree.config_of(id_), max_size=12)) for id_ in ("C1", "C2", "C3")}


@contextmanager
def open_area_stores(tree: Tree, files: dict[str, list[Fact]]) -> Iterator[AreaStores]:
    log = MemoryLog()
    whole = Store(log, View(None, tree, log))
    with ExitStack() as stack:
        stack.enter_context(whole)
        area_stores = {id_: stack.enter_context(AreaStore(whole, tree, id_)) for id_ in ("VN", *COMMUNES, *files)}
        for commune, facts in files.items():
            if facts:
                take(area_stores[commune], facts)
        for part in area_stores.values():
            part.catch_up()
        yield area_stores


@settings(cheaply, max_examples=10)
@given(trees())
def test_commune_in_a_tree_has_the_figures_of_a_single_commune(given_: tuple[Tree, dict[str, list[Fact]]]) -> None:
    tree, files = given_
    with open_area_stores(tree, files) as area_stores:
        for commune, facts in files.items():
            expected = plain.coverage(tree.config_of(commune), facts)
            answers = answers_of(area_stores[commune])
            for key, answer in answers.items():
                assert all(same(answer[column], expected[key][column]) for column in COMPARED), (commune, key)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["save", "save", "withdraw", "restore", "look", "look"]),
        st.sampled_from(["C1", "C2", "C3"]),
        st.integers(0, 50),
    ),
    max_size=9,
)


@settings(cheaply, max_examples=8)
@given(acts_=ACTS)
def test_cached_sums_equal_newly_computed_sums(acts_: list[tuple[str, str, int]], tmp_path_factory: Any) -> None:
    """Whatever was queried before, an area above the communes has the figures of a newly opened store."""
    tree = load_tree(write_config(tmp_path_factory.mktemp("config")))
    with open_area_stores(tree, {"C1": [], "C2": [], "C3": []}) as area_stores:
        for kind, commune, n in acts_:
            part = area_stores[commune]
            part.catch_up()
            if kind == "save":
                take(part, families(f"{2023 + n % 2} {commune}_{1 + n % 3 % 2} 100 {n}"), allow_repeat=True)
            elif kind == "look":
                scope, as_of = ("VN", "P1", "P2")[n % 3], n or None
                area_stores[scope].catch_up()
                queries.coverage(area_stores[scope].at(as_of))
            else:
                with suppress(StoreError):
                    {"withdraw": upload_acts.withdraw, "restore": upload_acts.restore}[kind](
                        part, n, reason="thử", by="An"
                    )
        log = area_stores["VN"].log
        with Store(log, View(None, tree, log)) as whole:
            for scope in ("VN", "P1", "P2"):
                area_stores[scope].catch_up()
                with AreaStore(whole, tree, scope) as new:
                    new.catch_up()
                    assert figures_of(area_stores[scope]) == figures_of(new)
                    for as_of in range(1, new.head.seq):
                        assert queries.coverage(area_stores[scope].at(as_of)) == queries.coverage(new.at(as_of))


class Recording:
    """A cursor that records the communes whose sums are deleted, and so computed, in one batch."""

    def __init__(self, cursor: Any, communes: list[list[str]]) -> None:
        self.cursor = cursor
        self.communes = communes

    def execute(self, sql: str, values: dict[str, Any]) -> Any:
        if sql == read_sql("parts/forget"):
            self.communes.append(values["communes"])
        return self.cursor.execute(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


@pytest.fixture
def summed_communes(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    communes: list[list[str]] = []
    compute = area_sums.compute_sums
    monkeypatch.setattr(
        area_view, "compute_sums", lambda cursor, *arguments: compute(Recording(cursor, communes), *arguments)
    )
    return communes


def test_only_communes_with_new_uploads_are_summed_again(
    area_stores: AreaStores, summed_communes: list[list[str]]
) -> None:
    for commune in ("C1", "C2", "C3"):
        take(area_stores[commune], families(f"2024 {commune}_1 100 80"))
    area_stores["VN"].catch_up()
    queries.years(area_stores["VN"])
    assert summed_communes == [["C1", "C2", "C3"]]
    summed_communes.clear()
    take(area_stores["C2"], families("2024 C2_1 100 90"))
    for scope in ("VN", "P1", "P2"):
        area_stores[scope].catch_up()
        queries.years(area_stores[scope])
    assert summed_communes == [["C2"]]


@pytest.mark.parametrize(
    ("batch_size", "batches"), [(2, [["C1"], ["C2"], ["C3"]]), (4, [["C1", "C2"], ["C3"]]), (9, [["C1", "C2", "C3"]])]
)
def test_sums_are_computed_in_batches_of_communes(
    batch_size: int,
    batches: list[list[str]],
    area_stores: AreaStores,
    summed_communes: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(area_sums, "BATCH_SIZE", batch_size)
    take(area_stores["VN"], families("2024 C1_1 100 80", "2024 C1_2 100 1", "2024 C2_1 50 40", "2024 C3_2 10 9"))
    area_stores["VN"].catch_up()
    rows = queries.coverage(area_stores["VN"], year=2024, area="VN", indicator="families")
    assert [row["numerator"] for row in rows] == [130]
    assert summed_communes == batches


def test_upload_of_another_commune_changes_no_figures(area_stores: AreaStores) -> None:
    take(area_stores["C1"], families("2024 C1_1 100 80"))
    before = (area_stores["C1"].head, figures_of(area_stores["C1"]))
    preview_seq = area_stores["C1"].head.seq
    take(area_stores["C2"], families("2024 C2_1 50 40"))
    area_stores["C1"].catch_up()
    assert (area_stores["C1"].head, figures_of(area_stores["C1"])) == before
    assert take(area_stores["C1"], families("2024 C1_1 100 90"), base=preview_seq).verdict == "committed"
    for scope, n in {"P1": 130, "P2": None, "VN": 130}.items():
        area_stores[scope].catch_up()
        rows = queries.coverage(area_stores[scope], year=2024, area=scope, indicator="families")
        assert [row["numerator"] for row in rows] == [n]


def test_as_of_an_upload_gives_the_earlier_state_of_the_area(area_stores: AreaStores) -> None:
    for n in (70, 80, 90):
        take(area_stores["C1"], families(f"2024 C1_1 100 {n}"))
    area_stores["P1"].catch_up()
    for seq, n in ((1, 70), (2, 80), (3, 90), (2, 80)):
        rows = queries.coverage(area_stores["P1"].at(seq), year=2024, area="C1", indicator="families")
        assert [row["recognised"] for row in rows] == [n]


def test_acts_affect_only_the_commune_they_were_done_in(area_stores: AreaStores, tree: Tree) -> None:
    one, other = area_stores["C1"], area_stores["C2"]
    take(one, families("2024 C1_1 100 80"))
    take(other, families("2024 C2_1 50 40"))
    upload_acts.close_year(one, 2024, reason="chốt", by="An")
    upload_acts.freeze(one, "họp", by="An")
    open_task(one, tree.config_of("C1"), Task("C1", "gọi", "Bình"), by="An")
    other.catch_up()
    assert read_closed_years(one) == {2024} and read_closed_years(other) == set()
    assert len(queries.freezes(one)) == 1 and not queries.freezes(other)
    assert one.query_rows("task_last", task_id=5) and not other.query_rows("task_last", task_id=5)
    assert {c.scope for c in one.commits()} == {"C1", "C2"}
    assert take(other, families("2024 C2_1 50 41")).verdict == "committed"
    with pytest.raises(StoreError, match="year_closed"):
        take(one, families("2024 C1_1 100 81"))


def test_quota_decision_affects_only_its_own_commune(area_stores: AreaStores, tree: Tree) -> None:
    one, other = area_stores["C1"], area_stores["C2"]
    take(one, families("2024 C1_1 100 60"))
    decided = QuotaDecision("families", "12/QĐ-UBND", datetime.date(2025, 1, 6), 2024, {("C1_1", 2025): 20})
    decide(one, tree.config_of("C1"), decided, expected_seq=0, by="An")
    other.catch_up()
    results = quotas.results(one, "families")
    assert {(row["area_id"], row["year"]): row["target_count"] for row in results}["C1_1", 2025] == 80
    assert len(quotas.decisions(one, "families")) == 1
    assert not quotas.decisions(other, "families")


def test_upload_of_another_commune_cannot_be_withdrawn(area_stores: AreaStores) -> None:
    take(area_stores["C1"], families("2024 C1_1 100 80"))
    area_stores["C2"].catch_up()
    with pytest.raises(StoreError, match="no_upload"):
        upload_acts.withdraw(area_stores["C2"], 1, reason="nhầm", by="An")
    upload_acts.withdraw(area_stores["C1"], 1, reason="nhầm", by="An")
    area_stores["P1"].catch_up()
    assert queries.years(area_stores["P1"]) == []


def test_figures_of_another_commune_are_refused(area_stores: AreaStores) -> None:
    with pytest.raises(StoreError, match="unknown_area"):
        take(area_stores["C1"], families("2024 C2_1 100 80"))


def test_file_for_several_communes_is_imported_in_their_province(area_stores: AreaStores) -> None:
    assert take(area_stores["P1"], families("2024 C1_1 100 80", "2024 C2_1 50 40")).verdict == "committed"
    assert take(area_stores["P1"], families("2024 C1_1 100 80", "2024 C2_1 50 40")).verdict == "unchanged"
    for commune, n in (("C1", 80), ("C2", 40)):
        area_stores[commune].catch_up()
        rows = queries.coverage(area_stores[commune], year=2024, area=commune, indicator="families")
        assert [row["numerator"] for row in rows] == [n]
    with pytest.raises(StoreError, match="unknown_area"):
        take(area_stores["P1"], families("2024 C3_1 100 80"))
    with pytest.raises(StoreError, match="only_in_commune"):
        upload_acts.close_year(area_stores["P1"], 2024, reason="chốt", by="An")


@pytest.mark.parametrize(
    ("areas", "start_scope", "viewable", "writable"),
    [
        (None, "VN", ["VN", "P1", "P2", "C1", "C2", "C3"], ["C1", "C2", "C3"]),
        ({"P1"}, "P1", ["P1", "C1", "C2"], ["C1", "C2"]),
        ({"C3"}, "C3", ["C3"], ["C3"]),
        ({"C2", "C3"}, "C2", ["C2", "C3"], ["C2", "C3"]),
        ({"C1_1"}, "C1", ["C1"], ["C1"]),
    ],
)
def test_rights_cover_the_areas_of_the_user_and_their_parts(
    areas: set[str] | None,
    start_scope: str,
    viewable: list[str],
    writable: list[str],
    area_stores: AreaStores,
    tree: Tree,
) -> None:
    user = User("Lan", "publisher", None if areas is None else frozenset(areas))
    assert find_start_scope(tree, user) == start_scope
    assert [id_ for id_ in tree.areas if tree.is_scope(id_) and can_view(tree, user, id_)] == viewable
    for commune in ("C1", "C2", "C3"):
        facts = families(f"2024 {commune}_1 100 80")
        if commune in writable:
            assert save(area_stores[commune], b"", "a.csv", facts, by=user).verdict == "committed"
            upload_acts.freeze(area_stores[commune], "họp", by=user)
        else:
            with pytest.raises(StoreError, match="not_his_villages"):
                save(area_stores[commune], b"", "a.csv", facts, by=user)
            with pytest.raises(StoreError, match="not_his_villages"):
                upload_acts.close_year(area_stores[commune], 2024, reason="chốt", by=user)


def test_editor_of_a_village_may_write_only_in_it(area_stores: AreaStores) -> None:
    user = User("Lan", "editor", frozenset({"C1_1"}))
    area_stores["C1"].permissions.require(user, Right.UPLOAD, {"C1_1"})
    for areas in ({"C1_2"}, {"C1"}, {"C1_1", "C1_2"}):
        with pytest.raises(StoreError, match="not_his_villages"):
            area_stores["C1"].permissions.require(user, Right.UPLOAD, areas)


def test_figures_of_a_village_after_its_end_are_not_summed(tmp_path: Path) -> None:
    folder = write_config(tmp_path / "config")
    (folder / "communes").mkdir()
    villages = "[{id: C1_1, name: Đông Lâm}, {id: C1_2, name: Phổ Lại, active: {to: 2023}}]"
    (folder / "communes/C1.yaml").write_text(f"name: Xã Đan Điền\nvillages: {villages}\n", encoding="utf-8")
    facts = families("2023 C1_1 100 80", "2023 C1_2 50 40", "2024 C1_1 100 90", "2024 C1_2 50 50")
    with open_area_stores(load_tree(folder), {"C1": facts, "C2": [], "C3": []}) as area_stores:
        for scope in ("C1", "P1", "VN"):
            rows = queries.coverage(area_stores[scope], area=scope, indicator="families")
            assert {row["year"]: row["numerator"] for row in rows if row["numerator"]} == {2023: 120, 2024: 90}
