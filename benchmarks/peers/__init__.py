"""The same screen as others would make it, from the same figures, to measure ours against."""
