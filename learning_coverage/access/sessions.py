"""Sessions in `sessions.json`: SHA-256 of a random cookie → account and expiry, so that a stolen file admits no one."""

import secrets
import time
from pathlib import Path

from learning_coverage.access.accounts import Account, Accounts, hash_secret
from learning_coverage.access.private_file import PrivateFile

MAX_PER_ACCOUNT = 20  # above, the oldest session ends


class Sessions:
    """The sessions of all accounts of one store; each lasts `hours`."""

    def __init__(self, store: Path, accounts: Accounts, hours: int) -> None:
        self._file = PrivateFile(store / "access" / "sessions.json")
        self._accounts = accounts
        self._lifetime = hours * 3600

    def start(self, account: Account) -> str:
        """Start a session; the value of its cookie, which is not stored."""
        cookie = secrets.token_urlsafe(32)
        now = time.time()
        with self._file.edit() as sessions:
            for digest in [digest for digest, entry in sessions.items() if entry["until"] <= now]:
                del sessions[digest]
            own = sorted(
                (entry["until"], digest) for digest, entry in sessions.items() if entry["name"] == account.name
            )
            for _, digest in own[: max(0, len(own) - MAX_PER_ACCOUNT + 1)]:
                del sessions[digest]
            sessions[hash_secret(cookie)] = {
                "name": account.name,
                "generation": account.generation,
                "until": now + self._lifetime,
            }
        return cookie

    def find_account(self, digest: str) -> Account | None:
        """The account of a session; None when it has expired or ended, or the account was disabled or changed."""
        entry = self._file.read().get(digest)
        if not entry or entry["until"] <= time.time():
            return None
        account = self._accounts.find(entry["name"])
        return account if account and account.generation == entry["generation"] else None

    def end(self, digest: str) -> None:
        """End a session, if there is one."""
        with self._file.edit() as sessions:
            sessions.pop(digest, None)
