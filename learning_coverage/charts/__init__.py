"""Charts as Jinja macros: rows become HTML and SVG that fit any width, follow the theme and print whole.

`macros/_figures.html` has the charts, `macros/_parts.html` small pieces, `macros/style.css` the styles.
Positions are percentages of the width, so a chart needs no redrawing when the window changes; numbers arrive computed
and are formatted by `w`.
"""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from learning_coverage.charts import scales
from learning_coverage.statuses import LEGEND, STATUS_STYLES, display_status
from learning_coverage.wording import today

MACROS = Path(__file__).parent / "macros"


def create_environment(templates: Path) -> Environment:
    """A Jinja environment with the templates of a folder and the macros; it escapes every value.

    The macros that take a row of coverage need the global `row_texts`, the module of that name in `content`.
    """
    jinja_environment = Environment(
        loader=FileSystemLoader([templates, MACROS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja_environment.globals.update(status_styles=STATUS_STYLES, legend_statuses=LEGEND, today=today)
    jinja_environment.filters.update(
        display_status=display_status, percent=scales.percent, year_x=scales.year_x, share_y=scales.share_y
    )
    return jinja_environment


@lru_cache
def build_css() -> str:
    """The style sheet of the macros, with the colours of the statuses."""
    tones = "".join(f"--{a.tone}: {a.colour}; --ink-{a.tone}: {a.ink};" for a in STATUS_STYLES.values())
    return f".rendered {{ {tones} }}\n{(MACROS / 'style.css').read_text(encoding='utf-8')}"
