"""Peers: the overview built in simpler or other ways from the same figures, to measure the dashboard against."""
