"""Permissions: which user may do an act in a store, checked where the act is done, whatever the page offers."""

from collections.abc import Iterable

from learning_coverage.access import Actor, Right, User
from learning_coverage.config import Access
from learning_coverage.store.log.log import StoreError

LOCAL_ACCESS = Access()
# Every kind of commit needs a right; a kind without one cannot be appended.
RIGHT_OF_KIND = {
    "start": Right.CONFIGURE,
    "upload": Right.UPLOAD,
    "learn": Right.UPLOAD,
    "withdraw": Right.UNDO,
    "restore": Right.UNDO,
    "freeze": Right.FREEZE,
    "close_year": Right.CLOSE_YEAR,
    "reopen_year": Right.CLOSE_YEAR,
    "review": Right.REVIEW,
    "task": Right.TASK,
    "quota": Right.DECIDE,
    "draft": Right.UPLOAD,
    "discard": Right.PUBLISH,
}


class Permissions:
    """The permissions of a store under its access rules."""

    def __init__(self, access: Access = LOCAL_ACCESS) -> None:
        self.access = access

    def require(self, by: Actor, right: Right, areas: Iterable[str] = ()) -> str:
        """The author's name. StoreError when they lack the right, in general or in one of the areas.

        A bare name is accepted only without accounts: with them it proves nothing.
        """
        if isinstance(by, str):
            if self.access.has_accounts:
                raise StoreError("not_signed_in")
            return by.strip()
        if not by.has_right(right):
            raise StoreError("not_allowed", name=by.name, role=by.role)
        if not by.has_right(right, areas):
            foreign = ", ".join(sorted(set(areas) - (by.villages or set())))
            raise StoreError("not_his_villages", name=by.name, areas=foreign)
        return by.name

    def require_for_commit(self, kind: str, by: Actor) -> str:
        """The author's name. StoreError when they may not make a commit of this kind."""
        is_publishing = kind == "upload" and self.access.two_person
        return self.require(by, Right.PUBLISH if is_publishing else RIGHT_OF_KIND[kind])


def get_name(by: Actor) -> str:
    """The name of an author, whatever they may do; empty when none was typed."""
    return by.name if isinstance(by, User) else by.strip()
