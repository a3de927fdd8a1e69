"""Names of the files that leave the house: plain letters, so that no mail, USB stick or old Windows spoils them."""

import re

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import YEAR, Request
from learning_coverage.intake.names.syllables import strip_accents
from learning_coverage.reports.kinds import KINDS

ZIP = "zip"
PRESET_SUFFIXES = {YEAR: "", "stage": "so-ket", "decade": "tong-ket"}


def build_file_name(basis: Basis, request: Request, extension: str) -> str:
    """xa-minh-hoa-2026.docx: what it is about, the year, and the report where the file is of other years."""
    subject = basis.area_names[request.village] if request.village else basis.config.commune.name
    report = PRESET_SUFFIXES[request.preset] if extension == ZIP or KINDS[extension].has_presets else ""
    parts = (slugify(subject) or request.village or basis.config.scope_id, str(request.year), report)
    return f"{'-'.join(filter(None, parts))}.{extension}"


def slugify(text: str) -> str:
    """Small letters without accents, digits, hyphens; empty where nothing of it is left."""
    return "-".join(re.findall(r"[a-z0-9]+", strip_accents(text)))
