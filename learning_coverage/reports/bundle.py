"""Everything for a meeting in one file: each kind of paper about the commune, and a card for every village."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from learning_coverage import queries
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.reports.file_names import file_name, plain
from learning_coverage.reports.kinds import KINDS, Kind

CARD = "png"
CARDS = "the-thon"  # the folder of the villages' cards
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the clock of no machine: equal figures give equal bytes
Told = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Part:
    """One file of the bundle."""

    name: str
    kind: Kind
    wish: Wish


def parts(basis: Basis, wish: Wish) -> list[Part]:
    """The files in their order; villages are numbered, since two names may differ in accents only."""
    whole = replace(wish, village=None)
    return [Part(file_name(basis, whole, kind.name), kind, whole) for kind in KINDS.values()] + list(
        _cards(basis, wish)
    )


def _cards(basis: Basis, wish: Wish) -> Iterator[Part]:
    villages = queries.records(queries.villages(basis.figures, wish.year))
    digits = len(str(len(villages)))
    for number, village in enumerate(villages, start=1):
        name = "-".join(filter(None, (str(number).zfill(digits), plain(village["area_name"]))))
        yield Part(f"{CARDS}/{name}.{CARD}", KINDS[CARD], replace(wish, village=village["area_id"]))


def make(basis: Basis, wish: Wish, told: Told = lambda done, of, name: None) -> bytes:
    """`told` hears before each file how many are done, of how many, and its name. A village wished is ignored."""
    out, found = io.BytesIO(), parts(basis, wish)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for done, part in enumerate(found):
            told(done, len(found), part.name)
            bundle.writestr(_entry(part.name), part.kind.make(basis, part.wish))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # or Windows and Linux would differ
    entry.external_attr = 0
    return entry
