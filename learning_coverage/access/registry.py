"""What the doors keep: accounts, sessions, mistakes, the record; one for the process."""

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from learning_coverage.access.accounts import Account, Accounts
from learning_coverage.access.audit import Audit
from learning_coverage.access.private_file import AccessError, write_private
from learning_coverage.access.roles import GUEST, User
from learning_coverage.access.sessions import Sessions
from learning_coverage.access.throttle import Throttle
from learning_coverage.config import Access

# How the gate tells Streamlit, and Streamlit the pages, under which session somebody came in.
SESSION_HEADER = "X-Learning-Session"
SESSION_KEY = "session"


@dataclass(frozen=True)
class AccessRegistry:
    access: Access
    folder: Path
    accounts: Accounts
    sessions: Sessions
    audit: Audit
    throttle: Throttle = field(default_factory=Throttle)

    @classmethod
    def create(cls, access: Access, store: Path, audit: Audit) -> "AccessRegistry":
        accounts = Accounts(store)
        return cls(access, store, accounts, Sessions(store, accounts, access.session_hours), audit)

    def find_user(self, session: str) -> User | None:
        """Who came in under this session, if it still stands."""
        if session == GUEST:
            return User("", GUEST) if self.access.public else None
        account = self.sessions.find_account(session)
        return account.user if account else None

    def load_cookie_secret(self) -> str:
        """What Streamlit signs its own cookies with; made at the first start."""
        path = self.folder / "access" / "cookie_secret"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(path, secrets.token_hex().encode())
        return path.read_text(encoding="utf-8")

    def read_oidc_secret(self) -> str:
        """The secret the identity provider gave, in a file of its own; AccessError when it is missing."""
        path = self.folder / "access" / "oidc_secret"
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise AccessError("no_oidc_secret", file=path.name) from error

    def authenticate_token(self, authorization: str) -> Account | None:
        """`Bearer TOKEN`, or `Basic` with the token as the password, as Excel asks for it."""
        if not self.access.api:
            return None
        kind, _, told = authorization.partition(" ")
        if kind.lower() == "basic":
            try:
                told = base64.b64decode(told, validate=True).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return None
        return self.accounts.find_by_token(told.strip()) if kind.lower() in ("basic", "bearer") and told else None
