"""Whether somebody may do an act: asked where the act happens, whatever the page showed."""

from collections.abc import Iterable

from learning_coverage.access import Actor, Right, User
from learning_coverage.store.log.log import StoreError

# Every kind of commit is an act of the table; a kind without one cannot be appended.
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


def require_right(by: Actor, right: Right, areas: Iterable[str] = (), *, accounts: bool) -> str:
    """The name to be written down. StoreError when the act, or one of the areas, is not his.

    `accounts`: the store is used by people with accounts, and a name alone proves nothing.
    """
    if isinstance(by, str):
        if accounts:
            raise StoreError("not_signed_in")
        return by.strip()
    if not by.has_right(right):
        raise StoreError("not_allowed", name=by.name, role=by.role)
    if not by.has_right(right, areas):
        raise StoreError("not_his_villages", name=by.name, areas=", ".join(sorted(set(areas) - (by.villages or set()))))
    return by.name


def get_name(by: Actor) -> str:
    return by.name if isinstance(by, User) else by.strip()
