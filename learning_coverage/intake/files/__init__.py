"""From bytes to a sheet: file types, encodings, hidden rows, formulas without values."""
