"""Where an address leads."""

from urllib.parse import urlsplit


def site_of(url: str) -> str:
    """« lerameau.fr » for https://www.lerameau.fr/page; the address itself when it has no site."""
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:  # an address that no browser reads either
        return url
