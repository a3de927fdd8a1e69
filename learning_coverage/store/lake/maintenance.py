"""Maintenance of a lake: fewer and larger files. Every commit and every blob of the history stays."""

from learning_coverage.store.lake.connection import LakeConnection
from learning_coverage.store.lake.lake_url import LakeAddress

RETENTION = "INTERVAL 7 DAY"  # longer than a reader holds a file, or a backup of catalogue and files takes
STEPS = (
    # rows inlined in PostgreSQL become Parquet
    "CALL ducklake_flush_inlined_data('lake')",
    # each upload made a file: adjacent ones are merged, up to a size from which one blob is still read quickly
    "CALL lake.set_option('target_file_size', '32MB')",
    "CALL ducklake_merge_adjacent_files('lake')",
    # the snapshots of the lake are not needed, since the log undoes by commits; then their files are deleted
    f"CALL ducklake_expire_snapshots('lake', older_than => now() - {RETENTION})",
    f"CALL ducklake_cleanup_old_files('lake', older_than => now() - {RETENTION})",
    f"CALL ducklake_delete_orphaned_files('lake', older_than => now() - {RETENTION})",
)


def maintain(address: LakeAddress) -> None:
    """Run all steps, each under the write lock on its own, so that a writer waits for one of them at most."""
    connection = LakeConnection(address)
    try:
        for step in STEPS:
            with connection.write_lock:
                connection.query(step)
    finally:
        connection.close()
