"""Asking other sites: an HTTP session that never reaches a private network.

The addresses come from files that authors write, and a site may redirect anywhere: every
connection, redirects included, is refused unless its machine has a public address.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

MAX_REDIRECTS = 8


class PrivateAddress(Exception):
    """A name that leads to a private network, to this machine, or to none."""


def outside_session(agent: str, *, may_be_private: bool = False) -> requests.Session:
    """A session for public sites alone; the environment's proxies and passwords are not used."""
    session = requests.Session()
    session.trust_env = False
    session.headers["User-Agent"] = agent
    session.max_redirects = MAX_REDIRECTS
    if not may_be_private:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _PublicAdapter())
    return session


def is_public(address: str) -> bool:
    """Is this address one of the Internet's, whatever it is wrapped in?"""
    ip = _unwrapped(ip_address(address.partition("%")[0]))
    return ip.is_global and not ip.is_multicast


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one carries (mapped, 6to4, NAT64): it is where packets go."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped or ip.sixtofour:
            return ip.ipv4_mapped or ip.sixtofour or ip
        if ip.packed.startswith(b"\x00\x64\xff\x9b" + bytes(8)):
            return IPv4Address(ip.packed[-4:])
    return ip


def _check_name(host: str, port: int) -> None:
    """Before connecting: not a single packet for a private machine."""
    for *_rest, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not is_public(str(address[0])):
            raise PrivateAddress(host)


def _check_peer(connected: socket.socket) -> socket.socket:
    """Once connected: a name may change between the two (DNS rebinding); nothing was sent yet."""
    if not is_public(str(connected.getpeername()[0])):
        connected.close()
        raise PrivateAddress
    return connected


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        _check_name(self.host, self.port or 80)
        return _check_peer(super()._new_conn())


class _PublicHttpsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        _check_name(self.host, self.port or 443)
        return _check_peer(super()._new_conn())


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicHttpsPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHttpsConnection


class _PublicAdapter(HTTPAdapter):
    """What requests connects through; each redirect connects anew, hence is checked anew."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _PublicPool,
            "https": _PublicHttpsPool,
        }
