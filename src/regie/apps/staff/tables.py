"""Employees, their absences, evaluations, documents and pay."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from regie.core.db import metadata

SCHEMA: Final = "staff"

employee = Table(
    "employee",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("email", Text),
    Column("post", Text, nullable=False),
    Column("place_id", BigInteger, ForeignKey("identity.place.id"), nullable=False),
    Column("manager_id", BigInteger, ForeignKey("staff.employee.id")),
    Column("person_id", BigInteger, ForeignKey("identity.person.id")),
    Column("hired_on", Date, nullable=False),
    Column("left_on", Date),
    Column("birth_date", Date),
    Column("phone", Text),
    Column("address", Text),
    Column(
        "contract",
        Text,
        CheckConstraint(
            "contract in ('permanent', 'fixed_term', 'apprentice', 'temporary')", "contract"
        ),
        nullable=False,
    ),
    Column("contract_from", Date, nullable=False),
    Column("contract_until", Date),
    Column("weekly_minutes", Integer, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("erased_at", DateTime(timezone=True)),
    # As PostgreSQL spells them, so that models and migrations can be compared.
    Column(
        "name_key",
        Text(collation="C"),
        Computed("core.sort_key(((family_name || ' '::text) || given_name))", persisted=True),
        nullable=False,
    ),
    Column(
        "search_key",
        Text,
        Computed(
            "staff.search_key(((((((((number || ' '::text) || given_name) || ' '::text) || "
            "family_name) || ' '::text) || post) || ' '::text) || COALESCE(email, ''::text)))",
            persisted=True,
        ),
        nullable=False,
    ),
    UniqueConstraint("tenant", "number"),
    UniqueConstraint("person_id"),
    Index("ix_employee_name", "tenant", "name_key", "id"),
    Index("ix_employee_post", "tenant", text("core.sort_key(post)"), "id"),
    Index("ix_employee_hired_on", "tenant", "hired_on", "id"),
    Index(
        "ix_employee_number",
        "tenant",
        text("core.sort_key(number)"),
        "id",
        postgresql_where=text("erased_at IS NULL"),
    ),
    Index("ix_employee_left_on", "left_on"),
    Index("ix_employee_place", "place_id"),
    Index("ix_employee_manager", "manager_id"),
    Index(
        "ix_employee_search",
        "search_key",
        postgresql_using="gin",
        postgresql_ops={"search_key": "core.gin_trgm_ops"},
    ),
    schema=SCHEMA,
    comment="The personnel file; number to left_on everybody of the place reads, birth_date to "
    "weekly_minutes are private; search_key has nothing private in it",
)

register_entry = Table(
    "register_entry",
    metadata,
    Column(
        "employee_id",
        BigInteger,
        ForeignKey("staff.employee.id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("tenant", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("birth_date", Date),
    Column("post", Text, nullable=False),
    Column("contract", Text, nullable=False),
    Column("hired_on", Date, nullable=False),
    Column("left_on", Date, nullable=False),
    Index("ix_register_entry_left_on", "left_on"),
    schema=SCHEMA,
    comment="What the register of personnel keeps of erased files, for five years after "
    "somebody left (Code du travail, R1221-26)",
)

absence_kind = Table(
    "absence_kind",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("title_fr", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("yearly_half_days", Integer),
    Column("year_begins_month", SmallInteger, nullable=False, server_default="1"),
    Column("position", SmallInteger, nullable=False, server_default="0"),
    CheckConstraint("yearly_half_days > 0", "yearly"),
    CheckConstraint("year_begins_month between 1 and 12", "month"),
    schema=SCHEMA,
    comment="Without yearly_half_days an absence of the kind has no balance: sickness",
)

absence = Table(
    "absence",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("employee_id", BigInteger, ForeignKey("staff.employee.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("first_half", SmallInteger, nullable=False, server_default="0"),
    Column("last_on", Date, nullable=False),
    Column("last_half", SmallInteger, nullable=False, server_default="1"),
    Column("half_days", Integer, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state in ('pending', 'approved', 'refused', 'cancelled')", "state"),
        nullable=False,
        server_default="pending",
    ),
    Column("note", Text),
    Column("asked_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("asked_by", Text, nullable=False),
    Column("decided_at", DateTime(timezone=True)),
    Column("decided_by", Text),
    Column("decision_note", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("(last_on, last_half) >= (first_on, first_half)", "order"),
    CheckConstraint("first_half in (0, 1) and last_half in (0, 1)", "halves"),
    CheckConstraint("half_days > 0", "half_days"),
    Index("ix_absence_employee", "employee_id", "first_on"),
    Index("ix_absence_tenant", "tenant", "state", "first_on"),
    schema=SCHEMA,
    comment="From the first half (0 morning, 1 afternoon) of a day to the last of another; "
    "half_days are the working ones; approved ones of somebody never overlap",
)

absence_entry = Table(
    "absence_entry",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("employee_id", BigInteger, ForeignKey("staff.employee.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("booked_on", Date, nullable=False),
    Column(
        "account",
        Text,
        CheckConstraint("account in ('accrual', 'taken', 'pending', 'correction')", "account"),
        nullable=False,
    ),
    Column("half_days", Integer, nullable=False),
    Column("absence_id", BigInteger, ForeignKey("staff.absence.id")),
    Column("month", Date),
    Column("rule", Text),
    Column("note", Text),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("(account = 'accrual') = (month is not null)", "month"),
    CheckConstraint("(account in ('taken', 'pending')) = (absence_id is not null)", "absence"),
    UniqueConstraint("employee_id", "kind", "month"),
    Index("ix_absence_entry_balance", "employee_id", "kind", "booked_on"),
    Index("ix_absence_entry_absence", "absence_id"),
    schema=SCHEMA,
    comment="Append-only: a balance is the sum of these; errors get compensating entries",
)

evaluation = Table(
    "evaluation",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("employee_id", BigInteger, ForeignKey("staff.employee.id"), nullable=False),
    Column("period_from", Date, nullable=False),
    Column("period_until", Date, nullable=False),
    Column("mark_tenths", Integer, nullable=False),
    Column("weight", SmallInteger, nullable=False, server_default="1"),
    Column("comment", Text),
    Column("evaluator_id", BigInteger, ForeignKey("staff.employee.id")),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("mark_tenths between 0 and 200", "mark"),
    CheckConstraint("weight between 1 and 10", "weight"),
    CheckConstraint("period_until >= period_from", "period"),
    Index("ix_evaluation_employee", "employee_id", "period_until"),
    Index("ix_evaluation_tenant", "tenant", "period_until", "id"),
    schema=SCHEMA,
    comment="A mark of 0 to 20, in tenths; averages are weighted",
)

document = Table(
    "document",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("employee_id", BigInteger, ForeignKey("staff.employee.id"), nullable=False),
    Column(
        "kind",
        Text,
        CheckConstraint(
            "kind in ('contract', 'identity', 'diploma', 'certificate', 'letter', 'other')", "kind"
        ),
        nullable=False,
    ),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    UniqueConstraint("employee_id", "digest"),
    Index("ix_document_digest", "digest"),
    schema=SCHEMA,
    comment="What core/files keeps by its digest; the name is for people alone",
)
