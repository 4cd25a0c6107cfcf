"""What can be seen from outside: logs, metrics, health."""

from .access import ACCESS_LOG
from .cause import cause, caused_by, set_cause
from .health import (
    Check,
    Health,
    HealthReport,
    Openable,
    Resource,
    ResourceReport,
    SwitchedOff,
)
from .logs import configure_logging, get_logger
from .slow_sql import (
    SLOW_SQL_MS,
    SlowStatement,
    listen_to_slow_sql,
    log_if_slow,
    set_slow_sql_threshold,
    untold,
)
from .sql_count import count_statement, count_statements, statements_so_far
from .statement_shape import statement_digest, statement_shape

__all__ = [
    "ACCESS_LOG",
    "SLOW_SQL_MS",
    "Check",
    "Health",
    "HealthReport",
    "Openable",
    "Resource",
    "ResourceReport",
    "SlowStatement",
    "SwitchedOff",
    "cause",
    "caused_by",
    "configure_logging",
    "count_statement",
    "count_statements",
    "get_logger",
    "listen_to_slow_sql",
    "log_if_slow",
    "set_cause",
    "set_slow_sql_threshold",
    "statement_digest",
    "statement_shape",
    "statements_so_far",
    "untold",
]
