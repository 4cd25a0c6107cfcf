"""A SQL Server for tests, as far as its protocol goes."""

from .behaviour import Behaviour
from .certificates import Authority
from .server import TdsServer
from .tokens import SqlError
from .wire import Attention, Batch, Call, Gone, Login, Parameter, Prelogin, Transaction, Wire
from .workshop import Workshop

__all__ = [
    "Attention",
    "Authority",
    "Batch",
    "Behaviour",
    "Call",
    "Gone",
    "Login",
    "Parameter",
    "Prelogin",
    "SqlError",
    "TdsServer",
    "Transaction",
    "Wire",
    "Workshop",
]
