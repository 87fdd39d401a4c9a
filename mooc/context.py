"""What every template may know of the site. No query here: it runs for every page."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

LINKS = {
    "base_url_home": "home",
    "base_url_courses": "courses:catalogue:list",
    "base_url_library": "courses:library:browse",
    "base_url_verify": "certificates:verify",
    "base_url_path": "courses:learning:home",
    "base_url_templates": "certificates:templates",
    "base_url_profile": "profile",
    "base_url_security": "account_security",
    "base_url_login": "account_login",
    "base_url_signup": "account_signup",
    "base_url_logout": "account_logout",
    "base_url_accessibility": "accessibility",
    "base_url_legal": "legal",
    "base_url_privacy": "privacy",
    "base_url_contact": "contact",
}
"""What base.html calls the pages that its frame leads to."""


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        **_links(get_script_prefix()),
        "SITE_NAME": settings.SITE_NAME,
        "CONTACT_EMAIL": settings.CONTACT_EMAIL,
        "IS_PRODUCTION": settings.PRODUCTION,
        "SHOWS_MAILS": settings.SHOWS_MAILS,
    }


@cache
def _links(_prefix: str) -> dict[str, str]:
    """Their addresses, worked out once: for every page it would cost as much as a query."""
    return {name: reverse(view) for name, view in LINKS.items()}
