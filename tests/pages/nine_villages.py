"""A commune of nine villages with complete figures of 2024 and 2025, and figures of 2026 from some of them."""

from pathlib import Path

from learning_coverage.facts import Fact
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.session import stores

NAMES = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín")
VILLAGES = {f"T{number:02}": f"Xóm {name}" for number, name in enumerate(NAMES, 1)}
MERGER = """  - {id: T10, name: Xóm Mười}
lineage:
  - {kind: merged, from: [T01, T02], to: [T10], year: 2027, decision: 1/QĐ}
"""
# scenario: the villages that reported families in 2026; whether they reported the other titles, too; the merger of 2027
SCENARIOS = {
    "all": (9, True, False),
    "one missing": (8, True, False),
    "two of nine": (2, True, False),
    "one title": (9, False, False),
    "merger next year": (9, True, True),
}


def write_config(folder: Path, scenario: str) -> None:
    """The villages of a scenario as `commune.yaml` in a folder of configuration."""
    listed = "".join(f"  - {{id: {area}, name: {name}}}\n" for area, name in VILLAGES.items())
    text = f"name: Xã Chín Xóm\nvillages:\n{listed}{MERGER if SCENARIOS[scenario][2] else ''}"
    (folder / "commune.yaml").write_text(text, encoding="utf-8")


def build_facts(scenario: str, recognised: int) -> list[Fact]:
    """The facts of a scenario; of 2026 every village that reported has so many of its 100 families."""
    reported, has_all_titles, _ = SCENARIOS[scenario]
    facts = []
    for year in (2024, 2025, 2026):
        for place, area in enumerate(VILLAGES):
            if year == 2026 and place >= reported:
                continue
            families = recognised if year == 2026 else 50 + place + 5 * (year - 2024)
            facts.append(Fact(2, year, area, "gia_dinh", 100, None, families))
            if year < 2026 or has_all_titles:
                facts.append(Fact(2, year, area, "dong_ho", 20, 20, 12))
                facts.append(Fact(2, year, area, "cong_dong", 1, None, int(place % 2 == 0)))
    return facts


def fill(folders: tuple[Path, Path], scenario: str, recognised: int) -> None:
    """Write the configuration and save the facts of a scenario."""
    write_config(folders[0], scenario)
    save(stores.real_store(), b"1", "1.csv", build_facts(scenario, recognised), by="An")
