"""The log in a DuckLake: a catalogue in PostgreSQL, Parquet in a bucket or a folder; any number of processes write.

Its libraries are those of requirements-scale.txt; only `lake_url` does without them.
"""
