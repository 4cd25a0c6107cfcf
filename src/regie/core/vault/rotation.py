"""Brings what was sealed with old keys under the newest one, while everything runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .places import SealedColumn
from .vault import Vault

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rotated:
    column: SealedColumn
    seen: int
    resealed: int


async def rotate(
    connection: AsyncConnection, vault: Vault, columns: Sequence[SealedColumn]
) -> list[Rotated]:
    """In the caller's transaction, which locks the rows that it changes until it ends.

    Running it twice changes nothing more. Raises KeyMissing or SealBroken at the first secret that
    cannot be opened: nothing is changed then, and no old key may be thrown away yet.
    """
    return [await _rotate_column(connection, vault, column) for column in columns]


async def _rotate_column(
    connection: AsyncConnection, vault: Vault, column: SealedColumn
) -> Rotated:
    # The names are plain identifiers: SealedColumn has seen to it.
    table, sealed, key = f"{column.schema}.{column.table}", column.column, column.key
    read = text(
        f"SELECT {key}::text AS key, {sealed} AS sealed FROM {table}"  # noqa: S608
        f" WHERE {sealed} IS NOT NULL AND {key}::text > :after"
        f" ORDER BY {key}::text LIMIT {_BATCH} FOR UPDATE"
    )
    write = text(
        f"UPDATE {table} SET {sealed} = :sealed WHERE {key}::text = :key"  # noqa: S608
    )
    seen, changed, after = 0, 0, ""
    while rows := (await connection.execute(read, {"after": after})).all():
        seen, after = seen + len(rows), rows[-1].key
        new: list[dict[str, Any]] = [
            {"key": row.key, "sealed": again}
            for row in rows
            if (again := vault.resealed(row.sealed, column.of(row.key))) is not None
        ]
        if new:
            await connection.execute(write, new)
            changed += len(new)
    return Rotated(column, seen, changed)
