"""The store as one area of a tree sees it: its own figures and acts, with nothing of anybody else in it.

Its view lies in memory and is filled from the view of the whole, so that a commune is as fast among thousands as on its
own. Of a commune it holds the facts themselves; of an area above, the sums of the parts it consists of. Its head is the
last commit that concerns it: what others save elsewhere changes nothing here, and makes nobody look again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from learning_coverage.access import Actor, Right, User
from learning_coverage.config import GROUPED
from learning_coverage.config.tree import Tree
from learning_coverage.store.log.log import Commit, Head, StoreError
from learning_coverage.store.permissions import require_right
from learning_coverage.store.store import Store
from learning_coverage.store.view.database import Connection, read_sql, replace_rows
from learning_coverage.store.view.view import SnapshotKey, View

KINDS_ABOVE_COMMUNE = {
    "upload",
    "draft",
    "discard",
    "withdraw",
    "restore",
}  # what can be done for several communes at once
# what acts bring besides their events: the table and the question that fills it
DOCUMENT_TABLES = (
    ("upload", "fact", "facts"),
    ("task", "task_event", "tasks"),
    ("quota", "quota_decision", "quota_decisions"),
    ("quota", "quota", "quotas"),
)
FACT_QUERIES = {"current_facts", "same_upload", "upload_state"}  # asked of single figures, which sums do not hold


class AreaView(View):
    """The view of one area, fed by the view of the whole."""

    def __init__(self, root_view: View, tree: Tree, scope: str) -> None:
        self._root_view = root_view
        self._applied_head = Head()
        self._scope = scope
        config = tree.config_of(scope)
        self._is_sum = config.is_aggregate
        self._areas = [scope, *(village.id for village in config.villages)]
        below = [area.id for area in tree.walk(scope) if tree.is_scope(area.id)] if self._is_sum else []
        self._scopes = [area.id for area in tree.path_to(scope)] + below
        super().__init__(None, config, root_view.log)
        if self._is_sum:
            self._connection.execute(read_sql("parts/current_sums"))

    def apply_new_commits(self) -> Head:
        self._root_view.apply_new_commits()
        return self.copy_new_rows()

    def copy_new_rows(self) -> Head:
        """Take over what the view of the whole has by now."""
        return self._with_fallback(self._apply_new_commits)

    def _apply_new_commits(self) -> Head:
        with self._lock:
            until = self._root_view.head
            if until != self._applied_head:
                self._copy_rows(until)
                self._applied_head = until
            return self._read_head()

    def _copy_rows(self, until: Head) -> None:
        since = {"since": self._applied_head.seq, "until": until.seq}
        events = self._root_view.query_arrow("parts/events", scopes=self._scopes, **since)
        if not events.num_rows:
            return
        new = {"event": events}
        done = set(events["kind"].to_pylist())
        if not self._is_sum:
            for kind, table, name in DOCUMENT_TABLES:
                if kind in done:
                    new[table] = self._root_view.query_arrow(
                        f"parts/{name}", areas=self._areas, scope=self._scope, **since
                    )
        self._insert_tables(new, Head(events["seq"][-1].as_py(), until.hash))

    def _prepare_snapshot(self, cursor: Connection, key: SnapshotKey) -> None:
        """Where the parts are sums, sum them up as of a commit before it is judged how they stand."""
        if self._is_sum:
            as_of = key[0]
            replace_rows(cursor, "rolled", as_of, self._root_view.compute_sums(as_of, self._scope, self._scopes))


class AreaStore(Store):
    """A store whose figures, acts and rights are those of one area of a tree."""

    view: AreaView

    def __init__(self, root_store: Store, tree: Tree, scope: str) -> None:
        view = AreaView(root_store.view, tree, scope)
        super().__init__(
            root_store.log, view, None, root_store.read_only_error, access=root_store.access, audit=root_store.audit
        )
        self.write_lock = root_store.write_lock
        self._root_store = root_store
        self._tree = tree
        self._scope = scope
        self._config = tree.config_of(scope)

    @property
    def is_current(self) -> bool:
        return self._root_store.is_current

    @property
    def stale_since(self) -> datetime | None:
        return self._root_store.stale_since

    def catch_up(self) -> None:
        self._root_store.catch_up()
        self.view.copy_new_rows()

    def require_right(self, by: Actor, right: Right, areas: Iterable[str] = ()) -> str:
        """As everywhere, and besides: the areas lie here, and what is done here is his to do."""
        asked = set(areas)
        lineage = self._config.lineage.map_to_areas(GROUPED)
        here = {self._scope, *lineage, *lineage.values()}
        if strange := [area for area in asked - here if not self._tree.contains(self._scope, area)]:
            raise StoreError("unknown_area", area=min(strange))
        if isinstance(by, User) and by.villages is not None:
            by = User(by.name, by.role, None if is_within(self._tree, by.villages, self._scope) else by.villages)
            if by.villages is not None and not asked and not by.villages & here:
                raise StoreError("not_his_villages", name=by.name, areas=self._config.commune.name)
        return require_right(by, right, asked, accounts=self.access.has_accounts)

    def append(self, kind: str, by: Actor, *, blobs: dict[str, bytes] | None = None, **fields: Any) -> Commit:
        if self._config.is_aggregate and kind not in KINDS_ABOVE_COMMUNE:
            raise StoreError("only_in_commune")
        return super().append(kind, by, blobs=blobs, scope=self._scope, **fields)

    def query_rows(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        if self._config.is_aggregate and name in FACT_QUERIES:
            return self._root_store.query_rows(name, as_of, **values)
        return super().query_rows(name, as_of, **values)


def is_within(tree: Tree, roots: Iterable[str], scope: str) -> bool:
    """Whether an area is, or lies in, one of those somebody may act in."""
    return any(tree.contains(root, scope) for root in roots)


def find_start_scope(tree: Tree, user: User) -> str:
    """What somebody looks at first: all there is, or the first area that is his."""
    if user.villages is None:
        return tree.root_id
    return next((id_ for id_ in tree.areas if tree.is_scope(id_) and can_view(tree, user, id_)), tree.root_id)


def can_view(tree: Tree, user: User, scope: str) -> bool:
    """Whether somebody may look at an area: his own, what lies in it, and the commune of his village."""
    if user.villages is None or tree.is_one_commune:
        return True
    is_commune = tree.areas[scope].level == "commune"
    is_own_commune = is_commune and any(tree.contains(scope, id_) for id_ in user.villages if not tree.is_scope(id_))
    return is_own_commune or is_within(tree, user.villages, scope)
