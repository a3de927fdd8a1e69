"""The DuckDB view of the log: built from commits, disposable, queried by `queries`."""
