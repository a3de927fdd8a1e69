"""A commune of many villages with long names, for pages designed for thirteen villages."""

from pathlib import Path

from learning_coverage.config import ROOT, load_config
from learning_coverage.facts import Fact
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save

VILLAGES = 60
NAMES = ("Khu dân cư Nguyễn Thị Minh Khai – Đường Hoàng Hữu Thưởng", "Thôn Phước Thượng Ưỡng", "Tổ dân phố")


def name_of(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {number}"


def write_config(folder: Path, villages: int = VILLAGES) -> Path:
    """Write the configuration of the commune into a folder and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"  - {{id: T{n:02}, name: {name_of(n)}}}" for n in range(1, villages + 1)]
    text = "\n".join(["name: Xã Nguyễn Thị Minh Khai – Phước Thượng Ưỡng", "villages:", *lines])
    (folder / "commune.yaml").write_text(text + "\n", encoding="utf-8")
    (folder / "targets.yaml").write_bytes((ROOT / "tests" / "config" / "targets.yaml").read_bytes())
    return folder


def facts(villages: int = VILLAGES) -> list[Fact]:
    """Three years of every title; one village in seven reports nothing in the last year, most lag."""
    made = []
    for n in range(1, villages + 1):
        for year in (2024, 2025, 2026):
            if year == 2026 and n % 7 == 0:
                continue
            total = 1000 + 37 * n
            done = total * (40 + n % 45 + year - 2024) // 100
            made.append(Fact(len(made) + 2, year, f"T{n:02}", "gia_dinh", total, done + 20, done))
            made.append(Fact(len(made) + 2, year, f"T{n:02}", "dong_ho", 12, 10, n % 12))
            made.append(Fact(len(made) + 2, year, f"T{n:02}", "cong_dong", 1, None, n % 2))
    return made


def fill_store(store: Path, config: Path, villages: int = VILLAGES) -> None:
    """Save the facts in a store folder."""
    with Store.open(store, load_config(config)) as opened:
        save(opened, b"many", "so_lieu.csv", facts(villages), by="Hội Khuyến học")
