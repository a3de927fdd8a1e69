"""Acts on what is saved: withdraw and restore an upload, freeze the figures, close a year. Each is a commit."""

from learning_coverage.access import Actor, Right
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, StoreError
from learning_coverage.store.store import Store
from learning_coverage.store.writes.save_plan import read_closed_years


def withdraw(store: Store, upload_id: int, *, reason: str, by: Actor) -> Commit:
    """Take an upload out of the figures; its bytes stay archived. StoreError when it is unknown or withdrawn."""
    return _toggle_upload(store, "withdraw", upload_id, reason, by, is_withdrawn=False)


def restore(store: Store, upload_id: int, *, reason: str, by: Actor) -> Commit:
    """Undo the withdrawal of an upload. StoreError when it is not withdrawn."""
    return _toggle_upload(store, "restore", upload_id, reason, by, is_withdrawn=True)


def freeze(store: Store, name: str, *, by: Actor, as_of: int | None = None) -> Commit:
    """Name the figures as of a commit (None: the present), so that they can be shown again."""
    if not name.strip():
        raise StoreError("no_name")
    with store.write_lock:
        if not 0 < (store.head.seq if as_of is None else as_of) <= store.head.seq:
            raise StoreError("no_upload", upload=as_of or 0)
        return store.append("freeze", by, note=name.strip(), about=as_of or store.head.seq)


def close_year(store: Store, year: int, *, reason: str, by: Actor) -> Commit:
    """Close a year: no upload may change its figures. StoreError when it is closed already, or without a reason."""
    return _toggle_year(store, "close_year", year, reason, by, is_closed=False)


def reopen_year(store: Store, year: int, *, reason: str, by: Actor) -> Commit:
    """Reopen a closed year. StoreError when it is not closed, or without a reason."""
    return _toggle_year(store, "reopen_year", year, reason, by, is_closed=True)


def _toggle_upload(store: Store, kind: str, upload_id: int, reason: str, by: Actor, *, is_withdrawn: bool) -> Commit:
    """`is_withdrawn`: the state the upload must be in for the act."""
    _require_reason(reason)
    with store.write_lock:
        states = {id_: (state, rows) for id_, state, rows in store.query_rows("upload_state")}
        if upload_id not in states:
            raise StoreError("no_upload", upload=upload_id)
        state, rows = states[upload_id]
        if state != is_withdrawn:
            raise StoreError(f"already_{kind}", upload=upload_id)
        facts = read_facts(store, rows)
        store.permissions.require(by, Right.UNDO, {fact.area_id for fact in facts})
        if closed := sorted({fact.year for fact in facts} & read_closed_years(store)):
            raise StoreError("year_closed", years=", ".join(map(str, closed)))
        return store.append(kind, by, note=reason, about=upload_id)


def read_facts(store: Store, rows: str) -> list[Fact]:
    """The facts of an upload, by the SHA-256 of its rows in the archive."""
    return fact_codec.decode(store.blob(rows))


def _toggle_year(store: Store, kind: str, year: int, reason: str, by: Actor, *, is_closed: bool) -> Commit:
    _require_reason(reason)
    with store.write_lock:
        if (year in read_closed_years(store)) != is_closed:
            raise StoreError(f"already_{kind}", year=year)
        return store.append(kind, by, note=reason, about=year)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise StoreError("no_reason")
