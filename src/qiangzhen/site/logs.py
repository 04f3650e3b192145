"""Structured logs, one JSON object a line, without personal data.

Only names of events, addresses without their query, ids and durations are logged;
what people typed, their names and numbers never are.
"""
from __future__ import annotations

import logging
import logging.config
from typing import Any

import structlog

_ALLOWED = frozenset(
    {"event", "level", "timestamp", "logger", "path", "method", "status", "milliseconds", "request_id", "county",
     "entry", "kind", "fault", "exception", "count", "seconds"}
)  # fmt: skip


def _drop_the_rest(_logger: Any, _name: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Keep only the fields known to hold nothing personal."""
    return {key: value for key, value in event.items() if key in _ALLOWED}


def configure(settings: dict[str, Any]) -> None:
    """Set up logging; Django calls this with ``LOGGING``."""
    before: list[structlog.types.Processor] = [
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
                        structlog.processors.format_exc_info,
                        _drop_the_rest,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                }
            },
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["out"], "level": settings["level"]},
        }
    )
