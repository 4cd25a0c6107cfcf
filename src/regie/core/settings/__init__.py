"""Typed settings and where each value came from."""

from .fields import CommaSeparated
from .loading import Loaded, load, read_toml
from .report import SettingReport, describe, mask
from .section import SettingsSection
from .settings import Environment, Settings, default_home, is_weak

__all__ = [
    "CommaSeparated",
    "Environment",
    "Loaded",
    "SettingReport",
    "Settings",
    "SettingsSection",
    "default_home",
    "describe",
    "is_weak",
    "load",
    "mask",
    "read_toml",
]
