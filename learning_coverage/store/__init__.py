"""The store: an append-only log is the truth, DuckDB a view of it."""

from learning_coverage.store.log.log import StoreError
from learning_coverage.store.store import Figures, Store

__all__ = ["Figures", "Store", "StoreError"]
