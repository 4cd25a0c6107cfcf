"""The effective settings for people to read, secrets masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from .loading import Loaded
from .section import SettingsSection

MASK = "••••••"


@dataclass(frozen=True, slots=True)
class SettingReport:
    variable: str
    value: str
    origin: str


def describe(loaded: Loaded[SettingsSection]) -> Iterable[SettingReport]:
    prefix = type(loaded.values).model_config.get("env_prefix", "")
    for name in type(loaded.values).model_fields:
        value = getattr(loaded.values, name)
        yield SettingReport(f"{prefix}{name.upper()}", _shown(value), loaded.origins[name])


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case SecretStr():
            return mask(value.get_secret_value())
        case tuple():
            return ", ".join(str(item) for item in cast("tuple[object, ...]", value))
        case dict():
            pairs = cast("dict[object, object]", value).items()
            return ", ".join(f"{key} = {item}" for key, item in pairs)
        case _:
            return str(value)


def mask(secret: str) -> str:
    """A URL keeps its host and path, for they tell which server is meant; the rest goes."""
    if secret in ("", "none"):
        return secret
    parts = urlsplit(secret)
    if not parts.scheme or not parts.hostname:
        return MASK
    user = f"{parts.username or ''}:{MASK}@" if parts.username or parts.password else ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, f"{user}{parts.hostname}{port}", parts.path, "", ""))
