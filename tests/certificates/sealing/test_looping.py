"""pyHanko's loop beside another one."""

import asyncio

import pytest

from certificates.sealing.looping import beside_any_loop


async def _answer() -> int:
    return 42


def _work() -> int:
    return asyncio.run(_answer())


def test_work_is_done_here_where_no_loop_runs() -> None:
    assert beside_any_loop(_work) == 42


def test_work_is_done_beside_a_loop_that_runs() -> None:
    async def ask() -> int:
        return beside_any_loop(_work)

    assert asyncio.run(ask()) == 42


def test_what_goes_wrong_beside_a_loop_is_told() -> None:
    def fail() -> int:
        raise ValueError("non")

    async def ask() -> int:
        return beside_any_loop(fail)

    with pytest.raises(ValueError, match="non"):
        asyncio.run(ask())
