"""File names of documents in ASCII letters, which mail, USB sticks and old Windows keep intact."""

import re

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import YEAR, Request
from learning_coverage.intake.names.syllables import strip_accents
from learning_coverage.reports.kinds import KINDS

ZIP = "zip"
PRESET_SUFFIXES = {YEAR: "", "stage": "so-ket", "decade": "tong-ket"}


def build_file_name(basis: Basis, request: Request, extension: str) -> str:
    """Subject, year and, where it covers other years, the report: `xa-minh-hoa-2026.docx`."""
    subject = basis.area_names[request.village] if request.village else basis.config.commune.name
    report = PRESET_SUFFIXES[request.preset] if extension == ZIP or KINDS[extension].has_presets else ""
    parts = (slugify(subject) or request.village or basis.config.scope_id, str(request.year), report)
    return f"{'-'.join(filter(None, parts))}.{extension}"


def slugify(text: str) -> str:
    """Lower-case letters without accents, digits and hyphens; empty where no character is left."""
    return "-".join(re.findall(r"[a-z0-9]+", strip_accents(text)))
