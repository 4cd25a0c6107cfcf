"""The workforce app's tables."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)

from regie.core.db import metadata

_SCHEMA: Final = "workforce"


def _id() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def _tenant() -> Column[str]:
    return Column("tenant", Text, nullable=False)


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False, server_default=text("1"))


def _place(**options: Any) -> Column[int]:
    return Column("place_id", BigInteger, ForeignKey("identity.place.id"), **options)


def _import() -> Column[int]:
    return Column("import_id", BigInteger)


post = Table(
    "post",
    metadata,
    _id(),
    _tenant(),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    _version(),
    UniqueConstraint("tenant", "code"),
    schema=_SCHEMA,
    comment="A kind of work place: sorting, counter, delivery",
)

task = Table(
    "task",
    metadata,
    _id(),
    _tenant(),
    Column("post_id", BigInteger, ForeignKey("workforce.post.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("rhythm", Text, nullable=False),
    _version(),
    UniqueConstraint("tenant", "code"),
    Index("ix_task_post_id", "post_id"),
    CheckConstraint("rhythm IN ('month', 'year')", name="rhythm"),
    schema=_SCHEMA,
    comment="What a post does and how its volumes are counted",
)

unit_time = Table(
    "unit_time",
    metadata,
    _tenant(),
    Column("task_id", BigInteger, ForeignKey("workforce.task.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("minutes", Double, nullable=False),
    Column("complexity", Double, nullable=False),
    Column("productivity", Double, nullable=False),
    Column("method", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("sample", Integer),
    Column("spread", Double),
    Column("measured_on", Date, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("recorded_by", Text, nullable=False),
    CheckConstraint("minutes > 0", name="minutes"),
    CheckConstraint("complexity > -1", name="complexity"),
    CheckConstraint("productivity > 0", name="productivity"),
    CheckConstraint("method IN ('chronometry', 'estimate', 'agreement')", name="method"),
    CheckConstraint("valid_to >= valid_from", name="validity"),
    schema=_SCHEMA,
    comment="Versions of a task's unit time with where each comes from; append-only",
)

rules = Table(
    "rules",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("days_per_year", Double, nullable=False),
    Column("days_per_month", Double, nullable=False),
    Column("standard_hours", Double, nullable=False),
    Column("idle_hours", Double, nullable=False),
    Column("rounding", Text, nullable=False),
    Column("minimum_crew", Integer, nullable=False),
    _version(),
    CheckConstraint("idle_hours < standard_hours", name="leaves_time"),
    CheckConstraint("rounding IN ('none', 'half', 'up')", name="rounding"),
    schema=_SCHEMA,
    comment="How volumes become people; an organisation without a row has the defaults",
)

centre = Table(
    "centre",
    metadata,
    _place(primary_key=True),
    _tenant(),
    Column("standard_hours", Double),
    Column("idle_hours", Double),
    Column("minimum_crew", Integer),
    _version(),
    schema=_SCHEMA,
    comment="What differs in a centre from its organisation's rules",
)

volume = Table(
    "volume",
    metadata,
    _id(),
    _tenant(),
    _place(nullable=False),
    Column("task_id", BigInteger, ForeignKey("workforce.task.id"), nullable=False),
    Column("period", Date, nullable=False),
    Column("quantity", Double, nullable=False),
    _import(),
    _version(),
    UniqueConstraint("place_id", "period", "task_id"),
    Index("ix_volume_task_id", "task_id"),
    CheckConstraint("quantity >= 0", name="quantity"),
    CheckConstraint("extract(day FROM period) = 1", name="period"),
    schema=_SCHEMA,
    comment="What a centre did of a task in a month, or in the year that begins with it",
)

headcount = Table(
    "headcount",
    metadata,
    _id(),
    _tenant(),
    _place(nullable=False),
    Column("post_id", BigInteger, ForeignKey("workforce.post.id"), nullable=False),
    Column("present", Double, nullable=False),
    Column("as_of", Date, nullable=False),
    _import(),
    _version(),
    UniqueConstraint("place_id", "post_id"),
    Index("ix_headcount_post_id", "post_id"),
    CheckConstraint("present >= 0", name="present"),
    schema=_SCHEMA,
    comment="Full-time equivalents present",
)

simulation = Table(
    "simulation",
    metadata,
    _id(),
    _tenant(),
    Column("owner", Text, nullable=False),
    Column("kind", Text, nullable=False),
    _place(),
    Column("place_ids", ARRAY(BigInteger), nullable=False),
    Column("request", JSON, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("engine_version", Text, nullable=False),
    Column("inputs", LargeBinary),
    Column("inputs_hash", Text, nullable=False),
    Column("job_id", BigInteger),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("result", JSON),
    Index("ix_simulation_owner", "tenant", "owner", "id"),
    Index("ix_simulation_created_at", "created_at"),
    schema=_SCHEMA,
    comment="place_ids are the centres that its owner reached; inputs stay until the result is",
)

simulation_chunk = Table(
    "simulation_chunk",
    metadata,
    Column(
        "simulation_id",
        BigInteger,
        ForeignKey("workforce.simulation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("number", Integer, primary_key=True),
    Column("samples", LargeBinary, nullable=False),
    schema=_SCHEMA,
    comment="Runs of a simulation that are done; gone when its result is written",
)
