"""Asking PostgreSQL about tokens."""

from __future__ import annotations

from regie.core.db import Database
from regie.identity.answers import Answers

from .copies import Copy, Key, read_copies


class TokenAnswers(Answers[Key, Copy]):
    """A resource. By digest or number."""

    name = "tokens"

    def __init__(self, database: Database):
        super().__init__(database, read_copies)
