"""Settings of the workforce app: `REGIE_WORKFORCE_…`, or the table `[workforce]` of regie.toml."""

from __future__ import annotations

from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class WorkforceSettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_WORKFORCE_")
