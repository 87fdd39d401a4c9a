"""A load generator: clients that keep their connection, each asking again once it is answered.

In Python rather than wrk: each request has its own session, most may be sent only once, and every
answer is read. It shares the machine's cores with what it measures.
"""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from threading import Lock

TOKEN = "t" * 32
"""A form's token, as a browser keeps it in its cookie and as htmx sends it."""


class WrongAnswerError(Exception):
    """Not the page that was asked for: nothing is measured on errors."""


@dataclass(frozen=True)
class Request:
    head: bytes
    expected: bytes
    """Text that only the right page holds."""

    @classmethod
    def get(cls, path: str, expected: str, session: str = "") -> "Request":
        return cls._of("GET", path, expected, session)

    @classmethod
    def post(cls, path: str, expected: str, session: str) -> "Request":
        more = (f"X-CSRFToken: {TOKEN}", "HX-Request: true", "Content-Length: 0")
        return cls._of("POST", path, expected, session, *more)

    @classmethod
    def _of(cls, method: str, path: str, expected: str, session: str, *more: str) -> "Request":
        cookies = f"Cookie: sessionid={session}; csrftoken={TOKEN}"
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", cookies, *more, "", ""]
        return cls("\r\n".join(lines).encode(), expected.encode())


class Client:
    """One connection, opened again when the server closes it (a worker is replaced at times)."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, request: Request) -> None:
        try:
            answer = self._exchange(request)
        except ConnectionError:
            self.close()
            answer = self._exchange(request)
        if not answer.startswith(b"HTTP/1.1 200 ") or request.expected not in answer:
            raise WrongAnswerError(f"{request.head!r}\n{answer[:2000].decode(errors='replace')}")

    def close(self) -> None:
        if self.socket:
            self.socket.close()
        self.socket = None

    def _exchange(self, request: Request) -> bytes:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.sendall(request.head)
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._receive()
        whole = end + 4 + _length(received[:end])
        while len(received) < whole:
            received += self._receive()
        if b"connection: close" in received[:end].lower():
            self.close()
        return bytes(received)

    def _receive(self) -> bytes:
        assert self.socket is not None
        if data := self.socket.recv(1 << 18):
            return data
        raise ConnectionResetError


def load(port: int, requests: Iterator[Request], *, clients: int, seconds: float) -> list[float]:
    """Send requests for so long; how long each took, in seconds. WrongAnswerError if one fails."""
    turn, end = Lock(), time.perf_counter() + seconds

    def run(_number: int) -> list[float]:
        client, times = Client(port), []
        while (start := time.perf_counter()) < end:
            with turn:
                request = next(requests)
            client.ask(request)
            times.append(time.perf_counter() - start)
        client.close()
        return times

    with ThreadPoolExecutor(clients) as pool:
        return list(chain.from_iterable(pool.map(run, range(clients))))


def _length(head: bytearray) -> int:
    for line in head.split(b"\r\n"):
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise WrongAnswerError(head.decode())
