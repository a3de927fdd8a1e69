"""How a status looks: a sign and a colour that stay apart for colour-blind eyes and on paper. Its word is in locale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Look:
    """`tone` names the colour (in the style sheet, too), `ink` is readable on it."""

    sign: str
    tone: str
    colour: str
    ink: str


_MET = Look("✓", "met", "#1B5E9C", "#FFFFFF")
_ON_TRACK = Look("↗", "on-track", "#8FC1E3", "#14212E")
_BEHIND = Look("!", "behind", "#F3B23C", "#14212E")
_FAR = Look("✗", "far", "#B5361C", "#FFFFFF")
_NONE = Look("–", "none", "#E3E3E3", "#14212E")

LOOKS = {
    "met": _MET,
    "on_track": _ON_TRACK,
    "behind": _BEHIND,
    "far_behind": _FAR,
    "missed": _FAR,
    "baseline": Look("○", "none", "#E3E3E3", "#14212E"),
    "not_met": Look("✗", "behind", "#F3B23C", "#14212E"),
    "no_data": _NONE,
    "not_applicable": _NONE,
    "awaiting": Look("?", "none", "#E3E3E3", "#14212E"),
}

LEGEND = ("met", "on_track", "behind", "far_behind", "no_data")


def shown(row: Mapping[str, Any]) -> str:
    """How the status of a row of coverage is told: after a merger a title is not just without figures, it waits."""
    return "awaiting" if row.get("awaits_assessment") else str(row["status"])
