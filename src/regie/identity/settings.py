"""How long people stay signed in, and what else an operator may want otherwise."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic_settings import SettingsConfigDict

from regie.core.settings import CommaSeparated, SettingsSection

AudienceName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]{0,63}$")]


class IdentitySettings(SettingsSection):
    """Each field is read from `REGIE_IDENTITY_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="REGIE_IDENTITY_")

    session_days: int = Field(7, ge=1, le=30)
    """A session's longest life, whatever is done in it."""
    idle_hours: int = Field(12, ge=1, le=168)
    """Without a request for so long, it is over."""
    audiences: CommaSeparated[AudienceName] = ()
    """Other services for which tokens are exchanged: they verify them by `identity/jwks.json`."""
