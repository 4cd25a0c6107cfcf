"""What a customer's question means: by rules and learned weights, both measured."""

from .answered import name_answered
from .language import Lang
from .numbers import NumberFormat, ReadNumber, read_numbers
from .ranges import Period
from .reader import understand
from .understood import Intent, Understood

__all__ = [
    "Intent",
    "Lang",
    "NumberFormat",
    "Period",
    "ReadNumber",
    "Understood",
    "name_answered",
    "read_numbers",
    "understand",
]
