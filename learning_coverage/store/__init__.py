"""The store: an append-only log is the truth, DuckDB a view of it."""

from learning_coverage.store.log.log import StoreError
from learning_coverage.store.store import Snapshot, Store

__all__ = ["Snapshot", "Store", "StoreError"]
