"""Who may come in (`access.yaml`): one PC, or accounts; a missing file means one PC."""

from typing import Literal, Self

from pydantic import Field, model_validator

from learning_coverage.config.errors import not_allowed
from learning_coverage.config.model import FrozenModel, NonEmptyStr


class Oidc(FrozenModel):
    """Sign-in with an account of Google, Microsoft, Keycloak …; the secret is in `<store>/access/oidc_secret`."""

    issuer: NonEmptyStr
    client_id: NonEmptyStr
    label: NonEmptyStr = "Google / Microsoft"


class Access(FrozenModel):
    """`single`: whoever sits at this PC may do all. `accounts`: everybody signs in first."""

    mode: Literal["single", "accounts"] = "single"
    allowed_hosts: tuple[NonEmptyStr, ...] = Field(default=("localhost", "127.0.0.1"), min_length=1, strict=False)
    session_hours: int = Field(default=12, ge=1, le=720)
    public: bool = False
    two_person: bool = False
    api: bool = False
    oidc: Oidc | None = None

    @property
    def has_accounts(self) -> bool:
        return self.mode == "accounts"

    @model_validator(mode="after")
    def _require_accounts(self) -> Self:
        """What tells people apart needs accounts; kept silently without effect it would be believed."""
        if not self.has_accounts:
            for key in ("public", "two_person", "api", "oidc"):
                if getattr(self, key):
                    raise not_allowed(key, "mode: accounts")
        return self
