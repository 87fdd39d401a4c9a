"""How pages write things. No query here."""

import re
from datetime import date, datetime
from html import unescape

from django import template
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from courses.catalogue.durations import (
    spoken_date,
    spoken_duration,
    spoken_instant,
    spoken_partial_date,
)
from courses.knowledge.addresses import site_of
from courses.library import mentions

register = template.Library()
_RAISED = re.compile(r"\^\{(\w{1,6})\}")


@register.filter
def plain(html: str) -> str:
    """The words of safe HTML, escaped again: a quotation mark would end an attribute."""
    # Escaped here: without a tag to strip, a safe string comes back as it is, and still safe.
    return escape(unescape(strip_tags(html)))


@register.filter
def printed(quotation: str) -> SafeString:
    """A quotation as its page prints it: what its file writes `2^{ème}` is raised."""
    return mark_safe(_RAISED.sub(r"<sup>\1</sup>", escape(quotation)))


@register.filter
def duration(minutes: int) -> str:
    """`{{ 90|duration }}`: 1 h 30."""
    return spoken_duration(minutes)


@register.filter(expects_localtime=True)
def full_date(day: date | None) -> str:
    """`{{ award.issued_at|full_date }}`: lundi 23 novembre 2026."""
    return spoken_date(day, weekday=True) if day else ""


@register.filter(expects_localtime=True)
def plain_date(day: date | None) -> str:
    """The same without its weekday: 23 novembre 2026."""
    return spoken_date(day) if day else ""


@register.filter
def instant(at: datetime | None) -> str:
    """`{{ mail.at|instant }}`: 23 novembre 2026 à 16 h 05."""
    return spoken_instant(at) if at else ""


@register.filter
def partial_date(written: str) -> str:
    """`{{ "2019-11"|partial_date }}`: novembre 2019."""
    return spoken_partial_date(written)


@register.filter
def linked(text: str, known: frozenset[str]) -> SafeString:
    """`{{ decision.text|linked:known }}`: each of these codes leads to its page."""
    return mentions.linked(text, known)


@register.filter
def site_name(url: str) -> str:
    """`{{ reference.url|site_name }}`: lerameau.fr, where a link leads."""
    return site_of(url)
