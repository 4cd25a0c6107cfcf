"""What is kept about people, said to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regie.core.i18n import Language


@dataclass(frozen=True, slots=True)
class Kept:
    what: Mapping[Language, str]
    why: Mapping[Language, str]
    keeps: str | int | None
    """The retention class that it belongs to, so many days, or None: as long as the account."""
