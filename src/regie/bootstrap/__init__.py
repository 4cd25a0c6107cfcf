"""The composition root: settings → resources → apps → one Runtime.

Building a runtime wires objects and opens nothing; `Runtime.opened` opens every resource in order
and closes them in reverse.
"""

from .addresses import database_url, valkey_urls
from .apps import ALWAYS, APPS
from .configuration import (
    Configuration,
    configure,
    configure_installed,
    environment_file,
    unknown_variables,
)
from .jobs import build_job_worker, job_wakes
from .mail import mail_composer, mail_sender, mail_way
from .retention import retention_of, store_of
from .runtime import Runtime, build_runtime
from .sealed import SEALED
from .served import about, build_asgi, edge_options

__all__ = [
    "ALWAYS",
    "APPS",
    "SEALED",
    "Configuration",
    "Runtime",
    "about",
    "build_asgi",
    "build_job_worker",
    "build_runtime",
    "configure",
    "configure_installed",
    "database_url",
    "edge_options",
    "environment_file",
    "job_wakes",
    "mail_composer",
    "mail_sender",
    "mail_way",
    "retention_of",
    "store_of",
    "unknown_variables",
    "valkey_urls",
]
