"""Documents: one folder per file format, each places and styles what `content/` chooses."""
