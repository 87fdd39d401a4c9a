"""Keeps persons out of the logs: addresses and query strings never reach a handler."""

import logging
import re
import traceback
from typing import Any

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# A query string may hold a token, a code or an address; the path is enough to find a fault.
QUERY = re.compile(r"(?<=[\w/])\?[^\s\"'<>]+")
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def mask(text: str) -> str:
    return QUERY.sub("?…", EMAIL.sub("[e-mail]", text))


class ImpersonalFilter(logging.Filter):
    """Masks the message, its arguments, the extras and the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(_message(record)), None
        for name, value in list(vars(record).items()):
            if name not in STANDARD:
                setattr(record, name, _masked(value))
        if record.exc_info and record.exc_info[0]:
            record.exc_text = _where(record.exc_info[1])
            # The formatter prefers exc_info and would write the exception out again, unmasked.
            record.exc_info = None
        if record.stack_info:
            record.stack_info = mask(record.stack_info)
        return True


def _where(problem: BaseException | None) -> str:
    """The kind and the place of an exception and of its causes.

    Never their messages: a database quotes the row it refuses, a template its whole context.
    """
    told: list[str] = []
    while problem is not None:
        frames = "".join(traceback.format_tb(problem.__traceback__))
        told.append(f"{frames}{type(problem).__module__}.{type(problem).__qualname__}")
        problem = problem.__cause__ or (
            None if problem.__suppress_context__ else problem.__context__
        )
    return "\n\ncaused by:\n".join(told)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)


def _masked(value: Any) -> Any:
    """Numbers as they are, the rest as masked text: a request in an extra would tell everything."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {mask(str(key)): _masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(item) for item in value]
    return mask(str(value))


def configuration(level: str) -> dict[str, Any]:
    """Django's LOGGING: one JSON object a line, on the standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"impersonal": {"()": "mooc.logs.ImpersonalFilter"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "json_ensure_ascii": False,
                "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
            },
        },
        "handlers": {
            "stream": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["impersonal"],
            }
        },
        "root": {"handlers": ["stream"], "level": level or "INFO"},
        "loggers": {
            "django.server": {"handlers": ["stream"], "propagate": False},
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "celery": {"level": level or "WARNING"},
            # It spells out names letter by letter; courses/printing.py listens and fails.
            "weasyprint": {"handlers": [], "level": "WARNING", "propagate": False},
            "fontTools": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
        },
    }
