"""State of one run: current user, scope, as-of, boundaries, links, the stores behind them, and error messages."""
