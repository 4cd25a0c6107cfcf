"""Annotated types for schemas. Each bounds the raw length before it looks at a character.

The raw bound is four times the final one: no composed letter of NFC comes from more than that.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from .emails import LONGEST_EMAIL, check_email
from .file_names import LONGEST_FILE_NAME, check_file_name
from .texts import check_line, check_lines, check_name
from .urls import LONGEST_URL, check_url

ShortText = Annotated[
    str,
    StringConstraints(max_length=800),
    AfterValidator(check_line),
    Field(min_length=1, max_length=200),
]
Text = Annotated[
    str,
    StringConstraints(max_length=40_000),
    AfterValidator(check_lines),
    Field(min_length=1, max_length=10_000),
]
Name = Annotated[
    str,
    StringConstraints(max_length=400),
    AfterValidator(check_name),
    Field(min_length=1, max_length=100),
]
SafeFileName = Annotated[
    str,
    StringConstraints(max_length=4 * LONGEST_FILE_NAME),
    AfterValidator(check_file_name),
    Field(min_length=1, max_length=LONGEST_FILE_NAME),
]
Url = Annotated[str, StringConstraints(max_length=LONGEST_URL), AfterValidator(check_url)]
"""An http or https address in its canonical form; what it leads to is not looked at."""
Email = Annotated[str, StringConstraints(max_length=LONGEST_EMAIL), AfterValidator(check_email)]
