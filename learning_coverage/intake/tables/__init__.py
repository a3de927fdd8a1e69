"""Tables of a sheet: header, columns, kinds of rows, counts."""
