"""What can be done to what is saved: undo and redo an upload, name a state, close a year. Each is a new commit."""

from learning_coverage.access import Act, By
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, StoreError
from learning_coverage.store.store import Store
from learning_coverage.store.writes.save_upload import closed_years


def withdraw(store: Store, upload_id: int, *, reason: str, by: By) -> Commit:
    """Take an upload out of the figures; its bytes and facts stay. StoreError when there is none to withdraw."""
    return _turn(store, "withdraw", upload_id, reason, by, wanted=False)


def restore(store: Store, upload_id: int, *, reason: str, by: By) -> Commit:
    """Undo the withdrawal of an upload."""
    return _turn(store, "restore", upload_id, reason, by, wanted=True)


def freeze(store: Store, name: str, *, by: By, as_of: int | None = None) -> Commit:
    """Give a state of the figures a name by which it can be shown again."""
    if not name.strip():
        raise StoreError("no_name")
    with store.turn:
        if not 0 < (store.head.seq if as_of is None else as_of) <= store.head.seq:
            raise StoreError("no_upload", upload=as_of or 0)
        return store.append("freeze", by, note=name.strip(), about=as_of or store.head.seq)


def close_year(store: Store, year: int, *, reason: str, by: By) -> Commit:
    """From now on nothing changes the figures of that year. StoreError when it is closed already or unexplained."""
    return _year(store, "close_year", year, reason, by, closed=False)


def reopen_year(store: Store, year: int, *, reason: str, by: By) -> Commit:
    return _year(store, "reopen_year", year, reason, by, closed=True)


def _turn(store: Store, kind: str, upload_id: int, reason: str, by: By, *, wanted: bool) -> Commit:
    """`wanted`: whether the upload has to be withdrawn for the act to make sense."""
    _explained(reason)
    with store.turn:
        state = {row[0]: row for row in store.records("upload_state")}
        if upload_id not in state:
            raise StoreError("no_upload", upload=upload_id)
        if state[upload_id][1] != wanted:
            raise StoreError(f"already_{kind}", upload=upload_id)
        facts = facts_of(store, state[upload_id][2])
        store.permit(by, Act.UNDO, {fact.area_id for fact in facts})
        if closed := sorted({fact.year for fact in facts} & closed_years(store)):
            raise StoreError("year_closed", years=", ".join(map(str, closed)))
        return store.append(kind, by, note=reason, about=upload_id)


def facts_of(store: Store, rows: str) -> list[Fact]:
    """The facts an upload brought, by the name of its rows in the archive."""
    return fact_codec.from_bytes(store.blob(rows))


def _year(store: Store, kind: str, year: int, reason: str, by: By, *, closed: bool) -> Commit:
    _explained(reason)
    with store.turn:
        if (year in closed_years(store)) != closed:
            raise StoreError(f"already_{kind}", year=year)
        return store.append(kind, by, note=reason, about=year)


def _explained(reason: str) -> None:
    if not reason.strip():
        raise StoreError("no_reason")
