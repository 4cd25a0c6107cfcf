"""What can be seen from outside: logs, metrics, health."""

from .health import Check, Health, HealthReport, Resource, ResourceReport
from .logs import configure_logging, get_logger
from .slow_sql import SLOW_SQL_MS, log_if_slow, statement_digest
from .sql_count import count_statement, count_statements, statements_so_far

__all__ = [
    "SLOW_SQL_MS",
    "Check",
    "Health",
    "HealthReport",
    "Resource",
    "ResourceReport",
    "configure_logging",
    "count_statement",
    "count_statements",
    "get_logger",
    "log_if_slow",
    "statement_digest",
    "statements_so_far",
]
