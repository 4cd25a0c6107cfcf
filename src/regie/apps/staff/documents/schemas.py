"""HTTP shapes of documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, Self

from pydantic import BaseModel

from regie.core.i18n import Language, typeset

from .repository import Document

DocumentKind = Literal["contract", "identity", "diploma", "certificate", "letter", "other"]
TITLES: Final[Mapping[str, Mapping[Language, str]]] = {
    "contract": {"fr": "Contrat", "en": "Contract"},
    "identity": {"fr": "Pièce d’identité", "en": "Identity document"},
    "diploma": {"fr": "Diplôme", "en": "Diploma"},
    "certificate": {"fr": "Attestation", "en": "Certificate"},
    "letter": {"fr": "Courrier", "en": "Letter"},
    "other": {"fr": "Autre", "en": "Other"},
}


class SeenDocument(BaseModel):
    id: int
    kind: str
    kind_title: str
    name: str
    media_type: str
    size_bytes: int
    added_at: datetime
    added_by: str | None

    @classmethod
    def of(cls, document: Document, language: Language) -> Self:
        return cls(
            id=document.id,
            kind=document.kind,
            kind_title=typeset(TITLES[document.kind], language),
            name=document.name,
            media_type=document.media_type,
            size_bytes=document.size_bytes,
            added_at=document.added_at,
            added_by=document.added_by,
        )


class SeenDocuments(BaseModel):
    documents: list[SeenDocument]
    used_bytes: int
    quota_bytes: int
    """Of one file."""


class DocumentLink(BaseModel):
    path: str
    """Below the root path; for whoever asked for it, and for five minutes."""
