"""What Alembic runs; the connection comes from `regie.core.db.migrate`."""

from alembic import context
from sqlalchemy import text

VERSION_SCHEMA = "core"

connection = context.config.attributes["connection"]
connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {VERSION_SCHEMA}"))
connection.commit()
context.configure(
    connection=connection,
    version_table_schema=VERSION_SCHEMA,
    include_schemas=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
