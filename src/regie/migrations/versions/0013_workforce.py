"""Posts, tasks, volumes and headcount of centres, and their simulations."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("CREATE SCHEMA workforce")
    op.create_table(
        "post",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("tenant", "code", name="uq_post_tenant_code"),
        schema="workforce",
        comment="A kind of work place: sorting, counter, delivery",
    )
    op.create_table(
        "rules",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("days_per_year", sa.Double(), nullable=False),
        sa.Column("days_per_month", sa.Double(), nullable=False),
        sa.Column("standard_hours", sa.Double(), nullable=False),
        sa.Column("idle_hours", sa.Double(), nullable=False),
        sa.Column("rounding", sa.Text(), nullable=False),
        sa.Column("minimum_crew", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("rounding IN ('none', 'half', 'up')", name="ck_rules_rounding"),
        sa.CheckConstraint("idle_hours < standard_hours", name="ck_rules_leaves_time"),
        sa.PrimaryKeyConstraint("tenant", name="pk_rules"),
        schema="workforce",
        comment="How volumes become people; an organisation without a row has the defaults",
    )
    op.create_table(
        "centre",
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("standard_hours", sa.Double()),
        sa.Column("idle_hours", sa.Double()),
        sa.Column("minimum_crew", sa.Integer()),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_centre_place_id_place"
        ),
        sa.PrimaryKeyConstraint("place_id", name="pk_centre"),
        schema="workforce",
        comment="What differs in a centre from its organisation's rules",
    )
    op.create_table(
        "headcount",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("present", sa.Double(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("import_id", sa.BigInteger()),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("present >= 0", name="ck_headcount_present"),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_headcount_place_id_place"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["workforce.post.id"], name="fk_headcount_post_id_post"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_headcount"),
        sa.UniqueConstraint("place_id", "post_id", name="uq_headcount_place_id_post_id"),
        schema="workforce",
        comment="Full-time equivalents present",
    )
    op.create_index(
        "ix_headcount_post_id", "headcount", ["post_id"], unique=False, schema="workforce"
    )
    op.create_table(
        "simulation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place_id", sa.BigInteger()),
        sa.Column("place_ids", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("inputs", sa.LargeBinary()),
        sa.Column("inputs_hash", sa.Text(), nullable=False),
        sa.Column("job_id", sa.BigInteger()),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("result", sa.JSON()),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_simulation_place_id_place"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_simulation"),
        schema="workforce",
        comment="place_ids are the centres that its owner reached; inputs stay until the result is",
    )
    op.create_index(
        "ix_simulation_created_at", "simulation", ["created_at"], unique=False, schema="workforce"
    )
    op.create_index(
        "ix_simulation_owner",
        "simulation",
        ["tenant", "owner", "id"],
        unique=False,
        schema="workforce",
    )
    op.create_table(
        "task",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("rhythm IN ('month', 'year')", name="ck_task_rhythm"),
        sa.ForeignKeyConstraint(["post_id"], ["workforce.post.id"], name="fk_task_post_id_post"),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("tenant", "code", name="uq_task_tenant_code"),
        schema="workforce",
        comment="What a post does and how its volumes are counted",
    )
    op.create_index("ix_task_post_id", "task", ["post_id"], unique=False, schema="workforce")
    op.create_table(
        "simulation_chunk",
        sa.Column("simulation_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("samples", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["simulation_id"],
            ["workforce.simulation.id"],
            name="fk_simulation_chunk_simulation_id_simulation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("simulation_id", "number", name="pk_simulation_chunk"),
        schema="workforce",
        comment="Runs of a simulation that are done; gone when its result is written",
    )
    op.create_table(
        "unit_time",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("complexity", sa.Double(), nullable=False),
        sa.Column("productivity", sa.Double(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("sample", sa.Integer()),
        sa.Column("spread", sa.Double()),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "method IN ('chronometry', 'estimate', 'agreement')", name="ck_unit_time_method"
        ),
        sa.CheckConstraint("complexity > -1", name="ck_unit_time_complexity"),
        sa.CheckConstraint("minutes > 0", name="ck_unit_time_minutes"),
        sa.CheckConstraint("productivity > 0", name="ck_unit_time_productivity"),
        sa.CheckConstraint("valid_to >= valid_from", name="ck_unit_time_validity"),
        sa.ForeignKeyConstraint(
            ["task_id"], ["workforce.task.id"], name="fk_unit_time_task_id_task"
        ),
        sa.PrimaryKeyConstraint("task_id", "number", name="pk_unit_time"),
        schema="workforce",
        comment="Versions of a task's unit time with where each comes from; append-only",
    )
    op.create_table(
        "volume",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("import_id", sa.BigInteger()),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("extract(day FROM period) = 1", name="ck_volume_period"),
        sa.CheckConstraint("quantity >= 0", name="ck_volume_quantity"),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_volume_place_id_place"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["workforce.task.id"], name="fk_volume_task_id_task"),
        sa.PrimaryKeyConstraint("id", name="pk_volume"),
        sa.UniqueConstraint(
            "place_id", "period", "task_id", name="uq_volume_place_id_period_task_id"
        ),
        schema="workforce",
        comment="What a centre did of a task in a month, or in the year that begins with it",
    )
    op.create_index("ix_volume_task_id", "volume", ["task_id"], unique=False, schema="workforce")


def downgrade() -> None:
    op.drop_table("volume", schema="workforce")
    op.drop_table("unit_time", schema="workforce")
    op.drop_table("simulation_chunk", schema="workforce")
    op.drop_table("task", schema="workforce")
    op.drop_table("simulation", schema="workforce")
    op.drop_table("headcount", schema="workforce")
    op.drop_table("centre", schema="workforce")
    op.drop_table("rules", schema="workforce")
    op.drop_table("post", schema="workforce")
    op.execute("DROP SCHEMA workforce")
