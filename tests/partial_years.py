"""Nine villages whose years 2024 and 2025 are complete and whose 2026 is reported in one of several ways."""

from pathlib import Path

from learning_coverage.config import load_config
from learning_coverage.facts import Fact

COUNT = 9
SHAPES = ("all", "one missing", "two of nine", "one title", "merger next year")
MERGED = "T10"
LINEAGE = f"""
lineage:
  - {{kind: merged, from: [T01, T02], to: [{MERGED}], year: 2027}}
"""
NAMES = ("Đông Lâm", "Đoài Thượng", "An Hòa", "Nghĩa Lộ", "Phú Lương", "Ô Cách", "Mỹ Thạnh", "Thủy Ưỡng", "Lý Nhân")


def write_config(folder: Path, shape: str) -> None:
    """Give the commune of a folder the nine villages and, for "merger next year", the merger of the first two."""
    villages = [f"  - {{id: T{number:02}, name: {name}}}" for number, name in enumerate(NAMES, start=1)]
    text = "name: Xã Minh Họa\nvillages:\n" + "\n".join(villages)
    if shape == "merger next year":
        text += f"\n  - {{id: {MERGED}, name: Hòa Bình}}{LINEAGE}"
    (folder / "commune.yaml").write_text(text + "\n", encoding="utf-8")
    load_config(folder)


def facts(shape: str) -> list[Fact]:
    """Families, clans and the yes or no of each village; two of nine villages are on the way, the others have met."""
    every = range(1, COUNT + 1)
    reporting = {"one missing": every[:-1], "two of nine": every[:2]}.get(shape, every)
    rows = [row for year in (2024, 2025) for number in every for row in _list_rows(year, number)]
    for number in reporting:
        own = _list_rows(2026, number)
        rows += own[-1:] if shape == "one title" else own
    if shape == "merger next year":
        rows += [(2027, MERGED, "gia_dinh", 203, 190), (2027, "T03", "gia_dinh", 103, 97)]
    return [
        Fact(row, year, area, indicator, total, None, recognised)
        for row, (year, area, indicator, total, recognised) in enumerate(rows, start=2)
    ]


def _list_rows(year: int, number: int) -> list[tuple[int, str, str, int, int]]:
    """A village's rows of a year: more recognised from year to year, the last two villages fewer than the others."""
    area, more = f"T{number:02}", year - 2024
    met = 84 + 3 * more if number < COUNT - 1 else 60 + 5 * more
    return [
        (year, area, "gia_dinh", 100 + number, met + number),
        (year, area, "dong_ho", 6, 5 if number < COUNT - 1 else 3 + (more > 0)),
        (year, area, "cong_dong", 1, int(number < COUNT - 1)),
    ]
