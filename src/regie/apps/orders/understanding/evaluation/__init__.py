"""Questions with their answers, and how many of them are understood."""

from .questions import Labelled, shipped
from .scores import PartScore, Share, score

__all__ = ["Labelled", "PartScore", "Share", "score", "shipped"]
