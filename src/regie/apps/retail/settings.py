"""Settings of the retail app: `REGIE_RETAIL_…`, or the table `[retail]` of regie.toml."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class RetailSettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_RETAIL_")

    purchase_percent: int = Field(60, ge=0, le=100)
    """What a line that was imported is taken to have cost, in percent of its price without VAT,
    when neither the file nor the catalogue knows its purchase price."""
