"""From rows to what is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from regie.core.access import Actor
from regie.core.i18n import Language, typeset
from regie.core.tasks import JobView

from . import schemas
from .beside import Pair
from .changes import Changes
from .domain import Line
from .pay import FullPay
from .reading import ReadPayslip
from .repository import KeptItem, KeptSalary, ReleasedPayslip
from .runs import Run, Site, Sums
from .scheme import SOURCE, TITLES, Rules
from .service import Detail
from .writing import read_lines, read_rules


def month_text(month: date) -> str:
    return f"{month:%Y-%m}"


def month_of(text: str) -> date:
    """Its first day."""
    return date.fromisoformat(f"{text}-01")


def run_answer(run: Run, job: JobView | None) -> schemas.SalaryRun:
    return schemas.SalaryRun(
        id=run.id,
        month=month_text(run.month),
        kind=run.kind,
        state=run.state,
        version=run.version,
        started_by=schemas.By(key=run.started_by, name=run.started_by_name),
        started_at=run.started_at,
        computed_at=run.computed_at,
        released_by=None
        if run.released_by is None
        else schemas.By(key=run.released_by, name=run.released_by_name),
        released_at=run.released_at,
        job=None if job is None else _job(job),
        totals=_totals(run.totals),
    )


def detail_answer(detail: Detail, acting: Actor, language: Language) -> schemas.SalaryRunDetail:
    run = detail.run
    return schemas.SalaryRunDetail(
        **dict(run_answer(run, detail.job)),
        before=None if detail.before_id is None else _before(detail.sites),
        sites=[_site(each) for each in detail.sites],
        without_salary=detail.without_salary,
        mine=run.started_by == acting.key,
        engine=run.engine,
        scheme=scheme_answer(read_rules(run.rules), language),
        inputs_hash=None if run.inputs_hash is None else run.inputs_hash.hex(),
        lines_hash=None if run.lines_hash is None else run.lines_hash.hex(),
    )


def changes_answer(changes: Changes) -> schemas.RunChanges:
    return schemas.RunChanges(
        count=changes.count,
        net_cents=changes.net_cents,
        changes=[
            schemas.PayslipChange(
                employee=schemas.SeenEmployee(
                    id=each.employee_id, number=each.number, name=each.name
                ),
                before_cents=each.before_cents,
                after_cents=each.after_cents,
            )
            for each in changes.first
        ],
    )


def pair_answer(pair: Pair) -> schemas.PayslipRow:
    return schemas.PayslipRow(
        id=pair.id,
        employee=schemas.SeenEmployee(id=pair.employee_id, number=pair.number, name=pair.name),
        site=schemas.SeenSite(id=pair.place_id, name=pair.place),
        gross_cents=pair.gross_cents,
        net_cents=pair.net_cents,
        before_gross_cents=pair.before_gross_cents,
        before_net_cents=pair.before_net_cents,
    )


def payslip_answer(found: ReadPayslip, language: Language) -> schemas.Payslip:
    sums = {name: getattr(found, name) for name in Sums.__slots__ if name != "people"}
    return schemas.Payslip(
        id=found.id,
        run_id=found.run_id,
        month=month_text(found.month),
        kind=found.kind,
        state=found.state,
        employee=schemas.SeenEmployee(id=found.employee_id, number=found.number, name=found.name),
        site=schemas.SeenSite(id=found.place_id, name=found.place),
        totals=schemas.Totals(people=1, **sums),
        lines=[_line(each, language) for each in read_lines(found.lines)],
        scheme=scheme_answer(read_rules(found.rules), language),
        before_id=found.before_id,
    )


def own_answer(found: ReleasedPayslip) -> schemas.OwnPayslip:
    return schemas.OwnPayslip(
        id=found.id,
        month=month_text(found.month),
        kind=found.kind,
        gross_cents=found.gross_cents,
        net_cents=found.net_cents,
        released_at=found.released_at,
    )


def pay_answer(pay: FullPay) -> schemas.Pay:
    file = pay.file
    return schemas.Pay(
        employee=schemas.SeenEmployee(
            id=file.id, number=file.number, name=f"{file.given_name} {file.family_name}"
        ),
        salaries=[_salary(each) for each in pay.salaries],
        items=[_item(each) for each in pay.items],
        payslips=[own_answer(each) for each in pay.payslips],
    )


def scheme_answer(rules: Rules, language: Language) -> schemas.SeenScheme:
    return schemas.SeenScheme(
        version=rules.version,
        source=typeset(SOURCE, language),
        contributions=[
            schemas.SeenContribution(
                code=each.code, title=typeset(TITLES[each.code], language), rate=each.rate
            )
            for each in rules.contributions
        ],
    )


def _job(job: JobView) -> schemas.RunJob:
    return schemas.RunJob(
        id=job.id,
        state=job.state,
        cancelling=job.cancelling,
        done=job.done,
        total=job.total,
        reason=job.reason,
    )


def _totals(sums: Sums) -> schemas.Totals:
    return schemas.Totals(**asdict(sums))


def _before(sites: Iterable[Site]) -> schemas.Totals:
    sides = [each.before for each in sites if each.before is not None]
    return schemas.Totals(
        **{name: sum(getattr(side, name) for side in sides) for name in Sums.__slots__}
    )


def _site(site: Site) -> schemas.SiteTotals:
    return schemas.SiteTotals(
        site=schemas.SeenSite(id=site.id, name=site.name),
        now=_totals(site.now),
        before=None if site.before is None else _totals(site.before),
    )


def _line(line: Line, language: Language) -> schemas.SeenLine:
    return schemas.SeenLine(
        part=line.part,
        code=line.code,
        title=typeset(TITLES[line.code], language),
        label=line.label,
        cents=line.cents,
        basis_cents=line.basis,
        quantity=line.quantity,
        rate=line.rate,
    )


def _salary(kept: KeptSalary) -> schemas.Salary:
    return schemas.Salary(
        id=kept.id,
        valid_from=kept.valid_from,
        monthly_cents=kept.monthly_cents,
        hourly_cents=kept.hourly_cents,
        version=kept.version,
        made_by=schemas.By(key=kept.made_by, name=kept.made_by_name),
        made_at=kept.made_at,
    )


def _item(kept: KeptItem) -> schemas.SalaryItem:
    return schemas.SalaryItem(
        id=kept.id,
        month=month_text(kept.month),
        kind=kept.kind,
        label=kept.label,
        cents=kept.cents,
        hours_hundredths=kept.hours_hundredths,
        version=kept.version,
        made_by=schemas.By(key=kept.made_by, name=kept.made_by_name),
        made_at=kept.made_at,
    )
