"""Settings of the staff app: `REGIE_STAFF_…`, or the table `[staff]` of regie.toml."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from regie.core.settings import SettingsSection


class StaffSettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_STAFF_")

    document_bytes: int = Field(10 * 2**20, ge=2**16, le=100 * 2**20)
    """The largest document of a personnel file."""
    documents_quota_bytes: int = Field(50 * 2**20, ge=2**20, le=2**33)
    """All documents of one file together."""
    statistics_ttl_s: int = Field(480, ge=300, le=600)
    """For so long figures are remembered; a change ends them at once."""
