"""A job that has failed for good becomes the event `job.failed`, and an e-mail to operators."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from regie.core.app import Core
from regie.core.mail import JOB_FAILED
from regie.core.tasks import FailedJob
from regie.core.webhooks import WebhookEvent

_UNSAID: Final = "—"


class JobFailureTeller:
    """In the transaction in which the job fails. Every failure is an event; e-mails are one per
    job and hour, for what fails once often fails a thousand times.

    The event has the kind of failure only: an exception's text may hold data, and goes to others.
    """

    def __init__(self, core: Core):
        self._core = core

    async def __call__(self, connection: AsyncConnection, failed: FailedJob) -> None:
        await self._core.webhooks.trigger(
            WebhookEvent.JOB_FAILED,
            {
                "job": failed.name,
                "id": str(failed.id),
                "attempts": failed.attempts,
                "error": (failed.reason or "").partition(":")[0] or None,
            },
            connection=connection,
            tenant=failed.tenant,
        )
        at = self._core.clock()
        await self._core.mailer.send(
            connection,
            JOB_FAILED,
            to=self._core.settings.alerts_to,
            data={
                "job": failed.name,
                "job_id": failed.id,
                "at": at,
                "attempts": failed.attempts,
                "reason": failed.reason or _UNSAID,
            },
            key=f"job_failed:{failed.name}:{at:%Y-%m-%dT%H}",
            tenant=failed.tenant,
        )
