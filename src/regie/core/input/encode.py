"""Text on its way out: encoded for where it goes, always, whatever was done on its way in."""

from __future__ import annotations

import html
import json
from typing import Final
from urllib.parse import quote

_IN_SCRIPT: Final = str.maketrans(
    {character: f"\\u{ord(character):04x}" for character in "<>&'\u2028\u2029"}
)


def for_html(text: str) -> str:
    """For element content and for quoted attributes."""
    return html.escape(text, quote=True)


def for_url(text: str) -> str:
    """For one segment of a path, or one value of a query. Lone surrogates become `?`."""
    return quote(text.encode("utf-8", "replace"), safe="")


def for_script(value: object) -> str:
    """JSON that stays data inside a `<script>` element, whatever it holds."""
    return json.dumps(value, allow_nan=False, ensure_ascii=False).translate(_IN_SCRIPT)
