"""What is done with figures when nobody asks."""

from __future__ import annotations

from typing import Final

from regie.core.tasks import JobContext, Schedule, job

from .compaction import compact, refresh_view, tenants_to_compact

REFRESH_LIMIT_S: Final = 900


@job(name="retail.compact", time_limit_s=600, unique=True)
async def compact_figures(context: JobContext) -> dict[str, int]:
    """Of all tenants that imported something: after an import, and every ten minutes."""
    async with context.database.begin() as connection:
        tenants = await tenants_to_compact(connection)
    store_months = 0
    for number, tenant in enumerate(tenants):
        context.progress(number, len(tenants))
        async with context.database.begin() as connection:
            store_months += await compact(connection, tenant)
    return {"tenants": len(tenants), "store_months": store_months}


@job(name="retail.refresh-view", time_limit_s=REFRESH_LIMIT_S, unique=True)
async def refresh_monthly_view(context: JobContext) -> None:
    """`mv_ca_magasin_mensuel`: after an import, and every hour."""
    async with context.database.begin() as connection:
        await refresh_view(connection, limit_s=REFRESH_LIMIT_S)


COMPACTION: Final = Schedule("retail-compact", "*/10 * * * *", compact_figures.call())
HOURLY_VIEW: Final = Schedule("retail-refresh-view", "7 * * * *", refresh_monthly_view.call())
