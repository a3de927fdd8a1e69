"""The store as one area of a tree sees it: its own figures and acts, with nothing of anybody else in it.

Its view lies in memory and is filled from the view of the whole, so that a commune is as fast among thousands as on its
own. Of a commune it holds the facts themselves; of an area above, the sums of the parts it consists of. Its head is the
last commit that concerns it: what others save elsewhere changes nothing here, and makes nobody look again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from learning_coverage.access import Act, By, User
from learning_coverage.config import GROUPED
from learning_coverage.config.tree import Tree
from learning_coverage.store.log.log import Commit, Head, StoreError
from learning_coverage.store.permissions import permit
from learning_coverage.store.store import Store
from learning_coverage.store.view.database import Connection, put_instead, statement
from learning_coverage.store.view.view import Drawn, View

ABOVE = {"upload", "draft", "discard", "withdraw", "restore"}  # what can be done for several communes at once
# what acts bring besides their events: the table and the question that fills it
BROUGHT = (
    ("upload", "fact", "facts"),
    ("task", "task_event", "tasks"),
    ("quota", "quota_decision", "quota_decisions"),
    ("quota", "quota", "quotas"),
)
OF_LOG = {"current_facts", "same_upload", "upload_state"}  # asked of single figures, which sums do not hold


class PartView(View):
    """The view of one area, fed by the view of the whole."""

    def __init__(self, whole: View, tree: Tree, scope: str) -> None:
        self._whole = whole
        self._looked_at = Head()
        self._scope = scope
        config = tree.config_of(scope)
        self._is_sum = config.adds_up
        self._areas = [scope, *(village.id for village in config.villages)]
        below = [area.id for area in tree.within(scope) if tree.is_scope(area.id)] if self._is_sum else []
        self._scopes = [area.id for area in tree.path(scope)] + below
        super().__init__(None, config, whole.log)
        if self._is_sum:
            self._connection.execute(statement("parts/current_sums"))

    def follow(self) -> Head:
        self._whole.follow()
        return self.look()

    def look(self) -> Head:
        """Take over what the view of the whole has by now."""
        return self._surely(self._follow)

    def _follow(self) -> Head:
        with self._turn:
            until = self._whole.head
            if until != self._looked_at:
                self._take_over(until)
                self._looked_at = until
            return self._head()

    def _take_over(self, until: Head) -> None:
        since = {"since": self._looked_at.seq, "until": until.seq}
        events = self._whole.table("parts/events", scopes=self._scopes, **since)
        if not events.num_rows:
            return
        new = {"event": events}
        done = set(events["kind"].to_pylist())
        if not self._is_sum:
            for kind, table, name in BROUGHT:
                if kind in done:
                    new[table] = self._whole.table(f"parts/{name}", areas=self._areas, scope=self._scope, **since)
        self._take_rows(new, Head(events["seq"][-1].as_py(), until.hash))

    def _prepare(self, cursor: Connection, drawn: Drawn) -> None:
        """Where the parts are sums, sum them up as of a commit before it is judged how they stand."""
        if self._is_sum:
            as_of = drawn[0]
            put_instead(cursor, "rolled", as_of, self._whole.sums(as_of, self._scope, self._scopes))


class PartStore(Store):
    """A store whose figures, acts and rights are those of one area of a tree."""

    view: PartView

    def __init__(self, whole: Store, tree: Tree, scope: str) -> None:
        view = PartView(whole.view, tree, scope)
        super().__init__(whole.log, view, None, whole.refusal, access=whole.access, audit=whole.audit)
        self.turn = whole.turn
        self._whole = whole
        self._tree = tree
        self._scope = scope
        self._config = tree.config_of(scope)

    @property
    def is_current(self) -> bool:
        return self._whole.is_current

    @property
    def behind_since(self) -> datetime | None:
        return self._whole.behind_since

    def catch_up(self) -> None:
        self._whole.catch_up()
        self.view.look()

    def permit(self, by: By, act: Act, areas: Iterable[str] = ()) -> str:
        """As everywhere, and besides: the areas lie here, and what is done here is his to do."""
        asked = set(areas)
        lineage = self._config.lineage.shown_as(GROUPED)
        here = {self._scope, *lineage, *lineage.values()}
        if strange := [area for area in asked - here if not self._tree.contains(self._scope, area)]:
            raise StoreError("unknown_area", area=min(strange))
        if isinstance(by, User) and by.villages is not None:
            by = User(by.name, by.role, None if reaches(self._tree, by.villages, self._scope) else by.villages)
            if by.villages is not None and not asked and not by.villages & here:
                raise StoreError("not_his_villages", name=by.name, areas=self._config.commune.name)
        return permit(by, act, asked, accounts=self.access.has_accounts)

    def append(self, kind: str, by: By, *, blobs: dict[str, bytes] | None = None, **act: Any) -> Commit:
        if self._config.adds_up and kind not in ABOVE:
            raise StoreError("only_in_commune")
        return super().append(kind, by, blobs=blobs, scope=self._scope, **act)

    def records(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        if self._config.adds_up and name in OF_LOG:
            return self._whole.records(name, as_of, **values)
        return super().records(name, as_of, **values)


def reaches(tree: Tree, roots: Iterable[str], scope: str) -> bool:
    """Whether an area is, or lies in, one of those somebody may act in."""
    return any(tree.contains(root, scope) for root in roots)


def home_of(tree: Tree, user: User) -> str:
    """What somebody looks at first: all there is, or the first area that is his."""
    if user.villages is None:
        return tree.root
    return next((id_ for id_ in tree.areas if tree.is_scope(id_) and may_look(tree, user, id_)), tree.root)


def may_look(tree: Tree, user: User, scope: str) -> bool:
    """Whether somebody may look at an area: his own, what lies in it, and the commune of his village."""
    if user.villages is None or tree.is_one_commune:
        return True
    is_commune = tree.areas[scope].level == "commune"
    is_his = is_commune and any(tree.contains(scope, id_) for id_ in user.villages if not tree.is_scope(id_))
    return is_his or reaches(tree, user.villages, scope)
