"""Checks of rows after they are read: consistency, plausibility, rejected rows."""
