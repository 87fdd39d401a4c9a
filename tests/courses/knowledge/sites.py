"""Real sites on this machine, for the addresses that are asked: each path answers in its way."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import Any

# How each path answers a HEAD, then a GET: a status, or what it redirects to.
ANSWERS: dict[str, tuple[int | str, int | str]] = {
    "/bien": (200, 200),
    "/perdu": (404, 404),
    "/retire": (410, 410),
    "/panne": (500, 500),
    "/refuse-head": (405, 200),
    "/cache-a-head": (404, 200),
    "/refuse-machines": (403, 403),
    "/ailleurs": ("/bien", "/bien"),
    "/boucle": ("/boucle", "/boucle"),
    "/vers-rien": ("/perdu", "/perdu"),
    "/fichier": ("file:///etc/passwd", "file:///etc/passwd"),
}


class Site:
    """A site that listens, and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str) -> None:
        self.url = f"{scheme}://localhost:{server.server_port}"
        self.asked: list[tuple[str, str, str]] = []
        """Method, path, user agent."""
        self.most_at_once = 0
        self.at_once = 0
        self.lock = threading.Lock()
        self.healed: set[str] = set()
        """Paths that fail once and answer afterwards."""


@contextmanager
def site(certificate: Path | None = None) -> Iterator[Site]:
    """A site on a free port; over TLS with a certificate that nobody signed."""
    server = ThreadingHTTPServer(("localhost", 0), _Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    found = Site(server, "https" if certificate else "http")
    server.found = found  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self._answer(0)

    def do_GET(self) -> None:
        self._answer(1)

    def _answer(self, method: int) -> None:
        found: Site = self.server.found  # type: ignore[attr-defined]
        with found.lock:
            found.asked.append((self.command, self.path, self.headers["User-Agent"]))
            found.at_once += 1
            found.most_at_once = max(found.most_at_once, found.at_once)
        sleep(0.02)
        with found.lock:
            found.at_once -= 1
        self._send(found, method)

    def _send(self, found: Site, method: int) -> None:
        if self.path == "/coupe-head" and method == 0:
            self.close_connection = True
            return
        if self.path == "/muet":
            sleep(2)
            return
        if self.path == "/guerit":
            answer: int | str = 200 if self.path in found.healed else 503
            if method:
                found.healed.add(self.path)
        else:
            answer = ANSWERS.get(self.path, (200, 200))[method]
        self.send_response(302 if isinstance(answer, str) else answer)
        if isinstance(answer, str):
            self.send_header("Location", answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Nothing: the tests say what matters."""
