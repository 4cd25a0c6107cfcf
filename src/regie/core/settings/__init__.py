"""Typed settings and where each value came from."""

from .fields import CommaSeparated
from .loading import COMMAND_LINE, Loaded, load, read_toml
from .public_url import local_url
from .report import SettingReport, describe, mask
from .section import SettingsSection
from .settings import Environment, Settings, default_home, is_weak
from .sizing import PoolShare, Size, Sizing, pool_share, sized_for

__all__ = [
    "COMMAND_LINE",
    "CommaSeparated",
    "Environment",
    "Loaded",
    "PoolShare",
    "SettingReport",
    "Settings",
    "SettingsSection",
    "Size",
    "Sizing",
    "default_home",
    "describe",
    "is_weak",
    "load",
    "local_url",
    "mask",
    "pool_share",
    "read_toml",
    "sized_for",
]
