"""The view of one area of a tree: its own figures and acts, in memory, copied from the view of the whole tree.

A commune is thus as fast among thousands as on its own. Of a commune it holds the facts, of an area above the sums of
its parts. Its head is the last commit that concerns the area: commits elsewhere do not invalidate what is cached here.
"""

from learning_coverage.config.tree import Tree
from learning_coverage.store.log.log import Head
from learning_coverage.store.view.area_sums import compute_sums
from learning_coverage.store.view.commit_rows import insert_tables
from learning_coverage.store.view.database import Connection, read_head, read_sql, replace_rows
from learning_coverage.store.view.view import View

# Rows of a commit besides its event: (kind, table, query in sql/parts that selects the rows of an area).
DOCUMENT_TABLES = (
    ("upload", "fact", "facts"),
    ("task", "task_event", "tasks"),
    ("quota", "quota_decision", "quota_decisions"),
    ("quota", "quota", "quotas"),
)


class AreaView(View):
    """The view of one area, filled from the view of the whole tree instead of from the log."""

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
            self.database.connection.execute(read_sql("parts/current_sums"))

    def apply_new_commits(self) -> Head:
        """Apply new commits to the view of the whole tree, then copy what concerns this area."""
        self._root_view.apply_new_commits()
        return self.copy_new_rows()

    def copy_new_rows(self) -> Head:
        """Copy the rows the view of the whole tree has by now; the last commit that concerns this area."""
        return super().apply_new_commits()

    def _apply_new_commits(self, cursor: Connection) -> Head:
        root_head = self._root_view.head
        if root_head != self._applied_head:
            self._copy_rows(cursor, root_head)
            self._applied_head = root_head
        return read_head(cursor)

    def _copy_rows(self, cursor: Connection, root_head: Head) -> None:
        span = {"since": self._applied_head.seq, "until": root_head.seq}
        events = self._root_view.query_arrow("parts/events", scopes=self._scopes, **span)
        if not events.num_rows:
            return
        tables = {"event": events}
        kinds = set(events["kind"].to_pylist())
        if not self._is_sum:
            for kind, table, name in DOCUMENT_TABLES:
                if kind in kinds:
                    tables[table] = self._root_view.query_arrow(
                        f"parts/{name}", areas=self._areas, scope=self._scope, **span
                    )
        insert_tables(cursor, tables, Head(events["seq"][-1].as_py(), root_head.hash))
        self.cache.clear()

    def _prepare_snapshot(self, cursor: Connection, as_of: int) -> None:
        """Copy the sums of the parts as of a commit; only commits made in `_scopes` change them."""
        if self._is_sum:
            sums = self._root_view.database.run_exclusively(
                lambda root_cursor: compute_sums(root_cursor, as_of, self._scope, self._scopes)
            )
            for table, rows in sums.items():
                replace_rows(cursor, table, as_of, rows)
