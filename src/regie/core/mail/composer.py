"""Templates and data become subject, text and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.ext import Extension

from regie.core.i18n import Language, french
from regie.core.input import check_line, clean_text, sanitize

from .moments import spoken
from .secret_fields import Marks, masked, new_mark
from .template import TEMPLATES, Template

LONGEST_SUBJECT: Final = 200


@dataclass(frozen=True, slots=True)
class Composed:
    """Secrets stand as marks in `text` and `html`, and in no subject."""

    subject: str
    text: str
    html: str
    marks: Marks


class _FrenchSpaces(Extension):
    """What is written in French templates gets its unbreakable spaces; what is filled in stays."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - the interface's
        return french(source) if name is not None and Path(name).stem == "fr" else source


class Composer:
    def __init__(self, *, organisation: str, zone: ZoneInfo):
        self._organisation = organisation
        self._zone = zone
        self._environments: dict[Path, Environment] = {}

    def compose(
        self, template: Template, language: Language, data: Mapping[str, object]
    ) -> Composed:
        """Raises ValueError for data that are not the template's fields, for a secret that is no
        text, and for a subject that would not be one line."""
        _require_fields(template, data)
        marks = {new_mark(name): str(data[name]) for name in template.secrets}
        shown = {name: sanitize(data[name], clean_text) for name in template.fields}
        shown |= {mark.rpartition("-")[2]: mark for mark in marks}
        environment = self._environment(template.folder)
        context = {
            **shown,
            "organisation": self._organisation,
            "language": language,
            "moment": partial(self._moment, language=language),
        }
        source = environment.get_template(f"{template.name}/{language}.txt")
        subject = "".join(source.blocks["subject"](source.new_context(context)))
        if len(subject) > LONGEST_SUBJECT:
            raise ValueError(f"{len(subject)} characters of subject, above {LONGEST_SUBJECT}")
        context["subject"] = check_line(masked(subject))
        html = environment.get_template(f"{template.name}/{language}.html").render(context)
        return Composed(context["subject"], source.render(context), html, marks)

    def _moment(self, at: datetime, *, language: Language) -> str:
        return spoken(at.astimezone(self._zone), language)

    def _environment(self, folder: Path) -> Environment:
        if folder not in self._environments:
            self._environments[folder] = _environment(folder)
        return self._environments[folder]


def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader([folder, TEMPLATES]),
        autoescape=select_autoescape(("html",), default_for_string=False),
        undefined=StrictUndefined,
        extensions=[_FrenchSpaces],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _require_fields(template: Template, data: Mapping[str, Any]) -> None:
    wanted = template.fields | template.secrets
    if wanted.symmetric_difference(data):
        raise ValueError(f"{template.name} needs {sorted(wanted)}, not {sorted(data)}")
    for name in template.secrets:
        if not isinstance(data[name], str) or not data[name]:
            raise ValueError(f"{template.name}: the secret {name} must be a text")
    for name, value in data.items():
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(f"{template.name}: {name} needs a time zone")
