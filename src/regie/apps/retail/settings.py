"""Settings of the retail app: `REGIE_RETAIL_…`, or the table `[retail]` of regie.toml."""

from __future__ import annotations

from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class RetailSettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_RETAIL_")
