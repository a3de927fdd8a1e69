"""The store of one area of a tree: its own figures, acts and permissions, nothing of other areas."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from learning_coverage.access import Actor, Right, User
from learning_coverage.config import GROUPED, Access
from learning_coverage.config.tree import Tree
from learning_coverage.store.log.log import StoreError
from learning_coverage.store.permissions import Permissions
from learning_coverage.store.store import Store
from learning_coverage.store.view.area_view import AreaView

# Commits that may concern several communes at once.
KINDS_ABOVE_COMMUNE = {"upload", "draft", "discard", "withdraw", "restore"}
# Queries on single facts, which the view of an area above communes does not hold.
FACT_QUERIES = {"current_facts", "same_upload", "upload_state"}


class AreaPermissions(Permissions):
    """The permissions in one area of a tree: the areas of an act lie in it, and the user's areas reach it."""

    def __init__(self, access: Access, tree: Tree, scope: str) -> None:
        super().__init__(access)
        self._tree = tree
        self._scope = scope
        self._config = tree.config_of(scope)

    def require(self, by: Actor, right: Right, areas: Iterable[str] = ()) -> str:
        """As in any store. StoreError also for areas outside of this one, and for a user of none of its villages."""
        areas = set(areas)
        lineage = self._config.lineage.map_to_areas(GROUPED)
        here = {self._scope, *lineage, *lineage.values()}
        if foreign := [area for area in areas - here if not self._tree.contains(self._scope, area)]:
            raise StoreError("unknown_area", area=min(foreign))
        if isinstance(by, User) and by.villages is not None:
            by = User(by.name, by.role, None if is_within(self._tree, by.villages, self._scope) else by.villages)
            if by.villages is not None and not areas and not by.villages & here:
                raise StoreError("not_his_villages", name=by.name, areas=self._config.commune.name)
        return super().require(by, right, areas)

    def require_for_commit(self, kind: str, by: Actor) -> str:
        """As in any store. StoreError also for a kind of commit that only a commune makes."""
        if self._config.is_aggregate and kind not in KINDS_ABOVE_COMMUNE:
            raise StoreError("only_in_commune")
        return super().require_for_commit(kind, by)


class AreaStore(Store):
    """The store of an area. It shares log and lock with the store of the whole tree and has a view of its own."""

    view: AreaView

    def __init__(self, root_store: Store, tree: Tree, scope: str) -> None:
        super().__init__(
            root_store.log,
            AreaView(root_store.view, tree, scope),
            read_only_error=root_store.read_only_error,
            permissions=AreaPermissions(root_store.permissions.access, tree, scope),
            audit=root_store.audit,
            scope=scope,
        )
        self.write_lock = root_store.write_lock
        self._root_store = root_store
        self._is_aggregate = tree.config_of(scope).is_aggregate

    @property
    def is_current(self) -> bool:
        """Whether the root store has applied every commit of the log."""
        return self._root_store.is_current

    @property
    def stale_since(self) -> datetime | None:
        """As of the root store."""
        return self._root_store.stale_since

    def catch_up(self) -> None:
        """Apply new commits to the root store, then to this view."""
        self._root_store.catch_up()
        self.view.copy_new_rows()

    def query_rows(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        """As `Store.query_rows`, from the view of the area."""
        if self._is_aggregate and name in FACT_QUERIES:
            return self._root_store.query_rows(name, as_of, **values)
        return super().query_rows(name, as_of, **values)


def is_within(tree: Tree, roots: Iterable[str], scope: str) -> bool:
    """Whether an area is one of `roots` or lies in one."""
    return any(tree.contains(root, scope) for root in roots)


def find_start_scope(tree: Tree, user: User) -> str:
    """The area shown first to a user: the whole tree, or the first area they may view."""
    if user.villages is None:
        return tree.root_id
    return next((id_ for id_ in tree.areas if tree.is_scope(id_) and can_view(tree, user, id_)), tree.root_id)


def can_view(tree: Tree, user: User, scope: str) -> bool:
    """Whether a user may view an area: their own ones, those inside, and the communes of their villages."""
    if user.villages is None or tree.is_one_commune:
        return True
    is_commune = tree.areas[scope].level == "commune"
    is_own_commune = is_commune and any(tree.contains(scope, id_) for id_ in user.villages if not tree.is_scope(id_))
    return is_own_commune or is_within(tree, user.villages, scope)
