"""Keeps one installation up: embedded servers, preparation, workers, in this order."""

from regie.operations.supervisor.plan import Crew, Plan, Ready, Reporter, Server, WorkerCommand
from regie.operations.supervisor.readiness import lifeline, tell_ready
from regie.operations.supervisor.report import PlainReporter
from regie.operations.supervisor.supervise import supervise

__all__ = [
    "Crew",
    "PlainReporter",
    "Plan",
    "Ready",
    "Reporter",
    "Server",
    "WorkerCommand",
    "lifeline",
    "supervise",
    "tell_ready",
]
