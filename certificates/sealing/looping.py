"""Calling pyHanko, which runs an event loop of its own, from wherever one may run already."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def beside_any_loop(work: Callable[[], Result]) -> Result:
    """The result of `work`, done in a thread of its own when this one runs a loop already.

    `work` asks nothing of the database: the connection of this thread is not that one's.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
