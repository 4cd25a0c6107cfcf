"""Logging: events have static names, everything that varies is a field.

`get_logger` may be called at import; nothing is emitted in a shape until `configure_logging` ran.
"""

from __future__ import annotations

import atexit
import logging
import sys
from typing import Any, Final, Literal

import msgspec
import structlog
from structlog.typing import FilteringBoundLogger, Processor

from .access import ACCESS_LOG
from .output import Output

LogFormat = Literal["json", "text"]

_STDERR: Final = 2


def get_logger(name: str) -> FilteringBoundLogger:
    return structlog.get_logger(name)


def configure_logging(log_format: LogFormat, level: str) -> None:
    """Sends structlog and the standard library's loggers to stderr in one shape."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    output = Output(_STDERR)
    atexit.register(output.release)
    silent = _number(level) > logging.INFO
    ACCESS_LOG.direct(output if log_format == "json" else None, silent=silent)
    handler = _Handler(output)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_renderers(log_format),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(_number(level))


class _Handler(logging.Handler):
    def __init__(self, output: Output):
        super().__init__()
        self._output = output

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception:  # noqa: BLE001 - as logging's own handlers: a bad record ends nothing
            self.handleError(record)
        else:
            self._output.write(line.encode("utf-8", "backslashreplace") + b"\n")


def _renderers(log_format: LogFormat) -> list[Processor]:
    if log_format == "json":
        tracebacks = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # secrets
        return [structlog.processors.ExceptionRenderer(tracebacks), _json_renderer()]
    plain = structlog.dev.plain_traceback  # the pretty one prints local variables: secrets
    return [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]


def _json_renderer() -> Processor:
    def encode(event: object, **_: Any) -> str:
        return msgspec.json.encode(event, enc_hook=str).decode()

    return structlog.processors.JSONRenderer(serializer=encode)


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]
