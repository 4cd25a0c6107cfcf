"""HTTP shapes of imports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel

from regie.core.i18n import Catalogue, Language, typeset
from regie.core.tabular import ColumnType, ImportKind, ImportState, ImportView


class ImportFile(BaseModel):
    name: str
    size_bytes: int


class ImportedBy(BaseModel):
    key: str
    name: str | None
    """Null for who is not known any more."""


class Import(BaseModel):
    id: int
    kind: str
    kind_title: str
    file: ImportFile
    state: ImportState
    job_id: int | None
    by: ImportedBy
    created_at: datetime
    ended_at: datetime | None
    rows: int | None
    """So far: new + identical + changed + rejected."""
    new: int | None
    identical: int | None
    changed: int | None
    rejected: int | None
    same_as: int | None
    """The import that had brought this very file: there was nothing to do."""
    reason: str | None
    """Why it failed."""


class ImportList(BaseModel):
    imports: list[Import]
    next: str | None


class ImportColumn(BaseModel):
    name: str
    title: str
    type: ColumnType
    required: bool


class ImportKindAnswer(BaseModel):
    name: str
    title: str
    columns: list[ImportColumn]


class ImportKinds(BaseModel):
    kinds: list[ImportKindAnswer]


def kind_answer(kind: ImportKind, language: Language) -> ImportKindAnswer:
    return ImportKindAnswer(
        name=kind.name,
        title=typeset(kind.title, language),
        columns=[
            ImportColumn(
                name=column.name,
                title=typeset(column.title, language),
                type=column.type,
                required=column.required,
            )
            for column in kind.layout.columns
        ],
    )


def import_answer(
    view: ImportView,
    kind: ImportKind | None,
    names: Mapping[str, str],
    catalogue: Catalogue,
    language: Language,
) -> Import:
    """`kind` is None for one that no version declares any more."""
    return Import(
        id=view.id,
        kind=view.kind,
        kind_title=view.kind if kind is None else typeset(kind.title, language),
        file=ImportFile(name=view.name, size_bytes=view.size_bytes),
        state=view.state,
        job_id=view.job_id,
        by=ImportedBy(key=view.by, name=names.get(view.by)),
        created_at=view.created_at,
        ended_at=view.ended_at,
        rows=view.rows,
        new=view.new,
        identical=view.identical,
        changed=view.changed,
        rejected=view.rejected,
        same_as=view.same_as,
        reason=_reason(view, catalogue, language),
    )


def _reason(view: ImportView, catalogue: Catalogue, language: Language) -> str | None:
    if view.reason is not None and view.reason["code"] in catalogue:
        return catalogue.text(view.reason["code"], language, view.reason["params"])
    return catalogue.text("imports.failed", language, {}) if view.state == "failed" else None
