"""The three processes of the site. deploy/systemd starts the same ones, each by itself."""

import ipaddress
import os
import warnings
from collections.abc import Callable
from typing import Any

from celery.exceptions import SecurityWarning
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from mooc import environment
from mooc.celery import app as celery_app
from mooc.running.checking import addresses
from mooc.running.supervisor import Child

SHARED_MEMORY = "/dev/shm"  # noqa: S108  # a folder that gunicorn makes its own file in


def site_processes(host: str, port: int) -> list[Child]:
    """Every page is loaded here, once: the forks share it."""
    _ = get_resolver().url_patterns
    return [
        Child("web", Web(gunicorn_settings(host, port)).run),
        Child("worker", _celery("worker", *worker_options()), starts_again=True),
        # No pid file: one left by a crash would forbid the next start. `up` holds a lock instead.
        Child("beat", _celery("beat"), starts_again=True),
    ]


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn serving this site, set up by values rather than by a command line."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.values.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        from mooc.wsgi import application

        return application


def gunicorn_settings(host: str, port: int) -> dict[str, Any]:
    """A worker is replaced after a while, so that a slow leak never matters."""
    return {
        "bind": [_place(address, port) for _family, address in addresses(host, port)],
        "worker_class": "gthread",
        "workers": settings.WEB_WORKERS or cores(),
        "threads": 4,
        "max_requests": 2000,
        "max_requests_jitter": 200,
        "graceful_timeout": 20,
        # Its heartbeat is a file: on a slow disk a busy machine takes workers for dead.
        "worker_tmp_dir": SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None,
        "control_socket_disable": True,
        "loglevel": "warning",
    }


def has_folder_for_broker() -> bool:
    return bool(settings.CELERY_BROKER_URL.startswith("filesystem"))


def worker_options() -> list[str]:
    # With a folder for broker there is nobody to exchange news with.
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [
        "--pool=prefork",
        f"--concurrency={settings.JOB_WORKERS or cores()}",
        "-Ofair",
        *(alone if has_folder_for_broker() else []),
    ]


def _celery(command: str, *options: str) -> Callable[[], None]:
    def main() -> None:
        if has_folder_for_broker():  # removed while the site ran, perhaps
            environment.make_queue(settings.DATA_DIR)
        # Celery's advice about root: the person at the keyboard chose.
        warnings.filterwarnings("ignore", category=SecurityWarning)
        celery_app.start(["--quiet", command, "--loglevel=warning", *options])

    return main


def _place(address: str, port: int) -> str:
    is_v6 = ipaddress.ip_address(address).version == 6
    return f"[{address}]:{port}" if is_v6 else f"{address}:{port}"
