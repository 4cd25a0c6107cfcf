"""What another team's tables and columns are called, and what is in them."""

from .date_formats import DateFormat
from .number_formats import NumberPattern
from .reading import read_mapping, read_mappings
from .schema import ColumnRef, SourceMapping

__all__ = [
    "ColumnRef",
    "DateFormat",
    "NumberPattern",
    "SourceMapping",
    "read_mapping",
    "read_mappings",
]
