"""A store copied to another place or kind, commit by commit: the same bytes, so the same hashes and figures."""

from learning_coverage.store.log.log import Head, StoreError, contains
from learning_coverage.store.operate.location import Location, lock_log, open_log


def copy_store(source: Location, target: Location) -> Head:
    """Bring the target up to the source; what it has already of the same store stays, so it can be cut short.

    StoreError when the target holds another store, or either is damaged.
    """
    with open_log(source) as read, lock_log(target) as written:
        begun = written.head()
        if begun.seq and not contains(read, begun):
            raise StoreError("copy_other")
        for commit in read.since(begun.seq):
            blobs = {name: read.blob(name) for name in filter(None, (commit.raw, commit.rows))}
            if written.append(commit, blobs).hash != commit.hash:
                raise StoreError("copy_other")
        return written.head()
