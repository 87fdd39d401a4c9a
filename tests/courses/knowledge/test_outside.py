"""No address written in a file, no redirect, leads our server to a private network."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from courses.knowledge.outside import PrivateAddress, is_public, outside_session
from tests.courses.knowledge.sites import Site, site


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
    ],
)
def test_these_are_nobody_of_the_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_these_are_on_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f000001"])
def test_this_machine_is_refused_under_every_name(host: str) -> None:
    with (
        outside_session("essai") as session,
        pytest.raises((PrivateAddress, requests.ConnectionError, requests.exceptions.InvalidURL)),
    ):
        session.head(f"http://{host}:9/", timeout=0.5)


def test_nothing_is_sent_to_a_private_machine(here: Site) -> None:
    with outside_session("essai") as session, pytest.raises(PrivateAddress):
        session.get(f"{here.url}/bien", timeout=1)
    assert here.asked == []


def test_a_name_that_changes_after_it_was_checked_is_refused(
    here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer of the resolver is public, the second is this machine."""
    real, answers = socket.getaddrinfo, iter(["93.184.216.34"])

    def resolve(*args: Any, **kwargs: Any) -> Any:
        first = next(answers, None)
        if first:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (first, 80))]
        return real(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with outside_session("essai") as session, pytest.raises(PrivateAddress):
        session.get(f"{here.url}/bien", timeout=1)
    assert here.asked == []


def test_the_proxies_of_the_environment_are_not_used(
    here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", here.url)
    with outside_session("essai") as session, pytest.raises(requests.ConnectionError):
        session.get("http://nulle-part.invalid/", timeout=1)
    assert here.asked == []
