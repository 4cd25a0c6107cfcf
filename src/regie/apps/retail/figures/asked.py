"""Which months, where and of what: as a reader asks for figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from fastapi import Query

from regie.apps.retail.errors import PeriodInvalid
from regie.apps.retail.months import AskedMonth, Period, first_of, shifted

MOST_MONTHS: Final = 24

MonthQuery = Annotated[AskedMonth | None, Query()]
FirstQuery = Annotated[AskedMonth | None, Query(alias="from")]
LastQuery = Annotated[AskedMonth | None, Query(alias="to")]
PlaceQuery = Annotated[int | None, Query(ge=1, lt=2**63)]
CategoryQuery = Annotated[int | None, Query(ge=1, lt=2**63)]


@dataclass(frozen=True, slots=True)
class Asked:
    month: date | None = None
    first: date | None = None
    last: date | None = None
    place: int | None = None
    category: int | None = None

    def period(self, today: date, *, months: int = 1) -> Period:
        """One month, from one to another, or as many whole ones as are over. Raises
        PeriodInvalid."""
        if self.month is not None:
            return Period(self.month, self.month)
        last = self.last or shifted(first_of(today), -1)
        period = Period(self.first or shifted(last, 1 - months), last)
        if not 1 <= len(period.months) <= MOST_MONTHS:
            raise PeriodInvalid(most=MOST_MONTHS)
        return period


def asked(
    month: MonthQuery = None,
    first: FirstQuery = None,
    last: LastQuery = None,
    place: PlaceQuery = None,
    category: CategoryQuery = None,
) -> Asked:
    """A dependency: `month`, or `from` and `to`; else the last month that is over."""
    return Asked(month, first, last, place, category)
