"""Sums above communes: over which communes and villages they are, and comparisons over the same villages."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_coverage import queries
from learning_coverage.cli import main
from learning_coverage.config import Config, Indicator
from learning_coverage.config.areas_file import Area
from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.content import row_texts
from learning_coverage.facts import Fact
from learning_coverage.queries import pace
from learning_coverage.queries.rows import CoverageRow
from learning_coverage.store import Store
from learning_coverage.store.area_store import AreaStore
from learning_coverage.wording import Wording
from tests.builders import families, take
from tests.properties import plain
from tests.properties.strategies import GRADES, configs
from tests.properties.test_arithmetic import cheaply, same
from tests.tree import plain_sums
from tests.tree.conftest import write_config
from tests.tree.test_area_store import open_area_stores

YEARS = range(2021, 2027)
SHAPE = {"P1": {"C1": 3, "C2": 2}, "P2": {"C3": 1}}  # villages of each commune
CHECKED = (
    *("expected", "reported", "expected_villages", "reported_villages", "provisional", "numerator", "denominator"),
    *("coverage", "previous_year", "compared", "compared_villages", "change", "declined"),
)
OPEN = {"baseline", "on_track", "behind", "far_behind"}
# Where a row is shown, not what it says; and the last upload, in a commune's own view also one without both counts.
OF_PLACE = {"area_position", "level", "kind", "is_single", "sort_name", "as_of", "upload_id"}
TreeFacts = tuple[Tree, dict[str, list[Fact]]]


@st.composite
def reported_trees(draw: st.DrawFn, shares: tuple[int, ...] = (60, 90, 100)) -> TreeFacts:
    """A tree in which most villages report in most years, and what each of its communes reported.

    `shares` are the possible percentages of reports; 100 also means that none of them lacks a count.
    """
    config = draw(configs())
    enough = draw(st.sampled_from([80, 50, 0, 100]))
    conventions = config.settings.model_copy(update={"enough_reported": enough})
    config = config.model_copy(
        update={
            "targets": config.targets.model_copy(update={"settings": conventions}),
            "commune": config.commune.model_copy(update={"breaks": ()}),
        }
    )
    tree = _tree_of(config)
    share = draw(st.sampled_from(shares))
    rng = draw(st.randoms(use_true_random=False))
    return tree, {
        commune: _report(config, commune, villages, share, rng)
        for communes in SHAPE.values()
        for commune, villages in communes.items()
    }


def _tree_of(config: Config) -> Tree:
    areas = [Area("VN", "", "country", "Nước"), *(Area(p, "VN", "province", p) for p in SHAPE)]
    for province, communes in SHAPE.items():
        for commune, villages in communes.items():
            areas.append(Area(commune, province, "commune", commune))
            areas += [Area(f"{commune}_{n}", commune, "village", f"Thôn {n}") for n in range(1, villages + 1)]
    return Tree({area.id: area for area in areas}, config, Path("nowhere"))


def _report(config: Config, commune: str, villages: int, share: int, rng: random.Random) -> list[Fact]:
    """Facts of `share` percent of the years, villages and indicators; some without a count if not of all."""
    facts: list[Fact] = []
    for indicator in config.indicators.values():
        own = [f"{commune}_{n}" for n in range(1, villages + 1)] if indicator.level == "village" else [commune]
        for year in YEARS:
            for area in own:
                if rng.randrange(100) < share:
                    facts.append(_fact(len(facts) + 2, year, area, indicator, rng, is_complete=share == 100))
    return facts


def _fact(row: int, year: int, area: str, indicator: Indicator, rng: random.Random, *, is_complete: bool) -> Fact:
    if indicator.kind == "grade":
        return Fact(row, year, area, indicator.id, None, None, None, grade=rng.choice(GRADES))
    if indicator.kind == "yes_no":
        return Fact(row, year, area, indicator.id, 1, None, rng.choice([0, 1, 1]))
    recognised, registered, total = sorted(rng.randrange(60) for _ in range(3))
    return Fact(
        row, year, area, indicator.id, total, registered if is_complete else rng.choice([registered, None]), recognised
    )


@settings(cheaply, max_examples=12)
@given(reported_trees())
def test_sums_above_communes_equal_a_plain_computation(given_: TreeFacts) -> None:
    tree, files = given_
    facts = [fact for file in files.values() for fact in file]
    with open_area_stores(tree, files) as area_stores:
        for scope in ("P1", "P2", "VN"):
            for row in queries.coverage(area_stores[scope]):
                indicator = tree.root_config.indicators[row["indicator_id"]]
                expected = plain_sums.compute_row(tree, scope, row["area_id"], indicator, row["year"], facts)
                _assert_equal(row, expected)


def _assert_equal(row: CoverageRow, expected: dict[str, Any]) -> None:
    key = (row["area_id"], row["indicator_id"], row["year"])
    for column in CHECKED:
        assert same(row[column], expected[column]), (key, column, row[column], expected[column])  # type: ignore[literal-required]
    assert row["status"] == expected["status"] or (expected["status"] == "open" and row["status"] in OPEN), key


VERDICT = ("milestone_year", "target", "total", "registered", "recognised", "coverage", "planned", "missing", "status")


@settings(cheaply, max_examples=8)
@given(reported_trees(shares=(100,)))
def test_sums_of_complete_reports_are_judged_like_the_figures_of_one_commune(given_: TreeFacts) -> None:
    tree, files = given_
    facts = [fact for file in files.values() for fact in file]
    with open_area_stores(tree, files) as area_stores:
        for scope in ("P1", "P2", "VN"):
            sums = plain_sums.sum_facts(tree, scope, facts)
            expected = plain.coverage(tree.config_of(scope), sums)  # type: ignore[arg-type]
            for row in queries.coverage(area_stores[scope]):
                key = (row["year"], row["area_id"], row["indicator_id"])
                for column in VERDICT:
                    assert same(row[column], expected[key][column]), (scope, key, column)  # type: ignore[literal-required]


@settings(cheaply, max_examples=8)
@given(reported_trees())
def test_commune_has_the_same_row_in_its_province_as_in_its_own_view(given_: TreeFacts) -> None:
    tree, files = given_
    with open_area_stores(tree, files) as area_stores:
        for commune in ("C1", "C2"):
            own = {
                (row["indicator_id"], row["year"]): row for row in queries.coverage(area_stores[commune], area=commune)
            }
            for row in queries.coverage(area_stores["P1"], area=commune):
                _assert_same_row(row, own.get((row["indicator_id"], row["year"])))
            for year in YEARS:
                paces = {row["indicator_id"]: row for row in pace.pace(area_stores[commune], year, area=commune)}
                for found in pace.pace(area_stores["P1"], year, area=commune):
                    _assert_same_pace(found, paces[found["indicator_id"]])


def _assert_same_row(row: CoverageRow, own: CoverageRow | None) -> None:
    """The years of the province may be more than those of the commune."""
    if own is None:
        assert row["status"] == "no_data"
        return
    for column in row.keys() - OF_PLACE:
        assert row[column] == own[column], (column, row, own)  # type: ignore[literal-required]


def _assert_same_pace(found: Any, own: Any) -> None:
    for column in found.keys() - OF_PLACE:
        values = found[column], own[column]
        is_near = float in map(type, values) and values[0] == pytest.approx(values[1])
        assert values[0] == values[1] or is_near, (column, found, own)


@pytest.fixture
def nine(tmp_path: Path) -> Tree:
    """A country of two provinces; of the three communes of the first one has nine villages, the others have one."""
    lines = ["id,parent,level,name", "VN,,country,Việt Nam", "P1,VN,province,Huế", "P2,VN,province,Quảng Trị"]
    for commune, province, villages in (("C1", "P1", 9), ("C2", "P1", 1), ("C3", "P1", 1), ("C4", "P2", 1)):
        lines.append(f"{commune},{province},commune,Xã {commune}")
        lines += [f"{commune}_{n},{commune},village,Thôn {commune} {n}" for n in range(1, villages + 1)]
    return load_tree(write_config(tmp_path / "config", "\n".join(lines) + "\n"))


def _villages(year: int, commune: str, count: int, recognised: int = 80) -> list[str]:
    return [f"{year} {commune}_{n} 100 {recognised}" for n in range(1, count + 1)]


REPORTS = [
    # villages of C1 to C4 that reported; then expected, reported, both of villages, and status, of P1 and of VN
    ((9, 1, 1, 1), (3, 3, 11, 11, "met"), (4, 4, 12, 12, "met")),
    ((9, 1, 0, 1), (3, 2, 11, 10, "incomplete"), (4, 3, 12, 11, "incomplete")),
    ((8, 1, 1, 1), (3, 3, 11, 10, "met"), (4, 4, 12, 11, "met")),
    ((1, 1, 1, 1), (3, 2, 11, 3, "incomplete"), (4, 3, 12, 4, "incomplete")),
    ((1, 0, 0, 0), (3, 0, 11, 1, "incomplete"), (4, 0, 12, 1, "incomplete")),
    ((0, 0, 0, 0), (3, 0, 11, 0, "no_data"), (4, 0, 12, 0, "no_data")),
]


@pytest.mark.parametrize(("villages", "province", "country"), REPORTS)
def test_sum_says_over_how_many_communes_and_villages_it_is(
    villages: tuple[int, ...], province: tuple[Any, ...], country: tuple[Any, ...], nine: Tree
) -> None:
    communes = ("C1", "C2", "C3", "C4")
    files = {
        commune: families(*_villages(2024, commune, count)) for commune, count in zip(communes, villages, strict=True)
    }
    with open_area_stores(nine, files) as area_stores:
        for scope, expected in (("P1", province), ("VN", country)):
            row = _row_of(area_stores[scope], scope)
            assert [
                row[column] for column in ("expected", "reported", "expected_villages", "reported_villages", "status")
            ] == list(expected)
            is_short = expected[0] > expected[1] or expected[2] > expected[3]
            assert row["provisional"] == is_short
            if row["status"] == "incomplete":
                assert row["missing"] is None and row["change"] is None and row["coverage"] == 0.8
        silent = _row_of(area_stores["P1"], "C3")
        assert (silent["expected"], silent["reported"], silent["expected_villages"]) == (1, villages[2], None)


def _row_of(store: Any, area: str, year: int = 2024) -> CoverageRow:
    (row,) = queries.coverage(store, year=year, area=area, indicator="families")
    return row


def test_change_is_over_the_villages_in_common(nine: Tree) -> None:
    """One of nine villages is silent in the second year: it counts in neither."""
    files = {
        "C1": families(*_villages(2023, "C1", 9, 40), *_villages(2024, "C1", 8, 50)),
        "C2": families(*_villages(2023, "C2", 1, 40), *_villages(2024, "C2", 1, 50)),
        "C3": families("2023 C3_1 1000 400", "2024 C3_1 100 50"),
        "C4": families(*_villages(2024, "C4", 1, 99)),
    }
    with open_area_stores(nine, files) as area_stores:
        row = _row_of(area_stores["P1"], "P1")
        assert (row["previous_year"], row["compared"], row["compared_villages"]) == (2023, 3, 10)
        assert (row["compared_numerator"], row["previous_denominator"]) == (500, 1900)
        assert row["change"] == pytest.approx(0.5 - 760 / 1900)
        assert _row_of(area_stores["VN"], "VN")["change"] is None  # three of four communes: too few
        assert _row_of(area_stores["VN"], "P1")["change"] == row["change"]


def test_pace_is_over_the_villages_in_common(nine: Tree) -> None:
    """The silent village has a high share, which would bend the line."""
    files = {
        "C1": families(
            "2023 C1_9 100 90",
            "2022 C1_9 100 90",
            *(line for year in (2022, 2023, 2024) for line in _villages(year, "C1", 8, 10 * (year - 2020))),
        ),
        **{
            commune: families(*(_villages(year, commune, 1, 10 * (year - 2020))[0] for year in (2022, 2023, 2024)))
            for commune in ("C2", "C3", "C4")
        },
    }
    with open_area_stores(nine, files) as area_stores:
        for scope, communes, villages in (("P1", 3, 10), ("VN", 4, 11)):
            (row,) = pace.pace(area_stores[scope], 2024, area=scope, indicator="families")
            assert (row["reason"], row["compared"], row["compared_villages"]) == (None, communes, villages)
            assert row["slope"] == pytest.approx(0.1)


def test_pace_over_years_too_far_apart_is_not_told(nine: Tree) -> None:
    """Three years are compared above communes if they are within five."""
    files = {"C4": families(*(f"{year} C4_1 100 40" for year in (2021, 2022, 2027))), "C1": [], "C2": [], "C3": []}
    with open_area_stores(nine, files) as area_stores:
        (row,) = pace.pace(area_stores["P2"], 2027, area="P2", indicator="families")
        assert (row["reason"], row["slope"]) == ("few_common", None)
        (own,) = pace.pace(area_stores["C4"], 2027, area="C4", indicator="families")
        assert own["slope"] == 0


def test_commune_with_changes_of_its_own_has_its_own_row_in_the_province(tmp_path: Path) -> None:
    """A merger, a split, and a break of the criteria that only this commune has."""
    folder = write_config(tmp_path / "config")
    (folder / "communes").mkdir()
    (folder / "communes/C1.yaml").write_text(
        """
name: Xã Đan Điền
villages:
  - {id: C1_1, name: Đông Lâm}
  - {id: C1_2, name: Phổ Lại}
  - {id: C1_3, name: Đông Phổ}
  - {id: C1_4, name: Tân Lập}
lineage:
  - {kind: merged, from: [C1_1, C1_2], to: [C1_3], year: 2025}
breaks:
  - {year: 2023, what: {vi: đổi tiêu chí, en: new criteria}, indicators: [families]}
""",
        encoding="utf-8",
    )
    lines = [f"{year} C1_{n} 100 {10 * n + year - 2000}" for year in range(2021, 2025) for n in (1, 2, 4)]
    lines += [f"{year} C1_3 210 {year - 1960}" for year in (2025, 2026)] + ["2025 C1_4 100 70", "2026 C1_4 100 71"]
    files = {"C1": families(*lines), "C2": families("2022 C2_1 100 50", "2023 C2_1 100 60"), "C3": []}
    with open_area_stores(load_tree(folder), files) as area_stores:
        own = {row["year"]: row for row in queries.coverage(area_stores["C1"], area="C1", indicator="families")}
        rows = queries.coverage(area_stores["P1"], area="C1", indicator="families")
        assert {row["year"]: row["change"] for row in rows} == {year: row["change"] for year, row in own.items()}
        assert {row["year"] for row in rows if row["change"]} == {2022, 2024, 2025, 2026}
        for row in rows:
            for column in ("status", "expected", "reported", "numerator", "denominator", "compared", "previous_year"):
                assert row[column] == own[row["year"]][column], (row["year"], column)  # type: ignore[literal-required]


def test_sums_as_of_an_earlier_commit_are_over_the_villages_of_that_commit(nine: Tree) -> None:
    with open_area_stores(nine, {"C1": [], "C2": [], "C3": [], "C4": []}) as area_stores:
        for count in (1, 9):
            take(area_stores["C1"], families(*_villages(2024, "C1", count)))
        for commune in ("C2", "C3"):
            take(area_stores[commune], families(*_villages(2024, commune, 1)))
        area_stores["P1"].catch_up()
        for seq, reported in ((4, (3, 11)), (1, (0, 1)), (2, (1, 9)), (3, (2, 10)), (4, (3, 11))):
            row = _row_of(area_stores["P1"].at(seq), "P1")
            assert (row["reported"], row["reported_villages"]) == reported


@pytest.mark.parametrize(
    ("language", "level", "area", "text", "same"),
    [
        ("vi", "province", "P1", "2/3 xã (10/11 thôn)", "cùng 2 xã (10 thôn)"),
        ("vi", "country", "P1", "2/3 xã (10/11 thôn)", "cùng 2 xã (10 thôn)"),
        ("vi", "province", "C1", "10/11 thôn", "cùng 10 thôn"),
        ("en", "province", "P1", "2 of 3 communes (10 of 11 villages)", "the same 2 communes (10 villages)"),
        ("en", "country", "C1", "10 of 11 villages", "the same 10 villages"),
    ],
)
def test_text_names_communes_and_villages(language: str, level: str, area: str, text: str, same: str) -> None:
    is_commune = area == "C1"
    counts: Any = {
        **{"provisional": True, "level": "village", "expected": 11 if is_commune else 3},
        **{"reported": 10 if is_commune else 2, "compared": 10 if is_commune else 2},
        **{"expected_villages": None if is_commune else 11, "reported_villages": None if is_commune else 10},
        "compared_villages": None if is_commune else 10,
    }
    w = Wording(language, level)
    assert row_texts.format_reported(counts, w) == text
    assert row_texts.format_compared(counts, w) == same


def test_figure_of_the_commune_itself_is_counted_by_communes() -> None:
    counts: Any = {
        **{"provisional": True, "level": "commune", "expected": 3, "reported": 2, "compared": 2},
        **{"expected_villages": None, "reported_villages": None, "compared_villages": None},
    }
    assert row_texts.format_reported(counts, Wording("vi", "country")) == "2/3 xã"
    assert row_texts.format_compared(counts, Wording("vi", "country")) == "cùng 2 xã"


def test_command_prints_the_counts(
    nine: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(nine.folder))
    monkeypatch.setenv("LEARNING_COVERAGE_STORE", str(tmp_path / "store"))
    with Store.open(tmp_path / "store", nine) as whole, AreaStore(whole, nine, "C1") as commune:
        take(commune, families(*_villages(2024, "C1", 8)))
    assert main(["--scope", "P1", "coverage", "--year", "2024", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (row,) = (row for row in rows if (row["area_id"], row["indicator_id"]) == ("P1", "families"))
    assert (row["expected"], row["reported"], row["status"]) == (3, 1, "incomplete")
    assert (row["expected_villages"], row["reported_villages"], row["compared_villages"]) == (11, 8, None)
    assert main(["--scope", "P1", "coverage", "--year", "2024"]) == 0
    assert "1/3 xã (8/11 thôn)" in capsys.readouterr().out
