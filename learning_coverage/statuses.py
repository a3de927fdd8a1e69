"""Signs and colours of the statuses, distinguishable with colour blindness and in print; their names are in locale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OUTLINE_INK = (0x14, 0x21, 0x2E)  # mixed into the colour of an outline


@dataclass(frozen=True)
class StatusStyle:
    """`tone` is the name of the colour in the style sheets, `ink` the text colour on it."""

    sign: str
    tone: str
    colour: str
    ink: str

    @property
    def edge(self) -> str:
        """The colour of an outline: its own, darkened so that light ones show on white."""
        parts = zip((self.colour[1:3], self.colour[3:5], self.colour[5:7]), OUTLINE_INK, strict=True)
        return "#" + "".join(f"{(int(part, 16) * 65 + dark * 35) // 100:02X}" for part, dark in parts)


_MET = StatusStyle("✓", "met", "#1B5E9C", "#FFFFFF")
_ON_TRACK = StatusStyle("↗", "on-track", "#8FC1E3", "#14212E")
_BEHIND = StatusStyle("!", "behind", "#F3B23C", "#14212E")
_FAR_BEHIND = StatusStyle("✗", "far", "#B5361C", "#FFFFFF")
_NO_DATA = StatusStyle("–", "none", "#E3E3E3", "#14212E")

STATUS_STYLES = {
    "met": _MET,
    "on_track": _ON_TRACK,
    "behind": _BEHIND,
    "far_behind": _FAR_BEHIND,
    "missed": _FAR_BEHIND,
    "baseline": StatusStyle("○", "none", "#E3E3E3", "#14212E"),
    "not_met": StatusStyle("✗", "behind", "#F3B23C", "#14212E"),
    "no_data": _NO_DATA,
    "not_applicable": _NO_DATA,
    "incomplete": StatusStyle("…", "none", "#E3E3E3", "#14212E"),
    "awaiting": StatusStyle("?", "none", "#E3E3E3", "#14212E"),
    "by_part": StatusStyle("?", "none", "#E3E3E3", "#14212E"),
}

LEGEND = ("met", "on_track", "behind", "far_behind", "no_data")


def display_status(row: Mapping[str, Any]) -> str:
    """The status to show for a row of coverage.

    Of a yes or no of a merged village, instead of `no_data`: `awaiting` after the merger, `by_part` before it.
    """
    return str(row.get("assessment") or row["status"])
