"""« Laissez tomber », said to a question of ours: the question is let go, no order is cancelled.

The whole message says nothing else, or it is read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..names import words

_BEFORE: Final = "ah alors bah ben bon enfin euh finalement oh ok okay non actually no sorry well"
_SAID: Final = (
    "(on )?laisse(z|s)?( (tomber?|tombez))?",
    "(on )?oublie(z|s)?( (ca|cela|tout ca))?",
    "tant pis",
    "non merci",
    "peu importe",
    "(ce n |c )?est pas (grave|la peine)",
    "pas (grave|la peine|besoin)",
    "ne cherche(z|s)? (plus|pas)",
    "ca ne fait rien",
    "never ?mind",
    "nvm",
    "forget (it|that|about it)",
    "no (thanks|thank you)",
    "(it )?(does not|doesn t) matter",
    "(do not|don t) bother",
    "no need",
)
_BEHIND: Final = (
    "merci beaucoup|merci quand meme|merci|c est bon|c est tout|alors|donc|svp"
    "|thanks|thank you|anyway|then|it s fine"
)


def _any_of(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


_WHOLE: Final = re.compile(
    rf"(?:{_any_of(_BEFORE.split())} ){{0,3}}{_any_of(_SAID)}(?: (?:{_BEHIND})){{0,3}}"
)


def gives_up(written: str) -> bool:
    return _WHOLE.fullmatch(" ".join(words(written))) is not None
