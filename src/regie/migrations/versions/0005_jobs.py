"""Jobs: what runs, its progress and result, and schedules."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
