"""What of a payload is shown to whom: by the class of data that a field's name tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from .drafts import HIDDEN, NEVER_KEPT

NAMES: Final = frozenset({"name", "names", "label", "recipient", "to"})
ADDRESSES: Final = frozenset({"address", "addresses"})

_EMAIL: Final = re.compile(r"([^\s@<>,;])[^\s@<>,;]*@([^\s@<>,;]+)")
_LAST_PART: Final = re.compile(r"(?<=[.:])[0-9a-fA-F]+(::)?(/\d+)?$")


def masked(payload: Mapping[str, object]) -> dict[str, object]:
    """E-mails with their first letter and their domain, addresses without their last part, names
    as an initial: enough to tell two of them apart."""
    return {name: _masked(name, value) for name, value in payload.items()}


def _masked(name: str, value: object) -> Any:
    if isinstance(value, Mapping):
        return masked(cast("Mapping[str, object]", value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_masked(name, each) for each in cast("Sequence[object]", value)]
    return _masked_text(name, value) if isinstance(value, str) else value


def _masked_text(name: str, value: str) -> str:
    if name in NEVER_KEPT:
        return HIDDEN
    if name in ADDRESSES:
        return _LAST_PART.sub("…", value)
    if name in NAMES and not _EMAIL.fullmatch(value):
        return f"{value[:1]}…"
    return _EMAIL.sub(r"\1…@\2", value)
