"""Files that were imported: what each brought, and what it refused."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "import",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("app", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("paths", sa.ARRAY(sa.Text)),
        sa.Column("state", sa.Text, server_default="waiting", nullable=False),
        sa.Column("job_id", sa.BigInteger),
        sa.Column("chunk_rows", sa.Integer),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("same_as", sa.BigInteger),
        sa.Column("reason", JSONB),
        sa.PrimaryKeyConstraint("id", name="pk_import"),
        sa.ForeignKeyConstraint(
            ["same_as"], ["core.import.id"], name="fk_import_same_as_import", ondelete="SET NULL"
        ),
        sa.CheckConstraint(
            "state in ('waiting', 'running', 'done', 'failed', 'cancelled')", name="ck_import_state"
        ),
        schema="core",
        comment=(
            "Files that were imported. paths: the reach of who sent it, null is everywhere; "
            "same_as: the import that had brought this very file; "
            "reason: code and params of its failure"
        ),
    )
    op.create_index("ix_import_created_at", "import", ["created_at"], schema="core")
    op.create_index("ix_import_tenant", "import", ["tenant", "app", "id"], schema="core")
    op.create_index(
        "ix_import_digest", "import", ["tenant", "app", "kind", "digest"], schema="core"
    )
    op.create_index(
        "uq_import_open",
        "import",
        ["tenant", "app", "kind", "digest", sa.text("coalesce(paths, '{}')")],
        unique=True,
        schema="core",
        postgresql_where=sa.text("state in ('waiting', 'running')"),
    )
    op.create_table(
        "import_chunk",
        sa.Column("import_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("rows", sa.BigInteger, nullable=False),
        sa.Column("new", sa.BigInteger, nullable=False),
        sa.Column("identical", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("rejected", sa.BigInteger, nullable=False),
        sa.Column("rejects", sa.Text),
        sa.PrimaryKeyConstraint("import_id", "number", name="pk_import_chunk"),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["core.import.id"],
            name="fk_import_chunk_import_id_import",
            ondelete="CASCADE",
        ),
        schema="core",
        comment=(
            "Written in the transaction of a chunk's effect, which so happens once. rejects: "
            "digest of the file with the rows that it refused"
        ),
    )


def downgrade() -> None:
    op.drop_table("import_chunk", schema="core")
    op.drop_table("import", schema="core")
