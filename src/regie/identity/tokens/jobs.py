"""What is done about keys by the clock."""

from __future__ import annotations

from typing import Final

from regie.core.tasks import JobContext, Schedule, job
from regie.identity.services import Services


@job(name="identity.rotate-signing-keys", unique=True, time_limit_s=60)
async def rotate_signing_keys(context: JobContext) -> dict[str, bool]:
    """A new key before the present one ends; made at need as well, so that an installation
    that stood still signs at once."""
    services: Services = context.service
    return {"made": await services.machines.keys.rotate()}


DAILY_ROTATION: Final = Schedule("signing-keys", "41 4 * * *", rotate_signing_keys.call())
