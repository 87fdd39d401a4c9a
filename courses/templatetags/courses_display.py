"""How pages write things. No query here."""

from datetime import date, datetime
from html import unescape

from django import template
from django.utils.html import escape, strip_tags

from courses.catalogue.durations import spoken_date, spoken_duration, spoken_instant

register = template.Library()


@register.filter
def plain(html: str) -> str:
    """The words of safe HTML, escaped again: a quotation mark would end an attribute."""
    # Escaped here: without a tag to strip, a safe string comes back as it is, and still safe.
    return escape(unescape(strip_tags(html)))


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
