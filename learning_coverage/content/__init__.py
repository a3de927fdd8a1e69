"""Content of pages, slides, sheets and documents: rows, order, limits, sentences and notes."""
