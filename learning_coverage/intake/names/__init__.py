"""Words in files: header terms, indicators, units, villages, years, cell values."""
