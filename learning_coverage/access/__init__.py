"""Access: roles and rights, accounts, sessions, sign-in throttling and the audit log. It imports no page."""

from learning_coverage.access.roles import ROLES, Actor, Right, User

__all__ = ["ROLES", "Actor", "Right", "User"]
