"""HTTP shapes of tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regie.core.access import Permission
from regie.core.i18n import Language, typeset
from regie.core.input import ShortText

from .domain import Token
from .service import Draft, Made

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

    def as_draft(self) -> Draft:
        return Draft(self.name, self.permissions, self.expires_in_days)


class ServiceTokenDraft(TokenDraft):
    """What is decided about a machine's token."""

    place_id: PlaceId | None = None
    """It reaches that place and what is below it; null reaches everywhere."""

    def as_draft(self) -> Draft:
        return super().as_draft()._replace(place_id=self.place_id)


class PlaceOfToken(BaseModel):
    id: int
    name: str


class SeenToken(BaseModel):
    id: int
    kind: Literal["personal", "service"]
    name: str
    prefix: str
    """The beginning of its secret."""
    permissions: list[str]
    place: PlaceOfToken | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    """To the minute."""
    revoked_at: datetime | None

    @classmethod
    def of(cls, token: Token) -> Self:
        return cls(**_fields(token))


class SeenTokenWithSecret(SeenToken):
    secret: str | None
    """Shown this once; null when the request is answered again for its Idempotency-Key."""

    @classmethod
    def made(cls, made: Made) -> Self:
        return cls(**_fields(made.token), secret=made.secret)


class PermissionChoice(BaseModel):
    """A permission that a token may be given."""

    name: str
    title: str
    dangerous: bool
    """Wants the password or the second factor once more."""

    @classmethod
    def of(cls, permission: Permission, language: Language) -> Self:
        return cls(
            name=permission.name,
            title=typeset(permission.title, language),
            dangerous=permission.dangerous,
        )


class SeenTokens(BaseModel):
    tokens: list[SeenToken]
    choices: list[PermissionChoice]
    """What a new one may be given by who asks."""
    next: int | None
    """The next page's `before`; null at the end."""


class TokenExchange(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    audience: Audience = "regie"


class TokenRefresh(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    refresh_token: Secret


class GrantedTokens(BaseModel):
    """As RFC 6749 §5.1 names it."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a scheme
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


def _fields(token: Token) -> dict[str, Any]:
    place = token.place
    return {
        "id": token.id,
        "kind": token.kind,
        "name": token.name,
        "prefix": token.prefix,
        "permissions": list(token.permissions),
        "place": None if place is None else PlaceOfToken(id=place.id, name=place.name),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "used_at": token.used_at,
        "revoked_at": token.revoked_at,
    }
