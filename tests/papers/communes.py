"""Communes whose sums are not over all villages, or whose villages or denominators change, for tests of documents."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from learning_coverage.config import ROOT, Config, load_config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.facts import Fact
from learning_coverage.wording import Wording
from tests.builders import store_of

TARGETS = ROOT / "tests" / "config" / "targets.yaml"
NAMES = ("An Hòa", "Bình Sơn", "Đông Lâm", "Đoài Thượng", "Mỹ Thạnh", "Nghĩa Lộ", "Phú Lương", "Quý Khê", "Thủy Ưỡng")
IDS = tuple(f"T{number:02}" for number in range(1, len(NAMES) + 1))
MADE_ON = datetime.date(2026, 11, 30)
MERGER = "lineage:\n  - {kind: merged, from: [T08, T09], to: [T10], year: 2027}\n"
FAMILIES, CLANS, COMMUNITY, UNITS = "gia_dinh", "dong_ho", "cong_dong", "don_vi"


@dataclass(frozen=True)
class Case:
    """A commune with its facts, and figures of later years in a second upload; documents are of `year`."""

    name: str
    year: int
    facts: tuple[Fact, ...]
    later: tuple[Fact, ...] = ()
    has_merger: bool = False
    has_mixed_denominators: bool = False

    def configure(self, folder: Path) -> Config:
        """The configuration of the commune, written into an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        names = [*zip(IDS, NAMES, strict=True), *([("T10", "Hợp Nhất")] if self.has_merger else [])]
        lines = [f"  - {{id: {id_}, name: {name}}}" for id_, name in names]
        merger = MERGER if self.has_merger else ""
        text = "\n".join(["name: Xã Thử", "villages:", *lines, merger])
        (folder / "commune.yaml").write_text(text, encoding="utf-8")
        targets = TARGETS.read_text(encoding="utf-8")
        if self.has_mixed_denominators:
            targets = targets.replace(
                "denominator: {2025: total, 2030: total}", "denominator: {2025: registered, 2030: total}"
            )
        (folder / "targets.yaml").write_text(targets, encoding="utf-8")
        return load_config(folder)

    @contextmanager
    def open_basis(self, folder: Path, language: str = "vi") -> Iterator[Basis]:
        """The figures of the commune as the basis of documents."""
        config = self.configure(folder)
        with store_of(config, self.facts, self.later) as store:
            yield Basis(store.at(None), config, Wording(language), False)

    @property
    def request(self) -> Request:
        """The request of documents about the commune."""
        return Request(self.year, MADE_ON)


def _count(year: int, place: int, base: int) -> int:
    """Recognised units of 100 families or so: villages differ, and most grow by the year."""
    return base + (place * 7) % 23 + (year - 2023) * 3


def _village_facts(year: int, id_: str, titles: tuple[str, ...] = (FAMILIES, CLANS, COMMUNITY)) -> list[Fact]:
    place = int(id_[1:])
    total = 100 + place * 11
    facts = {
        FAMILIES: Fact(2, year, id_, FAMILIES, total, total - 2, _count(year, place, 62)),
        CLANS: Fact(2, year, id_, CLANS, 12 + place, 10 + place, 8 + place % 3 + (year - 2023) % 2),
        COMMUNITY: Fact(2, year, id_, COMMUNITY, 1, None, int(place % 4 != 1)),
    }
    return [facts[title] for title in titles]


def _year(year: int, ids: tuple[str, ...] = IDS) -> list[Fact]:
    return [fact for id_ in ids for fact in _village_facts(year, id_)]


def _past() -> list[Fact]:
    return [*_year(2024), *_year(2025), Fact(2, 2025, "commune", UNITS, 9, None, 8)]


def _number(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(
        Fact(row, fact.year, fact.area_id, fact.indicator_id, fact.total, fact.registered, fact.recognised, fact.grade)
        for row, fact in enumerate(facts, start=2)
    )


# Later figures, which no document of an earlier year may show: shares unlike all others.
LATER = (
    Fact(12, 2027, "T01", FAMILIES, 997, 997, 991),
    Fact(13, 2027, "T02", FAMILIES, 983, 983, 977),
    Fact(14, 2027, "T03", COMMUNITY, 1, None, 1),
)
CASES = (
    Case("all", 2025, _number(_past()), LATER),
    Case("one_missing", 2026, _number([*_past(), *_year(2026, IDS[:-1])]), LATER),
    Case("two_of_nine", 2026, _number([*_past(), *_year(2026, IDS[:2])]), LATER),
    Case(
        "one_title",
        2026,
        _number(
            [
                *_past(),
                *_village_facts(2026, IDS[0]),
                *(fact for id_ in IDS[1:] for fact in _village_facts(2026, id_, (COMMUNITY,))),
            ]
        ),
    ),
    Case(
        "merger_next_year",
        2026,
        _number([*_past(), *_year(2026)]),
        (*LATER, *_number(_village_facts(2027, "T10"))),
        has_merger=True,
    ),
    Case("mixed_denominators", 2026, _number([*_past(), *_year(2026)]), has_mixed_denominators=True),
)
