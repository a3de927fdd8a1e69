"""Positions in a chart: years along the width in percent, shares along the height in pixels."""

from learning_coverage.config import Indicator

LEFT_MARGIN = 9.0  # percent of the width, for the labels of the shares
TOP_MARGIN, BOTTOM_MARGIN = 26.0, 38.0  # pixels, for the labels of the highest points and of the years


def percent(share: float) -> str:
    """A share (0..1) as a CSS length, clamped to the bar."""
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}%"


def year_x(year: float, first: int, last: int, left: float = LEFT_MARGIN) -> str:
    """The middle of a year's column, as a percentage of the width."""
    return f"{left + (100 - left) * (year - first + 0.5) / (last - first + 1):.2f}%"


def share_y(share: float, height: float, top: float = TOP_MARGIN, bottom: float = BOTTOM_MARGIN) -> str:
    """The distance from the top in pixels of a share (0..1)."""
    return f"{top + (1 - min(max(share, 0.0), 1.0)) * (height - top - bottom):.1f}"


def milestone_marks(indicator: Indicator) -> list[dict[str, float]]:
    """The milestones of a bullet bar as shares (0..1), equal targets once."""
    shares = {target / 100 for target in indicator.targets.values() if isinstance(target, int)}
    return [{"share": share} for share in sorted(shares)]
