"""Languages: which one to answer in, and the texts that people read."""

from .catalogue import Catalogue, Messages
from .core_messages import CORE_MESSAGES
from .language import LANGUAGES, Language, negotiate
from .typography import french, typeset

__all__ = [
    "CORE_MESSAGES",
    "LANGUAGES",
    "Catalogue",
    "Language",
    "Messages",
    "french",
    "negotiate",
    "typeset",
]
