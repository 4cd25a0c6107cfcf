"""A policy as a JSON file says it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from regie.core.errors import Misconfigured

from .policy import DIALECTS, Dialect, Policy


class _Told(msgspec.Struct, forbid_unknown_fields=True):
    allowed: dict[str, list[str]]
    schema: dict[str, str | None] = {}


def read_policy(path: Path) -> Policy:
    """`{"allowed": {table: [columns]}, "schema": {dialect: schema}}`. Raises Misconfigured."""
    try:
        told = msgspec.json.decode(path.read_bytes(), type=_Told)
    except OSError as error:
        raise Misconfigured(f"the policy {path} cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise Misconfigured(f"the policy {path} is not understood: {error}") from error
    schema = dict[Dialect, str]()
    for name, place in told.schema.items():
        dialect = DIALECTS.get(name.lower())
        if dialect is None:
            known = ", ".join(DIALECTS)
            raise Misconfigured(f"the policy {path} has the dialect {name}; known are {known}")
        if place:
            schema[dialect] = place
    if any(not name for table, columns in told.allowed.items() for name in (table, *columns)):
        raise Misconfigured(f"the policy {path} has a table or column without a name")
    return Policy({table: tuple(names) for table, names in told.allowed.items()}, schema)
