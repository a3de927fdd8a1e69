"""The store: an append-only log is the source of truth, DuckDB a view of it."""

from learning_coverage.store.log.log import StoreError
from learning_coverage.store.snapshot import Snapshot
from learning_coverage.store.store import Store

__all__ = ["Snapshot", "Store", "StoreError"]
