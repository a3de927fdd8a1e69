"""Who is signed in: the SHA-256 of a random cookie → the account, until when. A stolen file opens nothing."""

import secrets
import time
from pathlib import Path

from learning_coverage.access.accounts import Account, Accounts, hash_secret
from learning_coverage.access.private_file import PrivateFile

MAX_PER_ACCOUNT = 20  # sessions of one account; the oldest goes


class Sessions:
    def __init__(self, store: Path, accounts: Accounts, hours: int) -> None:
        self._file = PrivateFile(store / "access" / "sessions.json")
        self._accounts = accounts
        self._lifetime = hours * 3600

    def start(self, account: Account) -> str:
        """Sign in; what is handed back goes into the cookie and is kept nowhere."""
        cookie = secrets.token_urlsafe(32)
        now = time.time()
        with self._file.edit() as sessions:
            for digest in [digest for digest, kept in sessions.items() if kept["until"] <= now]:
                del sessions[digest]
            own = sorted((k["until"], digest) for digest, k in sessions.items() if k["name"] == account.name)
            for _, digest in own[: max(0, len(own) - MAX_PER_ACCOUNT + 1)]:
                del sessions[digest]
            sessions[hash_secret(cookie)] = {
                "name": account.name,
                "generation": account.generation,
                "until": now + self._lifetime,
            }
        return cookie

    def find_account(self, digest: str) -> Account | None:
        """The account of a session that is alive: not over, not ended, the account in use and as it was."""
        kept = self._file.read().get(digest)
        if not kept or kept["until"] <= time.time():
            return None
        account = self._accounts.find(kept["name"])
        return account if account and account.generation == kept["generation"] else None

    def end(self, digest: str) -> None:
        with self._file.edit() as sessions:
            sessions.pop(digest, None)
