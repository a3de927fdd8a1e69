"""From a sheet to rows: header, columns, kinds of rows, counts."""
