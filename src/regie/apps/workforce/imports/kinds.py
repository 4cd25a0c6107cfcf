"""What can be imported, and the job that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import psycopg
from sqlalchemy.ext.asyncio import AsyncConnection

from regie.apps.workforce.changes import changed
from regie.core.tabular import Delivery, ImportKind, Loader, MakeLoader, carry_out
from regie.core.tasks import JobContext, job

from .layouts import HEADCOUNT, TASKS, TITLES, VOLUMES

if TYPE_CHECKING:
    from regie.apps.workforce.services import Services


async def _told(connection: AsyncConnection, delivery: Delivery) -> None:
    await changed(connection, delivery.tenant)


def _loader(kind: str) -> MakeLoader:
    def loader(connection: psycopg.Connection, delivery: Delivery, *, whole: bool) -> Loader:
        del whole
        from .loaders import LOADERS  # noqa: PLC0415 - with polars, where a file is read

        return LOADERS[kind](connection, delivery)

    return loader


KINDS: Final = (
    ImportKind("volumes", TITLES["volumes"], VOLUMES, _loader("volumes"), ended=_told),
    ImportKind("headcount", TITLES["headcount"], HEADCOUNT, _loader("headcount"), ended=_told),
    ImportKind("tasks", TITLES["tasks"], TASKS, _loader("tasks"), scoped=False, ended=_told),
)


@job(name="workforce.import", retries=3, time_limit_s=3600, unique=True)
def import_file(context: JobContext, import_id: int) -> dict[str, int]:
    """In a thread: polars computes."""
    services = cast("Services", context.service)
    return carry_out(services.imports, context, import_id)
