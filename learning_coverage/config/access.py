"""The access rules (`access.yaml`): one PC, or accounts; a missing file means one PC."""

from typing import Literal, Self

from pydantic import Field, model_validator

from learning_coverage.config.errors import not_allowed
from learning_coverage.config.model import FrozenModel, NonEmptyStr


class Oidc(FrozenModel):
    """Sign-in by OpenID Connect (Google, Microsoft, Keycloak); the secret is in `<store>/access/oidc_secret`."""

    issuer: NonEmptyStr
    client_id: NonEmptyStr
    label: NonEmptyStr = "Google / Microsoft"


class Access(FrozenModel):
    """`single`: everybody at this PC has all rights. `accounts`: every user signs in."""

    mode: Literal["single", "accounts"] = "single"
    allowed_hosts: tuple[NonEmptyStr, ...] = Field(default=("localhost", "127.0.0.1"), min_length=1, strict=False)
    session_hours: int = Field(default=12, ge=1, le=720)
    public: bool = False
    two_person: bool = False
    api: bool = False
    oidc: Oidc | None = None

    @property
    def has_accounts(self) -> bool:
        """Whether users sign in with accounts; else everybody at this PC has every right."""
        return self.mode == "accounts"

    @model_validator(mode="after")
    def _require_accounts(self) -> Self:
        """Reject settings that need accounts: without effect, they would give a false sense of protection."""
        if not self.has_accounts:
            for key in ("public", "two_person", "api", "oidc"):
                if getattr(self, key):
                    raise not_allowed(key, "mode: accounts")
        return self
