"""Unit times of the past stay as they were: figures are explained by them."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION workforce.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
                MESSAGE = 'unit times are append-only: ' || TG_OP || ' of ' || TG_TABLE_NAME;
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON workforce.unit_time
        FOR EACH ROW EXECUTE FUNCTION workforce.refuse_change()
        """
    )
    op.execute(
        """
        CREATE TRIGGER never_emptied BEFORE TRUNCATE ON workforce.unit_time
        FOR EACH STATEMENT EXECUTE FUNCTION workforce.refuse_change()
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER never_emptied ON workforce.unit_time")
    op.execute("DROP TRIGGER append_only ON workforce.unit_time")
    op.execute("DROP FUNCTION workforce.refuse_change()")
