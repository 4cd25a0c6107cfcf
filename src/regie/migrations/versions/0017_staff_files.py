"""Files that are erased and forgotten, pay that two people do not overwrite, a list by number."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    for table in ("salary", "salary_item"):
        op.add_column(
            table,
            sa.Column("version", sa.Integer(), server_default="1", nullable=False),
            schema="staff",
        )
    op.create_index(
        "ix_employee_number",
        "employee",
        ["tenant", sa.text("core.sort_key(number)"), "id"],
        schema="staff",
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    op.create_index("ix_employee_left_on", "employee", ["left_on"], schema="staff")
    op.create_index("ix_payslip_month", "payslip", ["month"], schema="staff")
    op.create_index("ix_salary_item_of_month", "salary_item", ["month"], schema="staff")
    _make_register()
    _let_ledgers_go_with_their_files()
    _let_payslips_go_after_five_years()


def _make_register() -> None:
    op.create_table(
        "register_entry",
        sa.Column("employee_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date()),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("hired_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["staff.employee.id"], name="fk_register_entry_employee_id_employee"
        ),
        sa.PrimaryKeyConstraint("employee_id", name="pk_register_entry"),
        schema="staff",
        comment="What the register of personnel keeps of erased files, for five years after "
        "somebody left (Code du travail, R1221-26)",
    )
    op.create_index("ix_register_entry_left_on", "register_entry", ["left_on"], schema="staff")


def _let_ledgers_go_with_their_files() -> None:
    op.execute(
        """
        CREATE FUNCTION staff.refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT FROM staff.employee WHERE id = OLD.employee_id AND erased_at IS NULL
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                    MESSAGE = 'the ledger is append-only, as long as there is the file';
            END IF;
            RETURN OLD;
        END $$
        """
    )
    op.execute("DROP TRIGGER append_only ON staff.absence_entry")
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE ON staff.absence_entry
        FOR EACH ROW EXECUTE FUNCTION staff.refuse_change()
        """
    )
    op.execute(
        """
        CREATE TRIGGER goes_with_its_file BEFORE DELETE ON staff.absence_entry
        FOR EACH ROW EXECUTE FUNCTION staff.refuse_deletion()
        """
    )


def _let_payslips_go_after_five_years() -> None:
    """Code du travail, L3243-4."""
    op.execute("DROP TRIGGER released_stays ON staff.payslip")
    op.execute(
        """
        CREATE TRIGGER released_stays BEFORE INSERT OR UPDATE ON staff.payslip
        FOR EACH ROW EXECUTE FUNCTION staff.refuse_released()
        """
    )
    op.execute(
        """
        CREATE TRIGGER released_stays_five_years BEFORE DELETE ON staff.payslip
        FOR EACH ROW WHEN (OLD.month > current_date - interval '5 years')
        EXECUTE FUNCTION staff.refuse_released()
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER released_stays_five_years ON staff.payslip")
    op.execute("DROP TRIGGER released_stays ON staff.payslip")
    op.execute(
        """
        CREATE TRIGGER released_stays BEFORE INSERT OR UPDATE OR DELETE ON staff.payslip
        FOR EACH ROW EXECUTE FUNCTION staff.refuse_released()
        """
    )
    op.execute("DROP TRIGGER goes_with_its_file ON staff.absence_entry")
    op.execute("DROP TRIGGER append_only ON staff.absence_entry")
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff.absence_entry
        FOR EACH ROW EXECUTE FUNCTION staff.refuse_change()
        """
    )
    op.execute("DROP FUNCTION staff.refuse_deletion()")
    op.drop_table("register_entry", schema="staff")
    for table, index in (
        ("salary_item", "ix_salary_item_of_month"),
        ("payslip", "ix_payslip_month"),
        ("employee", "ix_employee_left_on"),
        ("employee", "ix_employee_number"),
    ):
        op.drop_index(index, table, schema="staff")
    for table in ("salary_item", "salary"):
        op.drop_column(table, "version", schema="staff")
