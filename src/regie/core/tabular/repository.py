"""Every statement about imports, but those in the transaction of a chunk (`effects.py`)."""

# ruff: noqa: S608 - every piece of SQL here is a constant

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Actor, Reach
from regie.core.db import After, Sort
from regie.core.files import TakenFile

from .errors import UnknownKind
from .kind import Delivery, ImportKind

ImportState = Literal["waiting", "running", "done", "failed", "cancelled"]

NEWEST_FIRST: Final = Sort("i.id", "bigint", "i.id", descending=True)

_SEEN: Final = """
    i.tenant = :tenant AND i.app = :app AND (
        CAST(:paths AS text[]) IS NULL
        OR i.by = :me
        OR NOT EXISTS (
            SELECT FROM unnest(coalesce(i.paths, '{""}')) AS p(path)
            WHERE NOT p.path LIKE ANY(CAST(:paths AS text[]))
        )
    )
"""
"""Theirs, or of places that lie all within the reader's reach."""

_SUMS: Final = ", ".join(
    f"CAST(sum({name}) AS bigint) AS {name}"
    for name in ("rows", "new", "identical", "changed", "rejected")
)

# A job may end where nobody can say so of its import: cancelled while it waited, or given up after
# its worker died again and again. So an open import is what its job is.
_SELECT: Final = f"""
    SELECT i.id, i.kind, i.name, i.format, i.digest, i.size_bytes, i.by, i.job_id, i.created_at,
        i.paths, i.same_as, i.reason,
        CASE WHEN i.state IN ('waiting', 'running') AND i.job_id IS NOT NULL AND l.id IS NULL
            THEN coalesce(e.state, 'failed') ELSE i.state END AS state,
        CASE WHEN i.state IN ('waiting', 'running') THEN e.ended_at ELSE i.ended_at END AS ended_at,
        c.rows, c.new, c.identical, c.changed, c.rejected
    FROM core.import AS i
    LEFT JOIN core.jobs AS l ON l.id = i.job_id
    LEFT JOIN LATERAL (
        SELECT state, ended_at FROM core.jobs_ended
        WHERE id = i.job_id AND i.state IN ('waiting', 'running') AND l.id IS NULL
        ORDER BY ended_at DESC LIMIT 1
    ) AS e ON true
    LEFT JOIN LATERAL (
        SELECT {_SUMS}
        FROM core.import_chunk WHERE import_id = i.id
    ) AS c ON true
"""
_ONE: Final = text(f"{_SELECT} WHERE i.id = :id AND {_SEEN}")
_LIST: Final = text(
    f"""
    {_SELECT}
    WHERE {_SEEN} AND (CAST(:kind AS text) IS NULL OR i.kind = :kind) AND {NEWEST_FIRST.where}
    ORDER BY {NEWEST_FIRST.order} LIMIT :limit
    """
)
_SETTLE: Final = text(
    """
    UPDATE core.import AS i SET ended_at = coalesce(e.ended_at, now()),
        state = CASE WHEN e.state = 'cancelled' THEN 'cancelled' ELSE 'failed' END
    FROM core.import AS o LEFT JOIN core.jobs_ended AS e ON e.id = o.job_id
    WHERE i.id = o.id AND o.tenant = :tenant AND o.app = :app
        AND o.state IN ('waiting', 'running') AND o.job_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM core.jobs WHERE id = o.job_id)
    """
)
_SAME_FILE: Final = (
    "tenant = :tenant AND app = :app AND kind = :kind AND digest = :digest"
    " AND paths IS NOT DISTINCT FROM CAST(:own_paths AS text[])"
)
_LOCK: Final = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('import ' || :tenant || :app || :kind, 0))"
)
_OPEN: Final = text(
    f"SELECT id FROM core.import WHERE {_SAME_FILE} AND state IN ('waiting', 'running')"
)
_STANDS: Final = text(
    f"""
    SELECT id FROM core.import AS i
    WHERE {_SAME_FILE} AND state = 'done' AND same_as IS NULL
        AND NOT EXISTS (
            SELECT FROM core.import AS later JOIN core.import_chunk AS c ON c.import_id = later.id
            WHERE (later.tenant, later.app, later.kind) = (i.tenant, i.app, i.kind)
                AND later.id > i.id AND c.changed > 0
        )
    ORDER BY id DESC LIMIT 1
    """
)
_ADD: Final = text(
    """
    INSERT INTO core.import
        (tenant, app, kind, name, format, digest, size_bytes, by, paths, state, same_as, ended_at)
    VALUES (:tenant, :app, :kind, :name, :format, :digest, :size_bytes, :by,
        CAST(:own_paths AS text[]),
        CASE WHEN CAST(:same_as AS bigint) IS NULL THEN 'waiting' ELSE 'done' END, :same_as,
        CASE WHEN CAST(:same_as AS bigint) IS NOT NULL THEN now() END)
    RETURNING id
    """
)
_AS_BEFORE: Final = text(
    """
    INSERT INTO core.import_chunk
        (import_id, number, rows, new, identical, changed, rejected, rejects)
    SELECT :id, number, rows, 0, new + identical + changed, 0, rejected, rejects
    FROM core.import_chunk WHERE import_id = :same_as
    """
)
_ATTACH: Final = text("UPDATE core.import SET job_id = :job_id WHERE id = :id")
_FOR_JOB: Final = text(
    "SELECT tenant, kind, paths, by, format, digest, size_bytes FROM core.import"
    " WHERE id = :id AND app = :app AND state <> 'done' FOR UPDATE"
)
_BEGIN: Final = text(
    """
    UPDATE core.import SET state = 'running', reason = NULL, ended_at = NULL,
        chunk_rows = coalesce(chunk_rows, :chunk_rows)
    WHERE id = :id RETURNING chunk_rows
    """
)
_COUNTS: Final = text(f"SELECT {_SUMS} FROM core.import_chunk WHERE import_id = :id")
_END: Final = text(
    "UPDATE core.import SET state = :state, reason = CAST(:reason AS jsonb), ended_at = now()"
    " WHERE id = :id AND state = 'running'"
)
_CHUNKS: Final = text(
    "SELECT number, rejects FROM core.import_chunk WHERE import_id = :id ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class ImportView:
    id: int
    kind: str
    name: str
    format: str
    digest: str
    size_bytes: int
    by: str
    job_id: int | None
    created_at: datetime
    paths: tuple[str, ...] | None
    same_as: int | None
    reason: Mapping[str, Any] | None
    """`code` and `params` of the error."""
    state: ImportState
    ended_at: datetime | None
    rows: int | None
    """None until the first chunk is in; then new + identical + changed + rejected."""
    new: int | None
    identical: int | None
    changed: int | None
    rejected: int | None


@dataclass(frozen=True, slots=True)
class Chunk:
    number: int
    rejects: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """What an attempt needs to know."""

    delivery: Delivery
    kind: ImportKind
    format: str
    digest: str
    chunk_rows: int
    chunks: frozenset[int]
    """Those that are in."""


async def settle(connection: AsyncConnection, tenant: str, app: str) -> None:
    """Writes down how those ended whose job could not."""
    await connection.execute(_SETTLE, {"tenant": tenant, "app": app})


async def add_import(
    connection: AsyncConnection,
    app: str,
    kind: str,
    file: TakenFile,
    *,
    format_: str,
    acting: Actor,
    reach: Reach,
    again: bool,
) -> tuple[int, bool]:
    """Its id, and whether a job is to be made for it. There is none for a file whose import waits
    or runs, which is that import, nor for one that was brought before and of which nothing has
    been changed by another since, unless it is wanted `again`."""
    values: dict[str, Any] = {
        "tenant": acting.tenant,
        "app": app,
        "kind": kind,
        "digest": file.digest,
        "own_paths": None if reach.paths is None else sorted(reach.paths),
    }
    await connection.execute(_LOCK, values)
    await settle(connection, acting.tenant, app)
    present = (await connection.execute(_OPEN, values)).scalar_one_or_none()
    if present is not None:
        return present, False
    same = None if again else (await connection.execute(_STANDS, values)).scalar_one_or_none()
    values |= {
        "name": file.name,
        "format": format_,
        "size_bytes": file.size_bytes,
        "by": acting.key,
        "same_as": same,
    }
    id_: int = (await connection.execute(_ADD, values)).scalar_one()
    if same is None:
        return id_, True
    await connection.execute(_AS_BEFORE, {"id": id_, "same_as": same})
    return id_, False


async def attach_job(connection: AsyncConnection, id_: int, job_id: int) -> None:
    await connection.execute(_ATTACH, {"id": id_, "job_id": job_id})


async def find_import(
    connection: AsyncConnection, app: str, id_: int, acting: Actor, reach: Reach
) -> ImportView | None:
    values = {"id": id_, "app": app, **_reader(acting, reach)}
    row = (await connection.execute(_ONE, values)).mappings().one_or_none()
    return None if row is None else _view(row)


async def list_imports(
    connection: AsyncConnection,
    app: str,
    acting: Actor,
    reach: Reach,
    *,
    kind: str | None,
    after: After | None,
    limit: int,
) -> list[ImportView]:
    """The newest first."""
    values = {
        "app": app,
        "kind": kind,
        "limit": limit,
        **_reader(acting, reach),
        **Sort.parameters(after),
    }
    return [_view(row) for row in (await connection.execute(_LIST, values)).mappings()]


async def begin_import(
    connection: AsyncConnection, app: str, id_: int, kinds: Mapping[str, ImportKind]
) -> Begun | None:
    """None for one that is done. The size of its chunks stays what it was at the first attempt.
    Raises UnknownKind."""
    row = (await connection.execute(_FOR_JOB, {"id": id_, "app": app})).one_or_none()
    if row is None:
        return None
    kind = kinds.get(row.kind)
    if kind is None:
        raise UnknownKind(row.kind)
    values = {"id": id_, "chunk_rows": kind.chunk_rows_of(row.format, row.size_bytes)}
    chunk_rows: int = (await connection.execute(_BEGIN, values)).scalar_one()
    chunks = await list_chunks(connection, id_)
    paths = None if row.paths is None else tuple(row.paths)
    return Begun(
        delivery=Delivery(id_, row.tenant, paths, row.by),
        kind=kind,
        format=row.format,
        digest=row.digest,
        chunk_rows=chunk_rows,
        chunks=frozenset(each.number for each in chunks),
    )


async def end_import(
    connection: AsyncConnection,
    id_: int,
    state: ImportState,
    reason: Mapping[str, object] | None = None,
) -> dict[str, int]:
    """Its counts. An end that another attempt has written stays."""
    told = None if reason is None else json.dumps(reason)
    await connection.execute(_END, {"id": id_, "state": state, "reason": told})
    counts = (await connection.execute(_COUNTS, {"id": id_})).mappings().one()
    return {name: count or 0 for name, count in counts.items()}


async def list_chunks(connection: AsyncConnection, id_: int) -> Sequence[Chunk]:
    return [Chunk(*row) for row in await connection.execute(_CHUNKS, {"id": id_})]


def _reader(acting: Actor, reach: Reach) -> dict[str, Any]:
    paths = None if reach.paths is None else [f"{path}%" for path in sorted(reach.paths)]
    return {"tenant": acting.tenant, "me": acting.key, "paths": paths}


def _view(row: RowMapping) -> ImportView:
    paths = None if row["paths"] is None else tuple(row["paths"])
    values: dict[str, Any] = {**row, "paths": paths}
    return ImportView(**values)
