"""Templates of `typst/` rendered as PDF or PNG; the only module that imports Typst."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "typst"
PDF_UA = "ua-1"  # PDF/UA: tagged, with title and language, read aloud in the right order


def render_pdf(template: str, values: Mapping[str, Any]) -> bytes:
    """The template with its values as an accessible PDF; equal values give equal bytes.

    PDF/UA forbids letters that the fonts do not have; text with such letters is rendered without the standard.
    """
    try:
        return _compile(template, values, format="pdf", pdf_standards=[PDF_UA])
    except typst.TypstError:
        return _compile(template, values, format="pdf")


def render_png(template: str, values: Mapping[str, Any]) -> bytes:
    """The template's only page as PNG, one pixel per point."""
    return _compile(template, values, format="png", ppi=72)


def _compile(template: str, values: Mapping[str, Any], **options: Any) -> bytes:
    """Values are passed as JSON and not as source, so that no text is read as markup; TypeError for several pages."""
    output = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_load_fonts(),
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        **options,
    )
    if not isinstance(output, bytes):
        raise TypeError(f"{template}: more than one page")
    return output


@lru_cache(maxsize=1)
def _load_fonts() -> typst.Fonts:
    """The fonts of the folder only, so that output does not depend on the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[TEMPLATES / "fonts"])
