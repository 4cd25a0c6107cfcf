"""What stands between us and a source, line by line, and what its other team would have to do."""

from .doctor import Doctor
from .examining import Examination, Examiner
from .telling import sentence_of

__all__ = ["Doctor", "Examination", "Examiner", "sentence_of"]
