"""Who may do what: roles and acts, accounts, sessions, and the record of what was done. Knows nothing of pages."""

from learning_coverage.access.roles import ROLES, Act, By, User

__all__ = ["ROLES", "Act", "By", "User"]
