"""Dating a seal: a timestamp server (RFC 3161), whose answer is checked before it is kept."""

from typing import Any

from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

SECONDS = 15


class TimestampProblem(Exception):
    """A server that does not answer, or not as it should; the message is for an operator."""


class CheckedTimeStamper(RequestsHTTPTimeStamper):
    """Keeps a timestamp only when it is of what was sent, and signed."""

    def __init__(self, url: str) -> None:
        super().__init__(url, timeout=SECONDS)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            said = await validate_tst_signed_data(
                token["content"],
                # Who the server is, its certificate tells those who check: here, that it signed.
                ValidationContext(trust_roots=[], allow_fetching=False),
                lambda used: message_digest if used == md_algorithm else b"",
            )
        except Exception as problem:
            # Whatever comes from a server: nothing of it can be trusted, not even its form.
            told = f"{problem} {problem.__cause__ or ''}".strip()[:200]
            raise TimestampProblem(f"Le serveur d'horodatage a échoué : {told}") from problem
        if not (said["intact"] and said["valid"]):
            raise TimestampProblem(
                "Le serveur d'horodatage a rendu une date mal signée, ou d'autre chose."
            )
        return token
