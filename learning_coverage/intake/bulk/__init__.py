"""Reader of large CSV files: columns of distinct texts instead of single cells."""
