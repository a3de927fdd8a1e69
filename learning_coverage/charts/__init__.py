"""Pictures as macros: frames become HTML and SVG that fit any width, follow the theme and print whole.

`macros/_figures.html` draws, `macros/_parts.html` holds the small pieces. Positions are percentages of the width, so
a picture needs no redrawing when the window changes; numbers arrive computed and are formatted by `w`.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from learning_coverage.charts import scales
from learning_coverage.statuses import LEGEND, LOOKS, shown


def environment(templates: Path) -> Environment:
    """The templates of a folder with the macros at hand; every value is escaped."""
    made = Environment(
        loader=FileSystemLoader([templates, Path(__file__).parent / "macros"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(looks=LOOKS, legend=LEGEND)
    made.filters.update(shown=shown, percent=scales.percent, at_year=scales.at_year, at_share=scales.at_share)
    return made
