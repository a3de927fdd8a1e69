"""Who may do what: roles and acts, accounts, sessions, and the record of what was done. Knows nothing of pages."""

from learning_coverage.access.roles import ROLES, Actor, Right, User

__all__ = ["ROLES", "Actor", "Right", "User"]
