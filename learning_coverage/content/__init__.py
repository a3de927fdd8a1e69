"""What a screen, slide, sheet or document shows: chosen here once, rendered many times."""
