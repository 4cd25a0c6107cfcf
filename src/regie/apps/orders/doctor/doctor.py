"""The sources as their administrators see them: examined, and the letter to who owns them."""

from __future__ import annotations

from regie.core.i18n import Language
from regie.core.settings import Sizing
from regie.core.sqlguard import Engine

from ..sources import Sources
from ..sources.opening import wanted_connections
from .examining import Examination, Examiner, address_of
from .letter import LetterAbout, write_letter
from .network import way_to


class Doctor:
    def __init__(self, sources: Sources, examiner: Examiner, *, sized: Sizing, organisation: str):
        self._sources = sources
        self._examiner = examiner
        self._sized = sized
        self._organisation = organisation

    async def examine(self, name: str | None = None) -> list[Examination]:
        """One source, or all. Raises SourceUnknown."""
        return await self._examiner.all() if name is None else [await self._examiner.one(name)]

    async def letter(self, name: str, language: Language, engine: Engine | None = None) -> str:
        """For a source that is connected to nothing yet, `engine` says what it will be. Raises
        SourceUnknown."""
        source = self._sources.named(name)
        address = address_of(source.mapping)
        connection = source.mapping.connection
        wanted = wanted_connections(connection, self._sized)
        about = LetterAbout(
            mapping=source.mapping,
            engine=address.engine if address else engine or "sqlserver",
            organisation=self._organisation,
            address=address,
            way=await way_to(address) if address else None,
            connections=min(wanted, connection.most_connections or wanted),
        )
        return write_letter(about, language)
