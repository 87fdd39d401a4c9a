"""A pytest plugin for a Redis that several pytest processes share.

Each process has its own two of the sixteen databases, set before Django reads its settings; and
each test finds an empty cache, as it does when the cache is a table that is rolled back.
"""

import os

import pytest

PLACES = {"CACHE_URL": 0, "CELERY_BROKER_URL": 8}


def _take_own_databases() -> None:
    rank = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for name, first in PLACES.items():
        server, _slash, _database = os.environ[name].rpartition("/")
        os.environ[name] = f"{server}/{first + rank % 8}"


_take_own_databases()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    from django.core.cache import cache

    cache.clear()
