"""Addresses of other sites, and what was known of them the last time they were asked."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.knowledge.addresses import site_of
from courses.knowledge.models import LinkCheck


@dataclass(frozen=True)
class Address:
    url: str
    check: LinkCheck | None
    """None when nobody has asked yet."""

    @property
    def site(self) -> str:
        return site_of(self.url)


def addresses_of(urls: Iterable[str]) -> dict[str, Address]:
    """These addresses with their last check, in one query. No page asks the outside anything."""
    asked = list(dict.fromkeys(filter(None, urls)))
    checks = {one.url: one for one in LinkCheck.objects.filter(url__in=asked)} if asked else {}
    return {url: Address(url, checks.get(url)) for url in asked}
