"""HTTP shapes of salaries, runs and payslips. Money is in cents, hours in hundredths."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regie.core.input import Day, ShortText
from regie.core.tasks import JobState

from .domain import ItemKind, Part, RunKind, RunState

Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
"""`2026-11`."""
_Cents = Annotated[int, Field(ge=1, le=100_000_000)]


class By(BaseModel):
    key: str
    """`person:7`, `service:3`, `system:0`."""
    name: str | None


class SeenSite(BaseModel):
    id: int
    name: str


class SeenEmployee(BaseModel):
    id: int
    number: str
    name: str


class Totals(BaseModel):
    people: int
    gross_cents: int
    contributions_cents: int
    deductions_cents: int
    net_cents: int


class SiteTotals(BaseModel):
    site: SeenSite
    now: Totals
    before: Totals | None
    """Of the month before; null where no run of it was computed."""


class RunJob(BaseModel):
    id: int
    state: JobState
    cancelling: bool
    done: int | None
    total: int | None
    reason: str | None


class SeenContribution(BaseModel):
    code: str
    title: str
    rate: int
    """In hundredths of a percent."""


class SeenScheme(BaseModel):
    version: str
    source: str
    """Says plainly that it is a demonstration."""
    contributions: list[SeenContribution]


class SalaryRun(BaseModel):
    id: int
    month: str
    kind: RunKind
    state: RunState
    version: int
    started_by: By
    started_at: datetime
    computed_at: datetime | None
    released_by: By | None
    released_at: datetime | None
    job: RunJob | None
    """Null once jobs of that age are not kept any more."""
    totals: Totals
    """Of the payslips that the reader may see, also of those that are not released yet."""


class SalaryRunDetail(SalaryRun):
    before: Totals | None
    sites: list[SiteTotals]
    without_salary: int
    """Employed in that month, but without any salary: they have no payslip."""
    mine: bool
    """The reader started it, so somebody else has to release it."""
    engine: str
    scheme: SeenScheme
    inputs_hash: str | None
    lines_hash: str | None
    """The same for the same inputs, rules and engine."""


class SalaryRuns(BaseModel):
    runs: list[SalaryRun]
    next: str | None


class RunDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    month: Month
    kind: RunKind = "regular"


class RunStarted(BaseModel):
    run: SalaryRunDetail
    made: bool
    """False: there was one; nothing was touched."""
    changes: RunChanges | None
    """Of a run that was computed before: what would be different now."""


class PayslipChange(BaseModel):
    employee: SeenEmployee
    before_cents: int | None
    """Net; null for who has no payslip yet."""
    after_cents: int | None
    """Null for who would have none any more."""


class RunChanges(BaseModel):
    count: int
    net_cents: int
    """What all of them would add to the net salaries."""
    changes: list[PayslipChange]
    """The first of them, by employee."""


class PayslipRow(BaseModel):
    """Somebody of a run, beside the month before."""

    id: int | None
    """Null for who had a payslip in the month before only."""
    employee: SeenEmployee
    site: SeenSite
    gross_cents: int
    net_cents: int
    before_gross_cents: int | None
    before_net_cents: int | None


class PayslipRows(BaseModel):
    payslips: list[PayslipRow]
    next: str | None


class SeenLine(BaseModel):
    part: Part
    code: str
    title: str
    label: str | None
    cents: int
    """What it adds to the net salary; below 0 what it takes away."""
    basis_cents: int | None
    quantity: int | None
    """Days employed, or hundredths of hours."""
    rate: int | None
    """In hundredths of a percent; of the base salary the days of the month."""


class Payslip(BaseModel):
    id: int
    run_id: int
    month: str
    kind: RunKind
    state: RunState
    employee: SeenEmployee
    site: SeenSite
    totals: Totals
    lines: list[SeenLine]
    scheme: SeenScheme
    before_id: int | None
    """That of the month before."""


class OwnPayslip(BaseModel):
    id: int
    month: str
    kind: RunKind
    gross_cents: int
    net_cents: int
    released_at: datetime


class OwnPayslips(BaseModel):
    payslips: list[OwnPayslip]
    """The newest first, those that are released."""
    next: str | None


class Salary(BaseModel):
    id: int
    valid_from: date
    monthly_cents: int
    hourly_cents: int
    version: int
    made_by: By
    made_at: datetime


class SalaryDraft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    valid_from: Day
    monthly_cents: _Cents
    hourly_cents: _Cents


class SalaryItem(BaseModel):
    id: int
    month: str
    kind: ItemKind
    label: str
    cents: int
    hours_hundredths: int
    version: int
    made_by: By
    made_at: datetime


class SalaryItemDraft(BaseModel):
    """An amount for a bonus and a deduction, hours for an unpaid absence."""

    model_config = ConfigDict(extra="forbid", strict=True)

    month: Month
    kind: ItemKind
    label: ShortText
    cents: Annotated[int, Field(ge=0, le=100_000_000)] = 0
    hours_hundredths: Annotated[int, Field(ge=0, le=40_000)] = 0

    @model_validator(mode="after")
    def _one_of_them(self) -> SalaryItemDraft:
        wanted, other = self.cents, self.hours_hundredths
        if self.kind == "unpaid":
            wanted, other = other, wanted
        if not wanted or other:
            raise ValueError("a bonus and a deduction have cents, an unpaid absence has hours")
        return self


class Pay(BaseModel):
    """All that is known of somebody's pay."""

    employee: SeenEmployee
    salaries: list[Salary]
    """The newest first."""
    items: list[SalaryItem]
    """Of the last twelve months, the newest first."""
    payslips: list[OwnPayslip]
    """Of the last twelve months, released, the newest first."""
