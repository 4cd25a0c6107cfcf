"""What of a letter is its writer's own: not the mail that it answers."""

from __future__ import annotations

import re
from typing import Final

from .plain import Plain

_MARKED: Final = re.compile(r"^ ?>.*$", re.MULTILINE)
_FROM_HERE_ON: Final = re.compile(
    r"^(?: ?(?:le|on) [^\n]{1,150}(?:a ecrit|wrote) ?:"
    r"| ?-{2,} ?(?:message d'origine|message transfere|original message|forwarded message)"
    r"| ?(?:de|from) ?: [^\n]{1,150}\n ?(?:envoye|date|sent|a|to|objet|subject|cc) ?:)",
    re.MULTILINE,
)


def own_words(text: Plain) -> Plain:
    """Without what is quoted. A message that is nothing but a quotation stays whole."""
    cut = _FROM_HERE_ON.search(text.text)
    end = cut.start() if cut else len(text.text)
    kept = _MARKED.sub(lambda line: " " * len(line.group()), text.text[:end])
    if not any(character.isalnum() for character in kept):
        return text
    return Plain(text.written, kept + " " * (len(text.text) - end), text.places)
