"""A timestamp server (RFC 3161) on a free port, honest or not."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from asn1crypto import core, tsp
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

Answer = Callable[[tsp.TimeStampReq], tuple[int, str, bytes]]
REPLY = "application/timestamp-reply"


class Authority:
    """Who dates: a key, its certificate, and its answers."""

    def __init__(self, now: datetime) -> None:
        key = generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Horodatage d'essai")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
            .sign(key, SHA256())
        )
        self.pem = certificate.public_bytes(Encoding.PEM)
        self._stamper = DummyTimeStamper(
            asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
            asn1_keys.PrivateKeyInfo.load(
                key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            ),
        )

    def honest(self, request: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        return 200, REPLY, self._stamper.request_tsa_response(request).dump()

    def of_something_else(self, request: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        """Well signed, with the right nonce, but of other bytes."""
        request["message_imprint"]["hashed_message"] = sha256(b"something else").digest()
        return self.honest(tsp.TimeStampReq.load(request.dump(force=True)))

    def badly_signed(self, request: tsp.TimeStampReq) -> tuple[int, str, bytes]:
        answer = self._stamper.request_tsa_response(request)
        [signer] = answer["time_stamp_token"]["content"]["signer_infos"]
        signer["signature"] = bytes(256)
        return 200, REPLY, answer.dump(force=True)


class _Refused(core.Sequence):
    """A TimeStampResp without token, as refusals are: asn1crypto knows none (nor reads any)."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo)]


def rubbish(_request: tsp.TimeStampReq) -> tuple[int, str, bytes]:
    return 200, REPLY, b"rien de tout cela"


def an_html_page(_request: tsp.TimeStampReq) -> tuple[int, str, bytes]:
    return 200, "text/html", b"<h1>En maintenance</h1>"


def an_error(_request: tsp.TimeStampReq) -> tuple[int, str, bytes]:
    return 503, "text/plain", b""


def a_refusal(_request: tsp.TimeStampReq) -> tuple[int, str, bytes]:
    return 200, REPLY, _Refused({"status": {"status": 2, "status_string": ["quota"]}}).dump()


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The address of a server that answers so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            status, kind, body = answer(tsp.TimeStampReq.load(sent))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
