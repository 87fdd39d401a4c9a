"""What must be true before the site starts; each refusal is one sentence a person can act on."""

import ctypes
import socket
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management.base import CommandError

Place = tuple[socket.AddressFamily, str]
PORT_PATIENCE = 1.5  # seconds
PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
FONTS = (
    "mooc/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "mooc/fonts/source-serif-4-latin-wght-normal.woff2",
)


def addresses(host: str, port: int) -> list[Place]:
    """The addresses to listen on: « localhost » is two where IPv6 exists."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    listed: list[Place] = list(
        dict.fromkeys((family, str(place[0])) for family, _, _, _, place in found)
    )
    usable = [(family, address) for family, address in listed if _can_bind(family, address)]
    return usable or listed


def check_port(host: str, port: int) -> None:
    """Refuse a port that something else listens on."""
    try:
        places = addresses(host, port)
    except socket.gaierror:
        raise CommandError(f"L'adresse « {host} » est inconnue de cette machine.") from None
    for family, address in places:
        try:
            _wait_for(family, address, port)
        except PermissionError:
            raise CommandError(
                f"Le port {port} est réservé au système. Choisissez-en un autre : "
                "make run PORT=8000"
            ) from None
        except OSError:
            raise CommandError(
                f"Le port {port} est déjà pris. Choisissez-en un autre : "
                f"make run PORT={_next_free(family, address, port)}"
            ) from None


def check_printing() -> None:
    """Refuse to start without what the certificates are drawn with."""
    for library in PANGO:
        try:
            ctypes.CDLL(library)
        except OSError:
            raise CommandError(
                "Pango manque : apt install libpango-1.0-0 libpangoft2-1.0-0"
            ) from None
    missing = [font for font in FONTS if finders.find(font) is None]
    if missing:
        raise CommandError(f"Des polices manquent : {', '.join(missing)}. Le dépôt est incomplet.")


def check_no_demo_accounts() -> None:
    """Their passwords are public: in production, their presence stops everything."""
    if settings.PRODUCTION and (count := demo_accounts()):
        raise CommandError(
            f"{count} compte(s) de démonstration ({settings.DEMO_DOMAIN}) dans la base : "
            "leurs mots de passe sont publics. Effacez-les avant d'ouvrir le site."
        )


def demo_accounts() -> int:
    people = get_user_model()._default_manager
    return people.filter(email__iendswith=settings.DEMO_DOMAIN).count()


def _bind(family: socket.AddressFamily, address: str, port: int) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))


def _wait_for(family: socket.AddressFamily, address: str, port: int) -> None:
    """Our own site, killed a moment ago, may still hold the port."""
    deadline = time.monotonic() + PORT_PATIENCE
    while True:
        try:
            return _bind(family, address, port)
        except PermissionError:
            raise
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _can_bind(family: socket.AddressFamily, address: str) -> bool:
    """Containers often name ::1 without having it."""
    try:
        _bind(family, address, 0)
    except OSError:
        return False
    return True


def _next_free(family: socket.AddressFamily, address: str, port: int) -> int:
    for candidate in range(port + 1, min(port + 50, 65536)):
        try:
            _bind(family, address, candidate)
        except OSError:
            continue
        return candidate
    return port + 1
