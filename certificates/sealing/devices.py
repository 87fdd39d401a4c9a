"""A seal's key that never leaves its device (PKCS#11)."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from certificates.keys.loading import KeyProblem
from certificates.sealing.looping import beside_any_loop

TRIAL = b"is this certificate the one of this key?"
_started: set[str] = set()
"""Modules that this process, or the one it was forked from, has started."""
_refused: set[tuple[str, str]] = set()
"""PINs already refused: a device locks itself after a few wrong ones."""


def device_signer(uri: str, certificate: Any, chain: Any) -> Any:
    """The signer behind a PKCS#11 address (RFC 7512), for this process alone. KeyProblem.

    `pkcs11:token=sceau;object=cle?module-path=/usr/lib/…/module.so&pin-source=/run/secrets/pin`
    """
    place, options = read_address(uri)
    try:
        from pyhanko.sign.pkcs11 import PKCS11Signer
    except ImportError as problem:
        raise KeyProblem("PKCS#11 : pip install pyhanko[pkcs11].") from problem
    from pkcs11.exceptions import PKCS11Error

    pin = _pin(Path(options["pin-source"]))
    if (uri, pin) in _refused:
        raise KeyProblem("Le dispositif PKCS#11 a déjà refusé ce code PIN.")
    try:
        signer = PKCS11Signer(
            _session(place["token"], options["module-path"], pin),
            signing_cert=certificate,
            ca_chain=chain,
            key_label=place["object"],
            # Every device signs what is hashed already; few hash it themselves.
            use_raw_mechanism=True,
        )
        signature = beside_any_loop(lambda: asyncio.run(signer.async_sign_raw(TRIAL, "sha256")))
    except PKCS11Error as problem:
        raise _told(problem, uri, pin) from problem
    _check(certificate, signature)
    return signer


def read_address(uri: str) -> tuple[dict[str, str], dict[str, str]]:
    """The attributes of the path and of the query of a PKCS#11 address. KeyProblem."""
    scheme, _colon, rest = uri.partition(":")
    path, _mark, query = rest.partition("?")
    place, options = _pairs(path, ";"), _pairs(query, "&")
    options["pin-source"] = options.get("pin-source", "").removeprefix("file:")
    missing = {name for name in ("token", "object") if not place.get(name)} | {
        name for name in ("module-path", "pin-source") if not options.get(name)
    }
    if scheme != "pkcs11" or missing:
        raise KeyProblem(f"Adresse PKCS#11 incomplète : {', '.join(sorted(missing)) or uri}.")
    return place, options


def _pairs(text: str, separator: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(separator))
    return {name: unquote(value) for name, _equals, value in pairs}


def _pin(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as problem:
        raise KeyProblem(f"Le code PIN ne peut pas être lu dans {path}.") from problem


def _session(token: str, module: str, pin: str) -> Any:
    import pkcs11
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import open_pkcs11_session

    library = pkcs11.lib(module)
    if module in _started:
        # After a fork, or a failure: what was open is not ours, or is worth nothing any more.
        library.reinitialize()
    _started.add(module)
    return open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin)


def _told(problem: Exception, uri: str, pin: str) -> KeyProblem:
    from pkcs11.exceptions import PinExpired, PinIncorrect, PinInvalid, PinLenRange, PinLocked

    if isinstance(problem, PinExpired | PinIncorrect | PinInvalid | PinLenRange | PinLocked):
        _refused.add((uri, pin))
        return KeyProblem("Le dispositif PKCS#11 refuse le code PIN.")
    said = str(problem) or type(problem).__name__
    return KeyProblem(f"Le dispositif PKCS#11 ne signe pas : {said}.")


def _check(certificate: Any, signature: bytes) -> None:
    """KeyProblem for the certificate of another key: seals made with it would all be broken."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.hashes import SHA256

    public = x509.load_der_x509_certificate(certificate.dump()).public_key()
    try:
        if not isinstance(public, EllipticCurvePublicKey):
            raise InvalidSignature
        public.verify(signature, TRIAL, ECDSA(SHA256()))
    except InvalidSignature as problem:
        raise KeyProblem("Le certificat du sceau n'est pas celui de la clé du dispositif.") from (
            problem
        )
