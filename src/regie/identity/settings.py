"""How long people stay signed in, and what else an operator may want otherwise."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class IdentitySettings(SettingsSection):
    """Each field is read from `REGIE_IDENTITY_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="REGIE_IDENTITY_")

    session_days: int = Field(7, ge=1, le=30)
    """A session's longest life, whatever is done in it."""
    idle_hours: int = Field(12, ge=1, le=168)
    """Without a request for so long, it is over."""
