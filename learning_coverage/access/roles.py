"""The one table of role × act, and the person who acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What can be done, in the order in which roles gain it."""

    SEE_PUBLISHED = "see_published"  # the last frozen figures
    SEE = "see"  # everything the pages show, and the data API
    UPLOAD = "upload"  # figures, corrections, spellings
    TASK = "task"
    REVIEW = "review"
    UNDO = "undo"
    FREEZE = "freeze"
    CLOSE_YEAR = "close_year"
    DECIDE = "decide"  # quotas
    PUBLISH = "publish"  # drafts
    CONFIGURE = "configure"  # the commune and its villages
    ADMINISTER = "administer"  # accounts, the record of acts


_GUEST = {Right.SEE_PUBLISHED}
_VIEWER = _GUEST | {Right.SEE}
_EDITOR = _VIEWER | {Right.UPLOAD, Right.TASK, Right.REVIEW}
_PUBLISHER = _EDITOR | {Right.UNDO, Right.FREEZE, Right.CLOSE_YEAR, Right.DECIDE, Right.PUBLISH}

GUEST = "guest"  # somebody without an account, where the configuration lets him in
RIGHTS: dict[str, frozenset[Right]] = {
    GUEST: frozenset(_GUEST),
    "viewer": frozenset(_VIEWER),
    "editor": frozenset(_EDITOR),
    "publisher": frozenset(_PUBLISHER),
    "admin": frozenset(Right),
}
ROLES = tuple(role for role in RIGHTS if role != GUEST)


@dataclass(frozen=True)
class User:
    """Who acts. `villages`: the areas whose figures and tasks he may change, None for all."""

    name: str
    role: str
    villages: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.role not in RIGHTS:
            raise ValueError(self.role)

    @classmethod
    def local(cls, name: str) -> "User":
        """Whoever sits at the machine itself: the files are his already."""
        return cls(name, "admin")

    def has_right(self, right: Right, areas: Iterable[str] = ()) -> bool:
        """Whether the act is his, in all of these areas."""
        return right in RIGHTS[self.role] and (self.villages is None or self.villages.issuperset(areas))


Actor = User | str  # a bare name is whoever sits at the machine; a store with accounts takes none
