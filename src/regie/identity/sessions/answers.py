"""Asking PostgreSQL about sessions."""

from __future__ import annotations

from regie.core.db import Database
from regie.identity.answers import Answers

from .copies import Copy
from .reading import Key, read_copies


class SessionAnswers(Answers[Key, Copy]):
    """A resource. By digest or number."""

    name = "sessions"

    def __init__(self, database: Database):
        super().__init__(database, read_copies)
