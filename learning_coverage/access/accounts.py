"""Accounts in `accounts.json` beside the store, created and changed on the command line only."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from learning_coverage.access.private_file import AccessError, PrivateFile
from learning_coverage.access.roles import ROLES, User

MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH = 10, 200  # characters
MAX_NAME_LENGTH = 60
_hasher = PasswordHasher()
# An unknown name takes as long to reject as a wrong password, so that response times do not reveal names.
_DUMMY_HASH = _hasher.hash(secrets.token_hex())


@dataclass(frozen=True)
class Account:
    """An account. `generation` grows with every change that ends its sessions; `token` is a SHA-256."""

    name: str
    role: str
    villages: tuple[str, ...] | None = None
    email: str | None = None
    password: str | None = None
    token: str | None = None
    disabled: bool = False
    generation: int = 0

    @property
    def user(self) -> User:
        """The user of the account, with its role and areas; ValueError for an unknown role."""
        return User(self.name, self.role, None if self.villages is None else frozenset(self.villages))


def normalise_name(name: str) -> str:
    """The key of a name: NFC, trimmed, without case."""
    return unicodedata.normalize("NFC", name).strip().casefold()


class Accounts:
    """The accounts of one store. AccessError "unreadable" from every method when the file is damaged."""

    def __init__(self, store: Path) -> None:
        self._file = PrivateFile(store / "access" / "accounts.json")

    def all(self) -> list[Account]:
        """Every account, disabled ones too, in the order of creation."""
        return [_parse_account(entry) for entry in self._file.read().values()]

    def find(self, name: str) -> Account | None:
        """The account of that name; None when there is none or it is disabled."""
        entry = self._file.read().get(normalise_name(name))
        account = _parse_account(entry) if entry else None
        return account if account and not account.disabled else None

    def authenticate(self, name: str, password: str) -> Account | None:
        """The account of that name and password, or None."""
        account = self.find(name) if len(name) <= MAX_NAME_LENGTH else None
        password_hash = account.password if account and account.password else _DUMMY_HASH
        try:
            _hasher.verify(password_hash, password[: MAX_PASSWORD_LENGTH + 1])
        except (VerificationError, InvalidHashError):
            return None
        return account if account and account.password else None

    def find_by_email(self, email: str) -> Account | None:
        """The enabled account of that e-mail address, or None."""
        if not normalise_name(email):
            return None
        return next(
            (a for a in self.all() if a.email and not a.disabled and normalise_name(a.email) == normalise_name(email)),
            None,
        )

    def find_by_token(self, token: str) -> Account | None:
        """The enabled account of that API token, or None."""
        digest = hash_secret(token)
        return next((a for a in self.all() if a.token == digest and not a.disabled), None)

    def add(
        self,
        name: str,
        role: str,
        *,
        password: str | None,
        villages: Iterable[str] | None = None,
        email: str | None = None,
    ) -> None:
        """Create an account; without a password it signs in by e-mail at the identity provider.

        AccessError for an invalid or used name, an unknown role, a used e-mail address or a weak password.
        """
        if not normalise_name(name) or len(name) > MAX_NAME_LENGTH or not name.isprintable():
            raise AccessError("bad_name", n=MAX_NAME_LENGTH)
        if role not in ROLES:
            raise AccessError("bad_role", roles=", ".join(ROLES))
        if password is None and email is None:
            raise AccessError("no_way_in")
        limited = tuple(villages) if villages is not None else None
        account = Account(unicodedata.normalize("NFC", name).strip(), role, limited, email)
        with self._file.edit() as accounts:
            if normalise_name(name) in accounts:
                raise AccessError("name_taken", name=name)
            if email and any(
                entry["email"] and normalise_name(entry["email"]) == normalise_name(email)
                for entry in accounts.values()
            ):
                raise AccessError("email_taken", email=email)
            accounts[normalise_name(name)] = asdict(
                replace(account, password=None if password is None else hash_password(name, password))
            )

    def set_password(self, name: str, password: str) -> None:
        """Change the password; all sessions of the account end."""
        self._change(name, password=hash_password(name, password))

    def disable(self, name: str) -> None:
        """Disable the account; its sessions and its token end."""
        self._change(name, disabled=True, token=None)

    def enable(self, name: str) -> None:
        """Enable a disabled account; a token has to be created anew."""
        self._change(name, disabled=False)

    def new_token(self, name: str) -> str:
        """A new token for the data API, of which only the hash is stored; the one before ends."""
        token = secrets.token_urlsafe(32)
        self._change(name, token=hash_secret(token))
        return token

    def _change(self, name: str, **changes: Any) -> None:
        with self._file.edit() as accounts:
            if normalise_name(name) not in accounts:
                raise AccessError("no_account", name=name)
            entry = accounts[normalise_name(name)]
            ends_sessions = changes.keys() != {"token"}
            entry.update(changes, generation=entry["generation"] + int(ends_sessions))


def hash_password(name: str, password: str) -> str:
    """The Argon2 hash of a password; AccessError when its length is not allowed or it is easy to guess."""
    if not MIN_PASSWORD_LENGTH <= len(password) <= MAX_PASSWORD_LENGTH:
        raise AccessError("bad_password", shortest=MIN_PASSWORD_LENGTH, longest=MAX_PASSWORD_LENGTH)
    if normalise_name(name) in normalise_name(password) or len(set(password)) < 5:
        raise AccessError("easy_password")
    return _hasher.hash(password)


def hash_secret(secret: str) -> str:
    """The SHA-256 of a random secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _parse_account(stored: dict[str, Any]) -> Account:
    try:
        account = Account(**{**stored, "villages": stored["villages"] and tuple(stored["villages"])})
        account.user  # noqa: B018  raises for an unknown role
    except (TypeError, KeyError, ValueError) as error:
        raise AccessError("unreadable", file="accounts.json") from error
    return account
