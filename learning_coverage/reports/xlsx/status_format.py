"""The look of a status in a cell of a workbook."""

from learning_coverage.content.table import Status

DASHED_BORDER = 3  # of Excel


def get_status_format(status: Status) -> dict[str, object]:
    """The properties of the format of a status: its colours, or a dashed border in its colour where it is outlined."""
    style = status.style
    if status.is_outlined:
        return {"border": DASHED_BORDER, "border_color": style.edge, "italic": True}
    return {"bg_color": style.colour, "font_color": style.ink}
