"""The settings of an installation. No usable secret has a default."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs
from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from regie.core.errors import Misconfigured
from regie.core.i18n import Language
from regie.core.input import Email

from .fields import CommaSeparated
from .public_url import PublicUrl, base_url, local_url, proxied_name
from .section import SettingsSection
from .sizing import Size, Sizing, sized_for

Environment = Literal["demo", "development", "production"]

SHORTEST_SECRET_KEY = 32
"""Characters; what `regie config new-secret` prints has 64."""


_ROOT_PATH: Final = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*")
"""It is written into pages, cookies and headers as it is: nothing in it may need quoting."""


def _root_path(value: str) -> str:
    path = value.strip().rstrip("/")
    if not _ROOT_PATH.fullmatch(path):
        raise ValueError("must look like /mppeep: letters, digits and ._~- between slashes")
    return path


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("must be a name of the IANA database, such as Europe/Paris") from error
    return value


def default_home() -> Path:
    """The user's data folder."""
    return platformdirs.user_data_path("regie", appauthor=False)


class Settings(SettingsSection):
    """Each field is read from `REGIE_<FIELD>` or from the key of that name in regie.toml."""

    model_config = SettingsConfigDict(env_prefix="REGIE_")

    env: Environment = "production"
    home: Path = Field(default_factory=default_home)
    apps: CommaSeparated[str] = ()
    """Those that it runs; none named are all that there are."""

    organisation: str = Field("Régie", min_length=1, max_length=80)
    language: Language = "fr"
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "Europe/Paris"

    host: str = "127.0.0.1"
    port: int = Field(9000, ge=0, le=65535)
    workers: int = Field(2, ge=1, le=64)
    job_workers: int = Field(2, ge=0, le=64)
    """Processes that run jobs, each one at a time; 0 leaves them to `regie worker` elsewhere."""
    job_drain_s: float = Field(5.0, ge=0, le=600)
    """What a job has to finish at a stop, before it is given back to begin anew."""
    root_path: Annotated[str, AfterValidator(_root_path)] = ""
    public_url: PublicUrl | None = None
    """What people type to come here; links in e-mails begin with it. See `base_url`."""
    allowed_hosts: CommaSeparated[str] = ()
    trusted_proxies: CommaSeparated[IPv4Network | IPv6Network] = ()
    metrics_from: CommaSeparated[IPv4Network | IPv6Network] = ()

    database_url: SecretStr | None = None
    redis_url: SecretStr | None = None
    """One server for cache, broker and results, or `none`."""
    cache_url: SecretStr | None = None
    broker_url: SecretStr | None = None
    results_url: SecretStr | None = None
    """Servers of their own; these three win over `redis_url`."""

    size: Size = "small"
    """What the next four are unless they are set: see `sizing`."""
    database_pool_size: int | None = Field(None, ge=1, le=2000)
    """Of the whole installation; each process has its share."""
    database_pool_overflow: int | None = Field(None, ge=0, le=2000)
    cache_ttl_s: int | None = Field(None, ge=1, le=86_400)
    order_questions_a_minute: int | None = Field(None, ge=1, le=600_000)
    """That one address may ask without being known."""
    requests_a_minute: int = Field(600, ge=1, le=600_000)
    """Of one address, to everything but pages."""
    machines: int = Field(1, ge=1, le=1000)
    """That run workers of this installation: pools and, without Redis, limits are shared out."""

    slow_sql_ms: int = Field(1000, ge=1)
    """From when on a statement is slow: it is logged, and kept for the console."""

    secret_key: SecretStr | None = None
    old_secret_keys: CommaSeparated[SecretStr] = ()
    """Former ones, which still open what they have sealed."""
    webhook_allow: CommaSeparated[IPv4Network | IPv6Network] = ()
    """Networks that are not public and that webhooks may lead to all the same."""

    mail_url: SecretStr | None = None
    """`smtp://…`, `smtps://…`, or `mailbox`, where e-mails stay: what demos do without it. In
    production they wait without it."""
    mail_from: str | None = Field(None, max_length=320)
    """In whose name: an address, or `Name <address>`."""
    alerts_to: CommaSeparated[Email] = ()
    """Who is told by e-mail of what an operator has to look at; nobody without it."""

    max_in_flight: int = Field(100, ge=1)
    max_waiting: int = Field(100, ge=0)
    max_wait_s: float = Field(1.0, ge=0)
    body_limit_bytes: int = Field(1_048_576, ge=1024)
    drain_s: float = Field(1.0, ge=0, le=300)
    grace_s: float = Field(20.0, ge=0, le=600)

    log_format: Literal["auto", "json", "text"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @model_validator(mode="after")
    def _separate_servers_together(self) -> Self:
        urls = {"CACHE": self.cache_url, "BROKER": self.broker_url, "RESULTS": self.results_url}
        missing = [f"REGIE_{name}_URL" for name, url in urls.items() if url is None]
        if 0 < len(missing) < len(urls):
            raise ValueError(
                "REGIE_CACHE_URL, REGIE_BROKER_URL and REGIE_RESULTS_URL are set together: "
                f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
            )
        return self

    @model_validator(mode="after")
    def _public_url_with_root_path(self) -> Self:
        if self.public_url is not None:
            base_url(self.public_url, self.root_path)
        return self

    @property
    def base_url(self) -> str:
        """Where people open this installation, root path included, no final slash: what was set;
        else in production, where proxies speak HTTPS, the first name that is allowed; else what
        `regie up` announces. Never what a request says of itself. Raises Misconfigured where only
        a running `regie up` knows the port."""
        if self.public_url is not None:
            return base_url(self.public_url, self.root_path)
        name = proxied_name(self.allowed_hosts) if self.env == "production" else None
        if name is not None:
            return f"https://{name}{self.root_path}"
        if self.port == 0:
            raise Misconfigured(
                "REGIE_PORT=0 has the system choose a port, which only `regie up` and its workers "
                "know: set REGIE_PUBLIC_URL, with which links begin, or a port"
            )
        return local_url(self.host, self.port, self.root_path)

    def require_complete(self) -> None:
        """Raises Misconfigured when a production must not start like this, naming the remedy."""
        missing = self.missing_for_production() if self.env == "production" else []
        if missing:
            raise Misconfigured("\n".join(missing))

    def missing_for_production(self) -> list[str]:
        missing: list[str] = []
        if self.secret_key is None:
            missing.append("REGIE_SECRET_KEY is missing: make one with `regie config new-secret`")
        elif is_weak(self.secret_key.get_secret_value()):
            missing.append(
                "REGIE_SECRET_KEY is too short or too regular: "
                "make one with `regie config new-secret`"
            )
        if not self.allowed_hosts:
            missing.append(
                "REGIE_ALLOWED_HOSTS is missing: name the hosts that people use, "
                "such as regie.example.fr"
            )
        return missing

    @property
    def processes(self) -> int:
        """Those that answer requests: limits are shared out among them."""
        return self.workers * self.machines

    @property
    def connecting_processes(self) -> int:
        """Those and the ones that run jobs: pools are shared out among them all."""
        return (self.workers + self.job_workers) * self.machines

    def sizing(self) -> Sizing:
        """Raises Misconfigured for a size that needs what this installation runs without."""
        return sized_for(
            self.size,
            without_redis=self.without_redis,
            pool_size=self.database_pool_size,
            pool_overflow=self.database_pool_overflow,
            cache_ttl_s=self.cache_ttl_s,
            order_questions_a_minute=self.order_questions_a_minute,
        )

    @property
    def has_demo_data(self) -> bool:
        return self.env != "production"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def without_redis(self) -> bool:
        return self.redis_url is not None and self.redis_url.get_secret_value() == "none"


def is_weak(secret: str) -> bool:
    """Too short, or of so few characters that somebody typed it rather than drew it."""
    return len(secret) < SHORTEST_SECRET_KEY or len(set(secret)) < 12
