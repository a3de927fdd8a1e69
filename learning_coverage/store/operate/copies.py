"""Copying a store to another location or kind, commit by commit, so that bytes, hashes and figures are the same."""

from learning_coverage.store.log.log import Head, StoreError, contains
from learning_coverage.store.operate.location import Location, lock_log, open_log


def copy_store(source: Location, target: Location) -> Head:
    """Append the commits of the source that the target lacks; the target's last commit. It may be interrupted.

    StoreError when the target holds another store, or either is damaged.
    """
    with open_log(source) as read, lock_log(target) as written:
        head = written.head()
        if head.seq and not contains(read, head):
            raise StoreError("copy_other")
        for commit in read.since(head.seq):
            blobs = {name: read.blob(name) for name in filter(None, (commit.raw, commit.rows))}
            if written.append(commit, blobs).hash != commit.hash:
                raise StoreError("copy_other")
        return written.head()
