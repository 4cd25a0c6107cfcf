"""HTTP shapes of tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regie.core.input import ShortText

LONGEST_DAYS = 365
MOST_PERMISSIONS = 200

PermissionName = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}$", max_length=100)
]
Audience = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]{0,63}$")]
"""The name of a service: `regie` is this installation's own API."""
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _without_doubles(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


Permissions = Annotated[
    list[PermissionName],
    Field(min_length=1, max_length=MOST_PERMISSIONS),
    AfterValidator(_without_doubles),
]
Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)]
PlaceId = Annotated[int, Field(ge=1, le=2**63 - 1)]


class TokenDraft(BaseModel):
    """What a person decides about a token of hers."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: ShortText
    permissions: Permissions
    expires_in_days: Days


class ServiceTokenDraft(TokenDraft):
    """What is decided about a machine's token."""

    place_id: PlaceId | None = None
    """It reaches that place and what is below it; null reaches everywhere."""


class SeenPlace(BaseModel):
    id: int
    name: str


class SeenToken(BaseModel):
    id: int
    kind: Literal["personal", "service"]
    name: str
    prefix: str
    """The beginning of its secret."""
    permissions: list[str]
    place: SeenPlace | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    """To the minute."""
    revoked_at: datetime | None


class SeenTokenWithSecret(SeenToken):
    secret: str | None
    """Shown this once; null when the request is answered again for its Idempotency-Key."""


class Choice(BaseModel):
    """A permission that a token may be given."""

    name: str
    title: str
    dangerous: bool
    """Wants the password or the second factor once more."""


class SeenTokens(BaseModel):
    tokens: list[SeenToken]
    choices: list[Choice]
    """What a new one may be given by who asks."""


class Exchange(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    audience: Audience = "regie"


class Refresh(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    refresh_token: Secret


class Granted(BaseModel):
    """As RFC 6749 §5.1 names it."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    """Seconds."""
    refresh_token: str


class PublicKey(BaseModel):
    """A JSON Web Key (RFC 8037)."""

    kty: Literal["OKP"] = "OKP"
    crv: Literal["Ed25519"] = "Ed25519"
    use: Literal["sig"] = "sig"
    alg: Literal["EdDSA"] = "EdDSA"
    kid: str
    x: str


class PublicKeys(BaseModel):
    keys: list[PublicKey]
