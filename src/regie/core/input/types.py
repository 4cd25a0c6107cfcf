"""Annotated types for schemas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from .emails import LONGEST_EMAIL, check_email
from .file_names import LONGEST_FILE_NAME, check_file_name
from .instants import require_written, to_day, to_utc
from .texts import check_line, check_lines, check_name
from .urls import LONGEST_URL, check_url

_RAW = 4
"""How many characters of a raw text may become one: the longest decompositions of NFC have four."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text of 1 to `most` characters after `check`, and of `_RAW` times as many before."""

    check: Callable[[str], str]
    most: int
    format: str | None = None
    """Of JSON Schema, for the document."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        del source, handler
        return core_schema.chain_schema(
            [
                core_schema.str_schema(max_length=_RAW * self.most),
                core_schema.no_info_plain_validator_function(self.check),
                self._final(),
            ]
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        del schema
        described = handler(self._final())
        return described if self.format is None else {**described, "format": self.format}

    def _final(self) -> CoreSchema:
        return core_schema.str_schema(min_length=1, max_length=self.most)


ShortText = Annotated[str, Checked(check_line, 200)]
Text = Annotated[str, Checked(check_lines, 10_000)]
Name = Annotated[str, Checked(check_name, 100)]
SafeFileName = Annotated[str, Checked(check_file_name, LONGEST_FILE_NAME)]
Email = Annotated[str, Checked(check_email, LONGEST_EMAIL, "email")]
Url = Annotated[str, Checked(check_url, LONGEST_URL, "uri")]
"""An http or https address in its canonical form; what it leads to is not looked at."""
Day = Annotated[date, BeforeValidator(to_day)]
"""A day as a text of RFC 3339: `2026-01-31`."""
Instant = Annotated[AwareDatetime, BeforeValidator(require_written), AfterValidator(to_utc)]
"""A moment as a text of RFC 3339, in UTC whatever its offset was."""
