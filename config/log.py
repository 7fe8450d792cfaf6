"""How the log is written: `plain` for people, `json` for machines (one object per line)."""

from typing import Any

import structlog
from structlog.typing import EventDict, Processor


def logging_as(form: str, *, level: str) -> dict[str, Any]:
    """The logging settings. Raises ValueError for any form but plain and json."""
    if form not in {"plain", "json"}:
        raise ValueError(f"LOG_FORMAT is plain or json, not {form}")
    ending: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "json":
        ending += [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    else:
        plain = structlog.dev.plain_traceback  # others show what variables hold
        ending.append(structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain))
    formatter = {
        "()": "structlog.stdlib.ProcessorFormatter",
        "processors": ending,
        "foreign_pre_chain": [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            _without_objects,
            structlog.processors.TimeStamper(fmt="iso"),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ours"}},
        "root": {"handlers": ["console"], "level": level},
    }


def _without_objects(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Django hands the request along with some lines: the person's id is kept of it, no more."""
    request = event.pop("request", None)
    if request is not None:
        user = getattr(request, "_cached_user", None)
        event.setdefault("user_id", getattr(user, "pk", None))
        event.setdefault("path", getattr(request, "path", ""))
    return event
