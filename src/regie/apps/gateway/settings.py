"""Settings of the gateway app: `REGIE_GATEWAY_…`, or the table `[gateway]` of regie.toml."""

from __future__ import annotations

from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class GatewaySettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_GATEWAY_")
