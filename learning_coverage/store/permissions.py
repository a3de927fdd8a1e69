"""Whether somebody may do an act: asked where the act happens, whatever the page showed."""

from collections.abc import Iterable

from learning_coverage.access import Act, By, User
from learning_coverage.store.log.log import StoreError

# Every kind of commit is an act of the table; a kind without one cannot be appended.
ACT_OF = {
    "start": Act.CONFIGURE,
    "upload": Act.UPLOAD,
    "learn": Act.UPLOAD,
    "withdraw": Act.UNDO,
    "restore": Act.UNDO,
    "freeze": Act.FREEZE,
    "close_year": Act.CLOSE_YEAR,
    "reopen_year": Act.CLOSE_YEAR,
    "review": Act.REVIEW,
    "task": Act.TASK,
    "quota": Act.DECIDE,
    "draft": Act.UPLOAD,
    "discard": Act.PUBLISH,
}


def permit(by: By, act: Act, areas: Iterable[str] = (), *, accounts: bool) -> str:
    """The name to be written down. StoreError when the act, or one of the areas, is not his.

    `accounts`: the store is used by people with accounts, and a name alone proves nothing.
    """
    if isinstance(by, str):
        if accounts:
            raise StoreError("not_signed_in")
        return by.strip()
    if not by.may(act):
        raise StoreError("not_allowed", name=by.name, role=by.role)
    if not by.may(act, areas):
        raise StoreError("not_his_villages", name=by.name, areas=", ".join(sorted(set(areas) - (by.villages or set()))))
    return by.name


def name_of(by: By) -> str:
    return by.name if isinstance(by, User) else by.strip()
