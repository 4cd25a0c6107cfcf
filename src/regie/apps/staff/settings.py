"""Settings of the staff app: `REGIE_STAFF_…`, or the table `[staff]` of regie.toml."""

from __future__ import annotations

from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class StaffSettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_STAFF_")
