"""What a reader chooses in the resource centre: words and filters, the two axes of the matrix."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.catalogue.models import Course
from courses.knowledge.models import Finding, Prism, PrismValue
from courses.library.indexing import UNSPECIFIED
from courses.library.models import SearchDocument

Kind = SearchDocument.Kind
KINDS = [
    (Kind.FINDING, pgettext_lazy("documents", "Findings")),
    (Kind.LESSON, _("Lessons")),
    (Kind.REFERENCE, _("References")),
    (Kind.NOTICE, _("Academic shelf")),
]
ANY = [("", _("all"))]
UNSPECIFIED_LABEL = _("not specified")
# The name of each filter in an address, and its facet in the index.
FACETS = {
    "axe": "axis",
    "statut": "status",
    "prisme": "prism",
    "domaine": "domains",
    "acteur": "actors",
    "territoire": "territories",
    "format": "format",
}


def values_by_prism() -> dict[str, list[tuple[str, str]]]:
    """The values of each prism and their labels, « not specified » last. One query.

    A label ends with the letter of who names the value: the source, a reference, or us.
    """
    found: dict[str, list[tuple[str, str]]] = {prism: [] for prism in Prism.values}
    for value in PrismValue.objects.all():
        found[value.prism].append((value.key, f"{value.label} ({value.letter})"))
    return {
        prism: [*values, (UNSPECIFIED, str(UNSPECIFIED_LABEL))] for prism, values in found.items()
    }


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def _label(field: forms.ChoiceField, value: str) -> str:
    choices: Any = field.choices
    return str(dict(choices)[value])


def _set_choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    _choice(form, name).choices = choices


class BrowseForm(forms.Form):
    """Everything is optional; what is unknown is said beside its field and filters nothing."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[*ANY, *KINDS])
    axe = forms.ChoiceField(label=_("Axis"), required=False, choices=[*ANY, *Finding.Axis.choices])
    statut = forms.ChoiceField(
        label=_("Status"), required=False, choices=[*ANY, *Finding.Status.choices]
    )
    prisme = forms.ChoiceField(label=_("Prism"), required=False, choices=[*ANY, *Prism.choices])
    domaine = forms.ChoiceField(label=_("Domain"), required=False)
    acteur = forms.ChoiceField(label=_("Actor"), required=False)
    territoire = forms.ChoiceField(label=_("Territory"), required=False)
    format = forms.ChoiceField(
        label=_("Format"), required=False, choices=[*ANY, *Course.Format.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = values_by_prism()
        for name in ("domaine", "acteur", "territoire"):
            _set_choices(self, name, [*ANY, *values[FACETS[name]]])
        self.full_clean()
        for name in self.errors:
            self.fields[name].widget.attrs["aria-invalid"] = "true"

    @property
    def facets(self) -> dict[str, str]:
        """The filters chosen, by facet."""
        chosen = {facet: self.cleaned_data.get(name) for name, facet in FACETS.items()}
        return {facet: value for facet, value in chosen.items() if value}

    @property
    def filters(self) -> list[forms.BoundField]:
        return [self[name] for name in FACETS]

    def chosen(self) -> list[tuple[str, str, str]]:
        """(name, label of the field, label of the value) of each filter in use."""
        return [
            (name, str(self[name].label), _label(_choice(self, name), value))
            for name in FACETS
            if (value := self.cleaned_data.get(name))
        ]


PARAMS = {facet: name for name, facet in FACETS.items()}


class MatrixForm(forms.Form):
    """Two different prisms, and perhaps one value of the third."""

    lignes = forms.ChoiceField(label=_("Rows"), choices=Prism.choices)
    colonnes = forms.ChoiceField(label=_("Columns"), choices=Prism.choices)
    seulement = forms.ChoiceField(label=_("Only"), required=False)

    def __init__(self, data: dict[str, str]) -> None:
        # Without a choice, the two prisms for which something has a name.
        super().__init__({"lignes": Prism.DOMAINS, "colonnes": Prism.ACTORS, **data})
        self.values = values_by_prism()
        groups = [
            (label, [(f"{prism}.{key}", text) for key, text in self.values[prism]])
            for prism, label in Prism.choices
        ]
        _set_choices(self, "seulement", [*ANY, *groups])

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        rows, columns, only = (chosen.get(name) for name in ("lignes", "colonnes", "seulement"))
        if rows and rows == columns:
            self.add_error("colonnes", _("Choose two different prisms."))
        if only and only.partition(".")[0] in {rows, columns}:
            self.add_error("seulement", _("Choose a value of the third prism."))
        return chosen

    @property
    def only(self) -> dict[str, str]:
        """The value of the third prism, as a facet."""
        prism, _dot, value = self.cleaned_data.get("seulement", "").partition(".")
        return {prism: value} if value else {}

    def links(self) -> dict[str, str]:
        """The name in an address of the rows, of the columns, and the third prism's value."""
        third = "".join(f"&{PARAMS[prism]}={value}" for prism, value in self.only.items())
        return {
            "rows": PARAMS[self.cleaned_data["lignes"]],
            "columns": PARAMS[self.cleaned_data["colonnes"]],
            "third": third,
        }

    def labels(self) -> dict[str, str]:
        """What the rows and the columns are called."""
        names = dict(Prism.choices)
        return {
            "rows": str(names[self.cleaned_data["lignes"]]),
            "columns": str(names[self.cleaned_data["colonnes"]]),
        }
