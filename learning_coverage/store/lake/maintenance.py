"""What keeps a lake small and fast. Nothing of the history goes: every commit and every byte stays."""

from learning_coverage.store.lake.connection import LakeConnection
from learning_coverage.store.lake.lake_url import LakeAddress

RETENTION = (
    "INTERVAL 7 DAY"  # a reader never holds a file that long, a backup of catalogue and files does not take longer
)
STEPS = (
    # rows that PostgreSQL keeps for the time being become Parquet
    "CALL ducklake_flush_inlined_data('lake')",
    # one upload made one file: neighbours become one, of a size that is still read quickly for a single form
    "CALL lake.set_option('target_file_size', '32MB')",
    "CALL ducklake_merge_adjacent_files('lake')",
    # snapshots are the lake's own undo, which nobody needs: the log has its own. Files only they need go after them
    f"CALL ducklake_expire_snapshots('lake', older_than => now() - {RETENTION})",
    f"CALL ducklake_cleanup_old_files('lake', older_than => now() - {RETENTION})",
    f"CALL ducklake_delete_orphaned_files('lake', older_than => now() - {RETENTION})",
)


def maintain(address: LakeAddress) -> None:
    """Do all steps, each in a turn of its own so that nobody who saves waits for more than one of them."""
    session = LakeConnection(address)
    try:
        for step in STEPS:
            with session.write_lock:
                session.query(step)
    finally:
        session.close()
