"""Settings of the console: it has none yet."""

from __future__ import annotations

from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class ConsoleSettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_CONSOLE_")
