"""Pictures as macros: frames become HTML and SVG that fit any width, follow the theme and print whole.

`macros/_figures.html` draws, `macros/_parts.html` holds the small pieces, `macros/style.css` is their look. Positions
are percentages of the width, so a picture needs no redrawing when the window changes; numbers arrive computed and are
formatted by `w`.
"""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from learning_coverage.charts import scales
from learning_coverage.statuses import LEGEND, LOOKS, shown

MACROS = Path(__file__).parent / "macros"


def environment(templates: Path) -> Environment:
    """The templates of a folder with the macros at hand; every value is escaped."""
    made = Environment(
        loader=FileSystemLoader([templates, MACROS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(looks=LOOKS, legend=LEGEND)
    made.filters.update(shown=shown, percent=scales.percent, at_year=scales.at_year, at_share=scales.at_share)
    return made


@lru_cache
def style() -> str:
    """The style sheet of everything drawn, with the colours of the statuses."""
    tones = "".join(f"--{a.tone}: {a.colour}; --ink-{a.tone}: {a.ink};" for a in LOOKS.values())
    return f".drawn {{ {tones} }}\n{(MACROS / 'style.css').read_text(encoding='utf-8')}"
