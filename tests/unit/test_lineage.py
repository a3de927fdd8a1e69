"""The years, areas and boundaries that follow from renamed, merged, split and moved villages."""

import pytest

from learning_coverage.config import GROUPED, NOW, THEN, Commune
from learning_coverage.config.lineage import MAX_YEAR, MIN_YEAR

VILLAGES = [{"id": f"V{n}", "name": f"Thôn {n}"} for n in range(1, 9)]


def commune(*changes: dict[str, object]) -> Commune:
    return Commune.model_validate({"name": "Xã Thử", "villages": VILLAGES, "lineage": list(changes)})


def change(kind: str, before: str, after: str, year: int) -> dict[str, object]:
    return {"kind": kind, "from": before.split(), "to": after.split(), "year": year}


MERGED = change("merged", "V1 V2 V3", "V4", 2025)
SPLIT = change("split", "V5", "V6 V7 V8", 2026)


def test_merged_villages_end_when_their_successor_begins() -> None:
    lineage = commune(MERGED, SPLIT).lineage
    spans = {id_: (lineage.years_of(id_).first, lineage.years_of(id_).last) for id_ in ("V1", "V4", "V5", "V6")}
    assert spans == {"V1": (MIN_YEAR, 2024), "V4": (2025, MAX_YEAR), "V5": (MIN_YEAR, 2025), "V6": (2026, MAX_YEAR)}


def test_a_village_that_absorbs_another_continues() -> None:
    lineage = commune(change("merged", "V1 V2", "V1", 2025)).lineage
    assert lineage.years_of("V1").covers(2024)
    assert lineage.years_of("V1").covers(2026)
    assert not lineage.years_of("V2").covers(2025)


def test_figures_are_shown_under_the_area_of_the_boundaries() -> None:
    lineage = commune(MERGED, SPLIT).lineage
    assert [lineage.map_to_areas(NOW)[id_] for id_ in ("V1", "V3", "V5", "V6")] == ["V4", "V4", "V5", "V6"]
    assert lineage.map_to_areas(THEN)["V1"] == "V1"
    assert {lineage.map_to_areas(GROUPED)[id_] for id_ in ("V5", "V6", "V7", "V8")} == {"V6~V7~V8"}


def test_a_merger_of_merged_villages_is_followed_to_its_end() -> None:
    lineage = commune(change("merged", "V1 V2", "V4", 2024), change("merged", "V4 V3", "V5", 2026)).lineage
    assert [lineage.map_to_areas(NOW)[id_] for id_ in ("V1", "V2", "V3", "V4")] == ["V5"] * 4


def test_a_moved_part_connects_two_villages_and_ends_neither() -> None:
    lineage = commune(change("part", "V1", "V2", 2025)).lineage
    assert lineage.years_of("V1").last == MAX_YEAR
    assert lineage.map_to_areas(NOW)["V1"] == "V1"
    assert lineage.map_to_areas(GROUPED)["V1"] == lineage.map_to_areas(GROUPED)["V2"] == "V1~V2"
    assert lineage.boundary_choices == (THEN, NOW, GROUPED)


def test_boundary_choices_depend_on_the_lineage() -> None:
    assert commune().lineage.boundary_choices == (THEN,)
    assert commune(MERGED).lineage.boundary_choices == (THEN, NOW)


def test_renaming_is_no_change_of_territory() -> None:
    lineage = commune(change("renamed", "V1", "V1", 2024), MERGED).lineage
    assert [change.year for change in lineage.territory_changes("V4", NOW)] == [2025]
    assert [change.kind for change in lineage.territory_changes("V1", THEN)] == ["merged"]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (change("merged", "V1", "V2", 2025), "lineage.2025.from"),
        (change("merged", "V1 V2", "V3 V4", 2025), "lineage.2025.to"),
        (change("split", "V1", "V2", 2025), "lineage.2025.to"),
        (change("split", "V1", "V2 V2", 2025), "lineage.2025.to"),
        (change("part", "V1", "V1", 2025), "lineage.2025.to"),
        (change("merged", "V1 V9", "V2", 2025), "V9"),
        ({**MERGED, "share": 10}, "lineage.2025.share"),
    ],
)
def test_an_impossible_change_is_refused(wrong: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        commune(wrong)


def test_a_village_cannot_change_after_its_end() -> None:
    with pytest.raises(ValueError, match="V1"):
        commune(MERGED, change("split", "V1", "V5 V6", 2026))
