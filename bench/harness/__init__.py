"""What every benchmark here is run with: servers, load, figures, and their file."""

from .environments import environment_python, locked_versions
from .interleave import interleaved
from .load import Clients, Load, Question, connected
from .machine import Machine, Revision, describe_machine, describe_revision
from .players import Player, measure, playing
from .processes import cpu_seconds, resident_mb, tree
from .requests import measure_served
from .results import Aim, CaseFacts, Result, Run, newest, write
from .servers import Case, Served, served
from .summary import Row, Verdict, rows, verdicts
from .valkey import BenchValkey, bench_valkey

__all__ = [
    "Aim",
    "BenchValkey",
    "Case",
    "CaseFacts",
    "Clients",
    "Load",
    "Machine",
    "Player",
    "Question",
    "Result",
    "Revision",
    "Row",
    "Run",
    "Served",
    "Verdict",
    "bench_valkey",
    "connected",
    "cpu_seconds",
    "describe_machine",
    "describe_revision",
    "environment_python",
    "interleaved",
    "locked_versions",
    "measure",
    "measure_served",
    "newest",
    "playing",
    "resident_mb",
    "rows",
    "served",
    "tree",
    "verdicts",
    "write",
]
