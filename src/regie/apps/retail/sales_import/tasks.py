"""Imports of sales in the background."""

from __future__ import annotations

from typing import Protocol, cast

from regie.core.tabular import Imports, carry_out
from regie.core.tasks import JobContext, job

TIME_LIMIT_S = 3600.0


class HasImports(Protocol):
    """The service of the app."""

    @property
    def imports(self) -> Imports: ...


@job(name="retail.import", retries=3, time_limit_s=TIME_LIMIT_S)
def import_sales(context: JobContext, import_id: int) -> dict[str, int]:
    """May be killed and run again: see `carry_out`."""
    return carry_out(cast("HasImports", context.service).imports, context, import_id)
