"""Salaries, what varies in a month, runs and payslips."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    func,
)

from regie.core.db import metadata

salary = Table(
    "salary",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("employee_id", BigInteger, ForeignKey("staff.employee.id"), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("monthly_cents", BigInteger, nullable=False),
    Column("hourly_cents", BigInteger, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("monthly_cents > 0 and hourly_cents > 0", "amounts"),
    UniqueConstraint("employee_id", "valid_from"),
    schema="staff",
    comment="What holds from a day on: gross for a full month, and what an hour unpaid takes away",
)

salary_item = Table(
    "salary_item",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("employee_id", BigInteger, ForeignKey("staff.employee.id"), nullable=False),
    Column("month", Date, nullable=False),
    Column(
        "kind",
        Text,
        CheckConstraint("kind in ('bonus', 'unpaid', 'deduction')", "kind"),
        nullable=False,
    ),
    Column("label", Text, nullable=False),
    Column("cents", BigInteger, nullable=False, server_default="0"),
    Column("hours_hundredths", Integer, nullable=False, server_default="0"),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("extract(day from month) = 1", "month"),
    CheckConstraint(
        "case when kind = 'unpaid' then cents = 0 and hours_hundredths > 0 "
        "else cents > 0 and hours_hundredths = 0 end",
        "amount",
    ),
    Index("ix_salary_item_month", "employee_id", "month"),
    schema="staff",
    comment="What varies: an amount, or the hours of an unpaid absence",
)

salary_run = Table(
    "salary_run",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("month", Date, nullable=False),
    Column(
        "kind",
        Text,
        CheckConstraint("kind in ('regular', 'correction')", "kind"),
        nullable=False,
    ),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('draft', 'computed', 'released')", "state"),
        nullable=False,
        server_default="draft",
    ),
    Column("engine", Text, nullable=False),
    Column("rules", JSON, nullable=False),
    Column("job_id", BigInteger),
    Column("fencing_token", BigInteger, nullable=False, server_default="0"),
    Column("through", BigInteger, nullable=False, server_default="0"),
    Column("inputs_hash", LargeBinary),
    Column("lines_hash", LargeBinary),
    Column("started_by", Text, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("computed_at", DateTime(timezone=True)),
    Column("released_by", Text),
    Column("released_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("extract(day from month) = 1", "month"),
    CheckConstraint("(state = 'released') = (released_by is not null)", "released"),
    CheckConstraint("released_by <> started_by", "four_eyes"),
    UniqueConstraint("tenant", "month", "kind"),
    schema="staff",
    comment="One per month and kind; through is the checkpoint, an employee's id; nothing of a "
    "released one changes",
)

payslip = Table(
    "payslip",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("run_id", BigInteger, ForeignKey("staff.salary_run.id"), nullable=False),
    Column("employee_id", BigInteger, ForeignKey("staff.employee.id"), nullable=False),
    Column("place_id", BigInteger, ForeignKey("identity.place.id"), nullable=False),
    Column("month", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("base_cents", BigInteger, nullable=False),
    Column("bonus_cents", BigInteger, nullable=False),
    Column("unpaid_cents", BigInteger, nullable=False),
    Column("gross_cents", BigInteger, nullable=False),
    Column("contributions_cents", BigInteger, nullable=False),
    Column("deductions_cents", BigInteger, nullable=False),
    Column("net_cents", BigInteger, nullable=False),
    Column("inputs", JSON, nullable=False),
    Column("lines", JSON, nullable=False),
    CheckConstraint("gross_cents = base_cents + bonus_cents - unpaid_cents", "gross"),
    CheckConstraint("net_cents = gross_cents - contributions_cents - deductions_cents", "net"),
    UniqueConstraint("employee_id", "month", "kind"),
    Index("ix_payslip_run", "run_id", "place_id"),
    schema="staff",
    comment="place_id is where somebody worked then: totals stay when they move; json keeps "
    "inputs and lines to the byte, as they were hashed",
)

salary_total = Table(
    "salary_total",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("run_id", BigInteger, ForeignKey("staff.salary_run.id"), primary_key=True),
    Column("place_id", BigInteger, ForeignKey("identity.place.id"), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("gross_cents", BigInteger, nullable=False),
    Column("contributions_cents", BigInteger, nullable=False),
    Column("deductions_cents", BigInteger, nullable=False),
    Column("net_cents", BigInteger, nullable=False),
    schema="staff",
    comment="Of payslips, written with them: a page of runs reads none of these",
)
