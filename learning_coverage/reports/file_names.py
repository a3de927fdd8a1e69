"""Names of the files that leave the house: plain letters, so that no mail, USB stick or old Windows spoils them."""

import re

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import YEAR, Wish
from learning_coverage.intake.names.syllables import bare_letters
from learning_coverage.reports.kinds import KINDS

ZIP = "zip"
PARTS = {YEAR: "", "stage": "so-ket", "decade": "tong-ket"}


def file_name(basis: Basis, wish: Wish, ending: str) -> str:
    """xa-minh-hoa-2026.docx: what it is about, the year, and the report where the file is of other years."""
    about = basis.area_names[wish.village] if wish.village else basis.config.commune.name
    report = PARTS[wish.preset] if ending == ZIP or KINDS[ending].spans else ""
    parts = (plain(about) or wish.village or basis.config.whole, str(wish.year), report)
    return f"{'-'.join(filter(None, parts))}.{ending}"


def plain(text: str) -> str:
    """Small letters without accents, digits, hyphens; empty where nothing of it is left."""
    return "-".join(re.findall(r"[a-z0-9]+", bare_letters(text)))
