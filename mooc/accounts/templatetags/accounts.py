from urllib.parse import urlsplit

from django import forms, template
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from mooc.accounts.browsers import browser_name

register = template.Library()
register.filter("browser_name", browser_name)


@register.filter
def without_placeholders(form: forms.Form) -> forms.Form:
    """allauth repeats every label inside its field; here labels are always visible."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


@register.filter
def purpose(path: str | None) -> str:
    """Why somebody is asked to sign in, from where they were going; nothing elsewhere."""
    try:
        match = resolve(urlsplit(path or "").path)
    except Resolver404:
        return ""
    if "courses" not in match.namespaces or "course" not in match.kwargs:
        return ""
    if "lesson" in match.kwargs:
        return _("Sign in, or create an account, to open this lesson.")
    return _("Sign in, or create an account, to enrol in this course.")
