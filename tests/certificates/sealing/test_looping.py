"""pyHanko's loop beside another one."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from certificates.sealing.looping import beside_any_loop


async def _answer() -> int:
    return 42


def _work() -> int:
    return asyncio.run(_answer())


def _in_a_loop(work: Callable[[], int]) -> int:
    """In a thread where a loop runs: the one of these tests may have that of a browser already."""

    async def ask() -> int:
        return beside_any_loop(work)

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(ask())).result()


def test_work_is_done_here_where_no_loop_runs() -> None:
    assert beside_any_loop(_work) == 42


def test_work_is_done_beside_a_loop_that_runs() -> None:
    assert _in_a_loop(_work) == 42


def test_what_goes_wrong_beside_a_loop_is_told() -> None:
    def fail() -> int:
        raise ValueError("non")

    with pytest.raises(ValueError, match="non"):
        _in_a_loop(fail)
