"""Structured logs, one JSON object a line, without personal data.

Only names of events, addresses without their query, ids and durations are logged;
what people typed, their names and numbers never are.
"""

from __future__ import annotations

import logging
import logging.config
import sys
import traceback
from typing import Any

import structlog

_ALLOWED = frozenset(
    {"event", "level", "timestamp", "logger", "path", "method", "status", "milliseconds", "request_id", "county",
     "entry", "kind", "fault", "exception", "count", "seconds"}
)  # fmt: skip


def _drop_the_rest(_logger: Any, _name: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Keep only the fields known to hold nothing personal."""
    return {key: value for key, value in event.items() if key in _ALLOWED}


def _tell_fault(_logger: Any, _name: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Tell where a fault arose and of what kind, but not its message: messages quote what people typed."""
    fault = event.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()
    if isinstance(fault, BaseException):
        fault = (type(fault), fault, fault.__traceback__)
    if fault and fault[0] is not None:
        frames = traceback.extract_tb(fault[2])
        event["fault"] = f"{fault[0].__module__}.{fault[0].__qualname__}"
        event["exception"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def configure(settings: dict[str, Any]) -> None:
    """Set up logging; Django calls this with ``LOGGING``."""
    before: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": before,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        _tell_fault,
                        _drop_the_rest,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                }
            },
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
            "loggers": {
                # Each request has its line from our own middleware; sign-in attempts are in their own table.
                "django.request": {"level": "ERROR"},
                "django.server": {"level": "ERROR"},
                "axes": {"level": "ERROR"},
            },
            "root": {"handlers": ["out"], "level": settings["level"]},
        }
    )
