"""Every statement about simulations."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import JSON, Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.access import Reach
from regie.identity.places.repository import below

_ADD: Final = text(
    """
    INSERT INTO workforce.simulation (tenant, owner, kind, place_id, place_ids, request, seed,
        engine_version, inputs, inputs_hash)
    VALUES (:tenant, :owner, :kind, :place_id, CAST(:place_ids AS bigint[]),
        CAST(:request AS json), :seed, :engine_version, :inputs, :inputs_hash)
    RETURNING id
    """
)
_ENQUEUED: Final = text("UPDATE workforce.simulation SET job_id = :job_id WHERE id = :id")
# One's own, of centres that one still reaches, every one of them.
_OWN: Final = """
    FROM workforce.simulation
    WHERE tenant = :tenant AND owner = :owner AND (
        CAST(:paths AS text[]) IS NULL OR NOT EXISTS (
            SELECT FROM identity.place
            WHERE place.id = ANY(place_ids) AND NOT path LIKE ANY(CAST(:paths AS text[]))
        )
    )
"""
_ONE: Final = text(
    f"""
    SELECT id, kind, place_id, request, seed, engine_version, inputs_hash, job_id, created_at,
        result
    {_OWN} AND id = :id
    """
).columns(request=JSON, result=JSON)
_UNDER_WAY: Final = text(
    f"SELECT job_id {_OWN} AND result IS NULL AND job_id IS NOT NULL ORDER BY id DESC LIMIT 200"
)
_INPUTS: Final = text("SELECT seed, inputs FROM workforce.simulation WHERE id = :id")
_DONE: Final = text("SELECT number FROM workforce.simulation_chunk WHERE simulation_id = :id")
_KEEP: Final = text(
    """
    INSERT INTO workforce.simulation_chunk VALUES (:id, :number, :samples)
    ON CONFLICT DO NOTHING
    """
)
_CHUNKS: Final = text(
    "SELECT samples FROM workforce.simulation_chunk WHERE simulation_id = :id ORDER BY number"
)
_RESULT: Final = text(
    "UPDATE workforce.simulation SET result = CAST(:result AS json), inputs = NULL WHERE id = :id"
)
_EXPECTED: Final = text(
    """
    SELECT CAST(result -> 'total' ->> 'expected' AS float8) FROM workforce.simulation WHERE id = :id
    """
)
_DROP_CHUNKS: Final = text("DELETE FROM workforce.simulation_chunk WHERE simulation_id = :id")


async def add_simulation(connection: AsyncConnection, values: dict[str, Any]) -> int:
    return (await connection.execute(_ADD, values)).scalar_one()


async def note_job(connection: AsyncConnection, id_: int, job_id: int) -> None:
    await connection.execute(_ENQUEUED, {"id": id_, "job_id": job_id})


async def find_own(
    connection: AsyncConnection, tenant: str, owner: str, reach: Reach, id_: int
) -> Row[Any] | None:
    values = {"tenant": tenant, "owner": owner, "paths": below(reach), "id": id_}
    return (await connection.execute(_ONE, values)).one_or_none()


async def jobs_under_way(
    connection: AsyncConnection, tenant: str, owner: str, reach: Reach
) -> frozenset[int]:
    values = {"tenant": tenant, "owner": owner, "paths": below(reach)}
    return frozenset((await connection.execute(_UNDER_WAY, values)).scalars())


async def read_inputs(connection: AsyncConnection, id_: int) -> tuple[int, bytes | None] | None:
    """Seed and inputs; no inputs any more when the result is written. None: it is gone."""
    row = (await connection.execute(_INPUTS, {"id": id_})).one_or_none()
    return None if row is None else (row.seed, row.inputs)


async def chunks_done(connection: AsyncConnection, id_: int) -> set[int]:
    return set((await connection.execute(_DONE, {"id": id_})).scalars())


async def keep_chunk(connection: AsyncConnection, id_: int, number: int, samples: bytes) -> None:
    """Once: who was thought dead computes the same."""
    await connection.execute(_KEEP, {"id": id_, "number": number, "samples": samples})


async def read_chunks(connection: AsyncConnection, id_: int) -> list[bytes]:
    return [*(await connection.execute(_CHUNKS, {"id": id_})).scalars()]


async def drop_chunks(connection: AsyncConnection, id_: int) -> None:
    await connection.execute(_DROP_CHUNKS, {"id": id_})


async def write_result(connection: AsyncConnection, id_: int, result: str) -> None:
    """What it was made of goes."""
    await connection.execute(_RESULT, {"id": id_, "result": result})
    await drop_chunks(connection, id_)


async def expected_total(connection: AsyncConnection, id_: int) -> float:
    """Of a result that is written."""
    return (await connection.execute(_EXPECTED, {"id": id_})).scalar_one()
