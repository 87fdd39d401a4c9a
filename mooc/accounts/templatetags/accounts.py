from django import forms, template

from mooc.accounts.browsers import browser_name

register = template.Library()
register.filter("browser_name", browser_name)


@register.filter
def without_placeholders(form: forms.Form) -> forms.Form:
    """allauth repeats every label inside its field; here labels are always visible."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
