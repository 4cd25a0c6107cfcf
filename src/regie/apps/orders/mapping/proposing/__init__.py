"""A mapping proposed from a catalogue: names, types and indexes, never a row."""

from .proposal import Proposal, propose
from .statuses import meaning_guessed, statuses_select
from .writing import write_proposal

__all__ = ["Proposal", "meaning_guessed", "propose", "statuses_select", "write_proposal"]
