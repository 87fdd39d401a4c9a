"""Where a request comes from, behind as many proxies as the settings say."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that limits are counted by (settings.CERTIFICATES_CLIENT_ADDRESS)."""
    return str(get_adapter(request).get_client_ip(request))
