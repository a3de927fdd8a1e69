"""The bundle for a meeting: a zip of each document kind about the commune and a card for every village."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.file_names import build_file_name, slugify
from learning_coverage.reports.kinds import KINDS, Kind

CARD_KIND = "png"
CARD_FOLDER = "the-thon"  # the folder of the villages' cards
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # a constant, so that equal figures give equal bytes
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class BundleFile:
    """A file of the bundle and the request it is made from."""

    name: str
    kind: Kind
    request: Request


def list_files(basis: Basis, request: Request) -> list[BundleFile]:
    """The files in order; cards are numbered, because two names may differ in accents only."""
    commune_request = replace(request, village=None)
    return [
        BundleFile(build_file_name(basis, commune_request, kind.name), kind, commune_request) for kind in KINDS.values()
    ] + list(_iter_cards(basis, request))


def _iter_cards(basis: Basis, request: Request) -> Iterator[BundleFile]:
    villages = Answers(basis, request).villages
    digits = len(str(len(villages)))
    for number, village in enumerate(villages, start=1):
        name = "-".join(filter(None, (str(number).zfill(digits), slugify(village["area_name"]))))
        yield BundleFile(
            f"{CARD_FOLDER}/{name}.{CARD_KIND}", KINDS[CARD_KIND], replace(request, village=village["area_id"])
        )


def make(basis: Basis, request: Request, report_progress: Progress = lambda done, of, name: None) -> bytes:
    """The bytes of the zip; `report_progress` gets files done, files in all and the name before each file.

    The village of the request is ignored."""
    out, files = io.BytesIO(), list_files(basis, request)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for done, part in enumerate(files):
            report_progress(done, len(files), part.name)
            bundle.writestr(_make_entry(part.name), part.kind.make(basis, part.request))
    return out.getvalue()


def _make_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ZIP_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # or Windows and Linux would differ
    entry.external_attr = 0
    return entry
