"""Files as sheets: file types, encodings, hidden rows, formulas without values."""
