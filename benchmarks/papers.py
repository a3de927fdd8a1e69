"""The full booklet of a commune, small and large, against reading the figures it is made of."""

from benchmarks.timing import seconds
from learning_coverage import queries
from learning_coverage.config import Commune, Config, Village, load_config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.facts import Fact
from learning_coverage.reports.kinds import KINDS
from learning_coverage.store import Store
from learning_coverage.store.writes.save_upload import save
from learning_coverage.wording import Wording, today

FEW, MANY = 13, 150
YEARS = range(2021, 2027)


def booklet(villages: int) -> tuple[float, float]:
    """Seconds to make it, and to ask for every year's coverage."""
    config = _commune(villages)
    with Store.in_memory(config) as store:
        save(store, b"", "so_lieu.csv", _facts(config), by="")
        basis = Basis(store.at(store.head.seq), config, Wording(), is_sample=False)
        asked = seconds(lambda: queries.coverage(basis.figures))
        return seconds(lambda: KINDS["pdf"].make(basis, Wish(YEARS[-1], today()))), asked


def _commune(villages: int) -> Config:
    listed = tuple(Village(id=f"T{n:03}", name=f"Thôn Phước Thượng Ưỡng {n}") for n in range(1, villages + 1))
    return Config(targets=load_config().targets, commune=Commune(name="Xã Phước Thượng", villages=listed))


def _facts(config: Config) -> list[Fact]:
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
