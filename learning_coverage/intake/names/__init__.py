"""Names in files: header words, indicators, villages, years, cell values."""
