"""The append-only log: commits, archived files, their encoding, and durable writes."""
