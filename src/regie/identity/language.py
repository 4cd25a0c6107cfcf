"""In which language somebody is answered."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Request

from regie.core.i18n import Language, negotiate
from regie.core.settings import Settings


def reader_language(settings: Settings) -> Any:
    """A dependency: what the browser asks for, else the installation's."""

    def language(request: Request) -> Language:
        return negotiate(request.headers.get("accept-language"), settings.language)

    return Depends(language)
