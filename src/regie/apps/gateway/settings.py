"""Settings of the gateway app: `REGIE_GATEWAY_…`, or the table `[gateway]` of regie.toml."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from regie.core.settings import CommaSeparated, SettingsSection


class GatewaySettings(SettingsSection):
    model_config = SettingsConfigDict(env_prefix="REGIE_GATEWAY_")

    allow: CommaSeparated[IPv4Network | IPv6Network] = ()
    """Networks that are not public and in which providers may be all the same: that of the machine
    with the Ollama server. Loopback is open in demo and development."""

    connect_s: float = Field(3.0, gt=0, le=60)
    first_s: float = Field(60.0, gt=0, le=600)
    """How long a provider may be silent, before its answer and between two pieces of it."""
    whole_s: float = Field(600.0, gt=0, le=3600)
    """How long one answer may take."""
    connections: int = Field(512, ge=1, le=10_000)
    """To one provider, of one process."""

    at_once_of_key: int = Field(256, ge=1, le=1000)
    """Requests of one key under way in one process, answers that stream among them; of all keys
    it serves a thousand at most."""
    body_limit_bytes: int = Field(8_388_608, ge=1024)
    """Of one request: long contexts, and pictures."""
    cache_ttl_s: int = Field(3600, ge=1, le=2_592_000)
    """How long the answer to a request that leaves nothing to chance is given again."""
    settle_within_s: float = Field(60.0, gt=0, le=3600)
    """Beyond `whole_s`: after that a request whose process died has cost what was reserved."""
