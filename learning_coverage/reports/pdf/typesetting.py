"""Templates of `typst/` set as PDF or as a picture: the only module that knows Typst."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "typst"
PDF_UA = "ua-1"  # PDF/UA: tagged, with title and language, read aloud in the right order


def render_pdf(template: str, values: Mapping[str, Any]) -> bytes:
    """The template with its values as an accessible PDF, the same bytes for the same values.

    The standard refuses letters the fonts do not have; a paper that shows an empty box for one is better than none.
    """
    try:
        return _compile(template, values, format="pdf", pdf_standards=[PDF_UA])
    except typst.TypstError:
        return _compile(template, values, format="pdf")


def render_png(template: str, values: Mapping[str, Any]) -> bytes:
    """The template's only page as a picture, a pixel for each of its points."""
    return _compile(template, values, format="png", ppi=72)


def _compile(template: str, values: Mapping[str, Any], **options: Any) -> bytes:
    """Values reach the template as JSON and never as source, so no text of a user is read as markup."""
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
    """The fonts of the folder and no others, so that a paper looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[TEMPLATES / "fonts"])
