"""Time to make the full booklet of a small and a large commune, and to query its figures."""

from benchmarks.timing import median_seconds
from learning_coverage import queries
from learning_coverage.config import Commune, Config, Village, load_config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.facts import Fact
from learning_coverage.reports.kinds import KINDS
from learning_coverage.store import Store
from learning_coverage.store.writes.uploads import save
from learning_coverage.wording import Wording, today

FEW_VILLAGES, MANY_VILLAGES = 13, 150
YEARS = range(2021, 2027)


def time_booklet(villages: int) -> tuple[float, float]:
    """Seconds to make the booklet, and seconds to query the coverage of every year."""
    config = _build_config(villages)
    with Store.in_memory(config) as store:
        save(store, b"", "so_lieu.csv", _build_facts(config), by="")
        basis = Basis(store.at(store.head.seq), config, Wording(), is_sample=False)
        asked = median_seconds(lambda: queries.coverage(basis.figures))
        return median_seconds(lambda: KINDS["pdf"].make(basis, Request(YEARS[-1], today()))), asked


def _build_config(villages: int) -> Config:
    listed = tuple(Village(id=f"T{n:03}", name=f"Thôn Phước Thượng Ưỡng {n}") for n in range(1, villages + 1))
    return Config(targets=load_config().targets, commune=Commune(name="Xã Phước Thượng", villages=listed))


def _build_facts(config: Config) -> list[Fact]:
    """Every title of every village in every year; a third of the villages lag."""
    return [
        Fact(2, year, village.id, *counts)
        for year in YEARS
        for n, village in enumerate(config.villages)
        for counts in (
            ("gia_dinh", 200 + n, 180, 120 + (year - YEARS[0]) * (4 + n % 6)),
            ("dong_ho", 10, 9, 4 + (year - YEARS[0]) * (n % 3 > 0)),
            ("cong_dong", 1, None, n % 2),
        )
    ]
