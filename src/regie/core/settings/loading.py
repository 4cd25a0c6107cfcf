"""Reads settings from the environment and regie.toml, remembering which said what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError
from pydantic_settings import (
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
)

from regie.core.errors import Misconfigured

from .section import SettingsSection

COMMAND_LINE: Final = "command line"

S = TypeVar("S", bound=SettingsSection)
S_co = TypeVar("S_co", bound=SettingsSection, covariant=True)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[S_co]):
    values: S_co
    origins: Mapping[str, str]
    """field → `default`, a file's name, `environment` or `command line`."""


class _Environment(EnvSettingsSource):
    """The environment that was handed in, instead of the process's own."""

    def __init__(self, settings_class: type[SettingsSection], environ: Mapping[str, str]):
        self._environ = environ
        super().__init__(settings_class)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name.lower(): value for name, value in self._environ.items()}


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} is not valid TOML: {error}") from error


def load(
    settings_class: type[S],
    *,
    environ: Mapping[str, str],
    file_values: Mapping[str, Any],
    file_name: str = "regie.toml",
    overrides: Mapping[str, Any] | None = None,
    overrides_origin: str = COMMAND_LINE,
) -> Loaded[S]:
    """Command line before environment before file before default.

    Validators find the environment in their context, for what it holds under names that people
    chose. Raises Misconfigured with one line per value that cannot be used; values are not
    repeated, for one of them may be a secret.
    """
    sources: list[tuple[str, PydanticBaseSettingsSource]] = [
        (overrides_origin, InitSettingsSource(settings_class, dict(overrides or {}))),
        ("environment", _Environment(settings_class, environ)),
        (file_name, InitSettingsSource(settings_class, dict(file_values))),
    ]
    merged: dict[str, Any] = {}
    origins = dict.fromkeys(settings_class.model_fields, "default")
    for origin, source in reversed(sources):
        for name, value in source().items():
            merged[name] = value
            origins[name] = origin
    try:
        values = settings_class.model_validate(merged, context={"environ": environ})
    except ValidationError as error:
        raise Misconfigured(_explain(error, settings_class, origins)) from None
    return Loaded(values, origins)


def _explain(
    error: ValidationError, settings_class: type[SettingsSection], origins: Mapping[str, str]
) -> str:
    prefix = settings_class.model_config.get("env_prefix", "")
    lines: list[str] = []
    for problem in error.errors(include_input=False, include_url=False):
        message = problem["msg"].removeprefix("Value error, ")
        if not problem["loc"]:
            lines.append(message)
            continue
        field = str(problem["loc"][0])
        origin = origins.get(field, file_origin(origins))
        if problem["type"] == "extra_forbidden":
            message = "there is no such setting: see `regie config show`"
        lines.append(f"{prefix}{field.upper()} ({origin}): {message}")
    return "\n".join(lines)


def file_origin(origins: Mapping[str, str]) -> str:
    """Unknown keys can only come from the file: the environment is read by known names."""
    return next((origin for origin in origins.values() if origin.endswith(".toml")), "regie.toml")
