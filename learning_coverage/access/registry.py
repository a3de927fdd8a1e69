"""The registry of access: accounts, sessions, audit log and throttle, one of each for the process."""

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

# The header in which authentication passes the session to Streamlit, and the key under which Streamlit passes it on.
SESSION_HEADER = "X-Learning-Session"
SESSION_KEY = "session"


@dataclass(frozen=True)
class AccessRegistry:
    """Everything that decides who is signed in; `folder` holds it on disk."""

    access: Access
    folder: Path
    accounts: Accounts
    sessions: Sessions
    audit: Audit
    throttle: Throttle = field(default_factory=Throttle)

    @classmethod
    def create(cls, access: Access, store: Path, audit: Audit) -> "AccessRegistry":
        """The registry of the accounts and sessions in the folder `store`."""
        accounts = Accounts(store)
        return cls(access, store, accounts, Sessions(store, accounts, access.session_hours), audit)

    def find_user(self, session: str) -> User | None:
        """The user of a session, None when it has ended; the guest where the configuration admits guests."""
        if session == GUEST:
            return User("", GUEST) if self.access.public else None
        account = self.sessions.find_account(session)
        return account.user if account else None

    def load_cookie_secret(self) -> str:
        """The secret Streamlit signs its own cookies with, created at the first start."""
        path = self.folder / "access" / "cookie_secret"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(path, secrets.token_hex().encode())
        return path.read_text(encoding="utf-8")

    def read_oidc_secret(self) -> str:
        """The client secret of the identity provider; AccessError when its file is missing."""
        path = self.folder / "access" / "oidc_secret"
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise AccessError("no_oidc_secret", file=path.name) from error

    def authenticate_token(self, authorization: str) -> Account | None:
        """The account of an Authorization header: `Bearer TOKEN`, or `Basic` with it as password (Excel)."""
        if not self.access.api:
            return None
        kind, _, token = authorization.partition(" ")
        if kind.lower() == "basic":
            try:
                token = base64.b64decode(token, validate=True).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return None
        return self.accounts.find_by_token(token.strip()) if kind.lower() in ("basic", "bearer") and token else None
