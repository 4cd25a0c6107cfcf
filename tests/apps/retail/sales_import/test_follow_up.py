"""The view of store-months: brought up to date behind every import, and every hour."""

from __future__ import annotations

from collections import Counter

from regie.apps.retail.figures.tasks import compact_figures, refresh_monthly_view
from regie.apps.retail.manifest import APP
from regie.core.tasks import AnyJob, JobContext, list_jobs

from .conftest import Chain

LINES = (
    "Vente;Magasin;Vendu le;Article;Quantité;Prix unitaire HT\r\n"
    "T1;LYON;31/12/2025;A-1;1;1,5\r\nT2;LYON;02/01/2026;A-1;1;1,5\r\nT3;NANTES;02/01/2026;A-1;1;1"
).encode()
COUNT = "SELECT count(*) FROM retail.mv_ca_magasin_mensuel WHERE tenant = :t"


async def run(chain: Chain, job: AnyJob) -> None:
    context = JobContext(
        id_=1,
        name=job.name,
        tenant=chain.organisation.tenant,
        attempt=1,
        lapsed=False,
        scheduled_for=None,
        group=None,
        database=chain.organisation.services.core.database,
        service=None,
        tell=[].append,
    )
    await job.function(context)


async def test_the_end_of_an_import_asks_for_the_figures_and_the_view(chain: Chain) -> None:
    await chain.importer.bring(LINES, kind="sales")
    async with chain.organisation.services.core.database.begin() as connection:
        waiting = await list_jobs(connection, states=["queued"])
    names = Counter(job.name for job in waiting)
    assert names == {compact_figures.name: 1, refresh_monthly_view.name: 1}


async def test_the_job_brings_the_view_up_to_date(chain: Chain) -> None:
    await chain.importer.bring(LINES, kind="sales")
    before = await chain.value(COUNT)
    await run(chain, refresh_monthly_view)
    assert (before, await chain.value(COUNT)) == (0, 3)


def test_the_view_is_refreshed_every_hour() -> None:
    hourly = [each for each in APP.schedules if each.call.job.name == refresh_monthly_view.name]
    assert [each.cron for each in hourly] == ["7 * * * *"]
    assert {each.call.job.name for each in APP.schedules} <= {job.name for job in APP.jobs}
