"""The installation's own row, and names sorted as French sorts them.

The PostgreSQL that Régie brings along has no ICU, and the machine may have no French locale. So
order comes from a key: letters without accents, then accents, then capitals. The first two are
what the Unicode collation does with French (CLDR); its third level puts small letters first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA core")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA core")
    op.execute(
        r"""
        CREATE FUNCTION core.sort_key(value text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN (lower(core.unaccent('core.unaccent', value)) || E'\x01'
            || lower(value) || E'\x01' || value) COLLATE "C"
        """
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Uuid, server_default=sa.func.gen_random_uuid(), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
        sa.CheckConstraint("kind in ('demo', 'real')", name="ck_installation_kind"),
        schema="core",
        comment="One row: which installation these data belong to, and whether they are a demo's",
    )


def downgrade() -> None:
    op.drop_table("installation", schema="core")
    op.execute("DROP FUNCTION core.sort_key(text)")
    op.execute("DROP EXTENSION pg_trgm")
    op.execute("DROP EXTENSION unaccent")
