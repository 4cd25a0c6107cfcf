"""The personnel file, absences, evaluations and salary runs."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("CREATE SCHEMA staff")
    op.execute(
        """
        CREATE FUNCTION staff.search_key(value text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN lower(core.unaccent('core.unaccent', value))
        """
    )
    _make_people()
    _make_absences()
    _make_evaluations()
    _make_salaries()


def _make_people() -> None:
    op.create_table(
        "employee",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text()),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("manager_id", sa.BigInteger()),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("hired_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date()),
        sa.Column("birth_date", sa.Date()),
        sa.Column("phone", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("contract_from", sa.Date(), nullable=False),
        sa.Column("contract_until", sa.Date()),
        sa.Column("weekly_minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.Column(
            "name_key",
            sa.Text(collation="C"),
            sa.Computed(
                "core.sort_key(((family_name || ' '::text) || given_name))", persisted=True
            ),
            nullable=False,
        ),
        sa.Column(
            "search_key",
            sa.Text(),
            sa.Computed(
                "staff.search_key(((((((((number || ' '::text) || given_name) || ' "
                "'::text) || family_name) || ' '::text) || post) || ' '::text) || "
                "COALESCE(email, ''::text)))",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["staff.employee.id"], name="fk_employee_manager_id_employee"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["identity.person.id"], name="fk_employee_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_employee_place_id_place"
        ),
        sa.CheckConstraint(
            "contract in ('permanent', 'fixed_term', 'apprentice', 'temporary')",
            name="ck_employee_contract",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_employee"),
        sa.UniqueConstraint("person_id", name="uq_employee_person_id"),
        sa.UniqueConstraint("tenant", "number", name="uq_employee_tenant_number"),
        schema="staff",
        comment="The personnel file; number to left_on everybody of the place reads, "
        "birth_date to weekly_minutes are private; search_key has nothing "
        "private in it",
    )
    op.create_index("ix_employee_manager", "employee", ["manager_id"], schema="staff")
    op.create_index("ix_employee_name", "employee", ["tenant", "name_key", "id"], schema="staff")
    op.create_index(
        "ix_employee_hired_on", "employee", ["tenant", "hired_on", "id"], schema="staff"
    )
    op.create_index(
        "ix_employee_post",
        "employee",
        ["tenant", sa.text("core.sort_key(post)"), "id"],
        schema="staff",
    )
    op.create_index("ix_employee_place", "employee", ["place_id"], schema="staff")
    op.create_index(
        "ix_employee_search",
        "employee",
        ["search_key"],
        schema="staff",
        postgresql_using="gin",
        postgresql_ops={"search_key": "core.gin_trgm_ops"},
    )
    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column(
            "added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_document_employee_id_employee"
        ),
        sa.CheckConstraint(
            "kind in ('contract', 'identity', 'diploma', 'certificate', 'letter', 'other')",
            name="ck_document_kind",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("employee_id", "digest", name="uq_document_employee_id_digest"),
        schema="staff",
        comment="What core/files keeps by its digest; the name is for people alone",
    )
    op.create_index("ix_document_digest", "document", ["digest"], schema="staff")


def _make_absences() -> None:
    op.create_table(
        "absence_kind",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title_fr", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("yearly_half_days", sa.Integer()),
        sa.Column("year_begins_month", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("year_begins_month between 1 and 12", name="ck_absence_kind_month"),
        sa.CheckConstraint("yearly_half_days > 0", name="ck_absence_kind_yearly"),
        sa.PrimaryKeyConstraint("tenant", "code", name="pk_absence_kind"),
        schema="staff",
        comment="Without yearly_half_days an absence of the kind has no balance: sickness",
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("first_half", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("last_half", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("half_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column(
            "asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.Text()),
        sa.Column("decision_note", sa.Text()),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(last_on, last_half) >= (first_on, first_half)", name="ck_absence_order"
        ),
        sa.CheckConstraint(
            "first_half in (0, 1) and last_half in (0, 1)", name="ck_absence_halves"
        ),
        sa.CheckConstraint("half_days > 0", name="ck_absence_half_days"),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_absence_employee_id_employee"
        ),
        sa.CheckConstraint(
            "state in ('pending', 'approved', 'refused', 'cancelled')", name="ck_absence_state"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        schema="staff",
        comment="From the first half (0 morning, 1 afternoon) of a day to the last of "
        "another; half_days are the working ones; approved ones of somebody "
        "never overlap",
    )
    op.create_index("ix_absence_employee", "absence", ["employee_id", "first_on"], schema="staff")
    op.create_index("ix_absence_tenant", "absence", ["tenant", "state", "first_on"], schema="staff")
    op.create_table(
        "absence_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("half_days", sa.Integer(), nullable=False),
        sa.Column("absence_id", sa.BigInteger()),
        sa.Column("month", sa.Date()),
        sa.Column("rule", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint(
            "(account = 'accrual') = (month is not null)", name="ck_absence_entry_month"
        ),
        sa.CheckConstraint(
            "(account in ('taken', 'pending')) = (absence_id is not null)",
            name="ck_absence_entry_absence",
        ),
        sa.ForeignKeyConstraint(
            ["absence_id"], ["staff.absence.id"], name="fk_absence_entry_absence_id_absence"
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_absence_entry_employee_id_employee"
        ),
        sa.CheckConstraint(
            "account in ('accrual', 'taken', 'pending', 'correction')",
            name="ck_absence_entry_account",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_absence_entry"),
        sa.UniqueConstraint(
            "employee_id", "kind", "month", name="uq_absence_entry_employee_id_kind_month"
        ),
        schema="staff",
        comment="Append-only: a balance is the sum of these; errors get compensating entries",
    )
    op.create_index("ix_absence_entry_absence", "absence_entry", ["absence_id"], schema="staff")
    op.create_index(
        "ix_absence_entry_balance",
        "absence_entry",
        ["employee_id", "kind", "booked_on"],
        schema="staff",
    )
    _guard_absences()


def _make_evaluations() -> None:
    op.create_table(
        "evaluation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("mark_tenths", sa.Integer(), nullable=False),
        sa.Column("weight", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("comment", sa.Text()),
        sa.Column("evaluator_id", sa.BigInteger()),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("mark_tenths between 0 and 200", name="ck_evaluation_mark"),
        sa.CheckConstraint("period_until >= period_from", name="ck_evaluation_period"),
        sa.CheckConstraint("weight between 1 and 10", name="ck_evaluation_weight"),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_evaluation_employee_id_employee"
        ),
        sa.ForeignKeyConstraint(
            ["evaluator_id"], ["staff.employee.id"], name="fk_evaluation_evaluator_id_employee"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation"),
        schema="staff",
        comment="A mark of 0 to 20, in tenths; averages are weighted",
    )
    op.create_index(
        "ix_evaluation_employee", "evaluation", ["employee_id", "period_until"], schema="staff"
    )
    op.create_index(
        "ix_evaluation_tenant", "evaluation", ["tenant", "period_until", "id"], schema="staff"
    )


def _make_salaries() -> None:
    op.create_table(
        "salary",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("monthly_cents", sa.BigInteger(), nullable=False),
        sa.Column("hourly_cents", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("monthly_cents > 0 and hourly_cents > 0", name="ck_salary_amounts"),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_salary_employee_id_employee"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_salary"),
        sa.UniqueConstraint("employee_id", "valid_from", name="uq_salary_employee_id_valid_from"),
        schema="staff",
        comment="What holds from a day on: gross for a full month, and what an hour unpaid takes "
        "away",
    )
    op.create_table(
        "salary_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("hours_hundredths", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("kind in ('bonus', 'unpaid', 'deduction')", name="ck_salary_item_kind"),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_salary_item_month"),
        sa.CheckConstraint(
            "case when kind = 'unpaid' then cents = 0 and hours_hundredths > 0 "
            "else cents > 0 and hours_hundredths = 0 end",
            name="ck_salary_item_amount",
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_salary_item_employee_id_employee"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_salary_item"),
        schema="staff",
        comment="What varies: an amount, or the hours of an unpaid absence",
    )
    op.create_index("ix_salary_item_month", "salary_item", ["employee_id", "month"], schema="staff")
    op.create_table(
        "salary_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("job_id", sa.BigInteger()),
        sa.Column("fencing_token", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("through", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("inputs_hash", sa.LargeBinary()),
        sa.Column("lines_hash", sa.LargeBinary()),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("computed_at", sa.DateTime(timezone=True)),
        sa.Column("released_by", sa.Text()),
        sa.Column("released_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind in ('regular', 'correction')", name="ck_salary_run_kind"),
        sa.CheckConstraint(
            "state in ('draft', 'computed', 'released')", name="ck_salary_run_state"
        ),
        sa.CheckConstraint("extract(day from month) = 1", name="ck_salary_run_month"),
        sa.CheckConstraint(
            "(state = 'released') = (released_by is not null)", name="ck_salary_run_released"
        ),
        sa.CheckConstraint("released_by <> started_by", name="ck_salary_run_four_eyes"),
        sa.PrimaryKeyConstraint("id", name="pk_salary_run"),
        sa.UniqueConstraint("tenant", "month", "kind", name="uq_salary_run_tenant_month_kind"),
        schema="staff",
        comment="One per month and kind; through is the checkpoint, an employee's id; nothing of "
        "a released one changes",
    )
    op.create_table(
        "payslip",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("employee_id", sa.BigInteger(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("base_cents", sa.BigInteger(), nullable=False),
        sa.Column("bonus_cents", sa.BigInteger(), nullable=False),
        sa.Column("unpaid_cents", sa.BigInteger(), nullable=False),
        sa.Column("gross_cents", sa.BigInteger(), nullable=False),
        sa.Column("contributions_cents", sa.BigInteger(), nullable=False),
        sa.Column("deductions_cents", sa.BigInteger(), nullable=False),
        sa.Column("net_cents", sa.BigInteger(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "gross_cents = base_cents + bonus_cents - unpaid_cents", name="ck_payslip_gross"
        ),
        sa.CheckConstraint(
            "net_cents = gross_cents - contributions_cents - deductions_cents",
            name="ck_payslip_net",
        ),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_payslip_employee_id_employee"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_payslip_place_id_place"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["staff.salary_run.id"], name="fk_payslip_run_id_salary_run"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_payslip"),
        sa.UniqueConstraint(
            "employee_id", "month", "kind", name="uq_payslip_employee_id_month_kind"
        ),
        schema="staff",
        comment="place_id is where somebody worked then: totals stay when they move; json keeps "
        "inputs and lines to the byte, as they were hashed",
    )
    op.create_index("ix_payslip_run", "payslip", ["run_id", "place_id"], schema="staff")
    op.create_table(
        "salary_total",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.BigInteger(), nullable=False),
        sa.Column("contributions_cents", sa.BigInteger(), nullable=False),
        sa.Column("deductions_cents", sa.BigInteger(), nullable=False),
        sa.Column("net_cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"], ["identity.place.id"], name="fk_salary_total_place_id_place"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["staff.salary_run.id"], name="fk_salary_total_run_id_salary_run"
        ),
        sa.PrimaryKeyConstraint("run_id", "place_id", name="pk_salary_total"),
        schema="staff",
        comment="Of payslips, written with them: a page of runs reads none of these",
    )
    _guard_salaries()


def _guard_salaries() -> None:
    """Nothing of a released run changes, whoever asks."""
    op.execute(
        """
        CREATE FUNCTION staff.refuse_released() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            released boolean;
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                released := true;
            ELSIF TG_TABLE_NAME = 'salary_run' THEN
                released := OLD.state = 'released';
            ELSIF TG_OP = 'INSERT' THEN
                released := EXISTS (
                    SELECT FROM staff.salary_run WHERE id = NEW.run_id AND state = 'released'
                );
            ELSE
                released := EXISTS (
                    SELECT FROM staff.salary_run WHERE id = OLD.run_id AND state = 'released'
                );
            END IF;
            IF released THEN
                RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                    MESSAGE = 'a released run is immutable: ' || TG_OP || ' of ' || TG_TABLE_NAME;
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            RETURN NEW;
        END $$
        """
    )
    for table, deeds in (
        ("salary_run", "UPDATE OR DELETE"),
        ("payslip", "INSERT OR UPDATE OR DELETE"),
        ("salary_total", "INSERT OR UPDATE OR DELETE"),
    ):
        op.execute(
            f"""
            CREATE TRIGGER released_stays BEFORE {deeds} ON staff.{table}
            FOR EACH ROW EXECUTE FUNCTION staff.refuse_released()
            """
        )
        op.execute(
            f"""
            CREATE TRIGGER never_emptied BEFORE TRUNCATE ON staff.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION staff.refuse_released()
            """
        )


def _guard_absences() -> None:
    """No half day of somebody is approved twice: each is a number, 2^20 of them to a person, so
    that one range tells who and when, and no extension is needed. The ledger is append-only."""
    op.execute(
        """
        ALTER TABLE staff.absence ADD CONSTRAINT ex_absence_overlap EXCLUDE USING gist (
            int8range(
                employee_id * 1048576 + (first_on - date '1900-01-01') * 2 + first_half,
                employee_id * 1048576 + (last_on - date '1900-01-01') * 2 + last_half,
                '[]'
            ) WITH &&
        ) WHERE (state = 'approved')
        """
    )
    op.execute(
        """
        CREATE FUNCTION staff.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                MESSAGE = 'the ledger is append-only: ' || TG_OP || ' of ' || TG_TABLE_NAME;
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff.absence_entry
        FOR EACH ROW EXECUTE FUNCTION staff.refuse_change()
        """
    )
    op.execute(
        """
        CREATE TRIGGER never_emptied BEFORE TRUNCATE ON staff.absence_entry
        FOR EACH STATEMENT EXECUTE FUNCTION staff.refuse_change()
        """
    )


def downgrade() -> None:
    for table in (
        "salary_total",
        "payslip",
        "salary_item",
        "salary_run",
        "salary",
        "evaluation",
        "absence_entry",
        "absence",
        "absence_kind",
        "document",
        "employee",
    ):
        op.drop_table(table, schema="staff")
    op.execute("DROP FUNCTION staff.refuse_change()")
    op.execute("DROP FUNCTION staff.refuse_released()")
    op.execute("DROP FUNCTION staff.search_key(text)")
    op.execute("DROP SCHEMA staff")
