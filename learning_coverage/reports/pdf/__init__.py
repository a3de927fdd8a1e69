"""PDF booklet and the Typst templates it is set with."""
