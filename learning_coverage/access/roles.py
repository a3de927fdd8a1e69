"""The table of roles and rights, and the user who has a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """A right, in the order in which roles gain them."""

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
    ADMINISTER = "administer"  # accounts, the audit log


_GUEST = {Right.SEE_PUBLISHED}
_VIEWER = _GUEST | {Right.SEE}
_EDITOR = _VIEWER | {Right.UPLOAD, Right.TASK, Right.REVIEW}
_PUBLISHER = _EDITOR | {Right.UNDO, Right.FREEZE, Right.CLOSE_YEAR, Right.DECIDE, Right.PUBLISH}

GUEST = "guest"  # a visitor without an account, where the configuration admits them
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
    """The author of an act. `villages`: the areas whose figures and tasks they may change, None for all."""

    name: str
    role: str
    villages: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.role not in RIGHTS:
            raise ValueError(self.role)

    @classmethod
    def local(cls, name: str) -> "User":
        """The user at the machine itself, who can change the files anyway."""
        return cls(name, "admin")

    def has_right(self, right: Right, areas: Iterable[str] = ()) -> bool:
        """Whether the user has the right, in all of these areas."""
        return right in RIGHTS[self.role] and (self.villages is None or self.villages.issuperset(areas))


Actor = User | str  # a bare name is the user at the machine; a store with accounts rejects it
