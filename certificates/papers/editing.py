"""Writing a paper: checked, drawn, then a version, in use at once for what is issued after."""

import hashlib
import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from certificates.kinds import kind_of
from certificates.papers.checking import html_problems
from certificates.papers.choosing import Paper, paper_of, shipped_paper
from certificates.papers.drawing import undrawable
from certificates.papers.models import Template, TemplateVersion
from certificates.papers.proofing import CONTRAST, proof_problems
from certificates.papers.styling import css_problems
from courses.catalogue.models import Course
from courses.versioning import content_hash

_COLOUR = re.compile(r"#[0-9a-f]{6}")
Problems = dict[str, list[str]]


class StaleBase(ValidationError):
    """Somebody else changed the template meanwhile."""


def template_of(kind: str, course: Course | None) -> Template | None:
    """The template of this kind for this course, or for all; None while nobody wrote one."""
    found: Template | None = (
        Template.objects.select_related("current__written_by", "chosen_by", "course__current")
        .filter(kind=kind, course=course)
        .first()
    )
    return found


def number_in_use(template: Template | None) -> int:
    """The number of the version in use; 0 for the shipped paper."""
    return template.current.number if template and template.current else 0


def write_template(
    kind: str,
    course: Course | None,
    *,
    base: int,
    html: str,
    css: str,
    logo: bytes | None,
    signatory: str,
    colour: str,
    valid_months: int | None,
    by: Any,
    now: datetime,
) -> TemplateVersion:
    """A new version, used at once; the one there is when nothing changes.

    `base`: the number in use when the writing began; `logo`: what `picturing.clean_logo` made.
    ValidationError, by field; StaleBase when another version came into use meanwhile.
    """
    content = tidy(
        {
            "html": html,
            "css": css,
            "logo": logo,
            "signatory": signatory,
            "colour": colour,
            "valid_months": valid_months,
        }
    )
    if problems := template_problems(kind, content, now=now):
        raise ValidationError(problems)
    try:
        with transaction.atomic():
            return _write(kind, course, base=base, content=content, by=by, now=now)
    except IntegrityError as problem:
        # Two wrote the same number at the same moment: the second is told.
        raise _stale(template_of(kind, course)) from problem


def _write(
    kind: str,
    course: Course | None,
    *,
    base: int,
    content: dict[str, Any],
    by: Any,
    now: datetime,
) -> TemplateVersion:
    template, _is_new = Template.objects.get_or_create(kind=kind, course=course)
    template = Template.objects.select_for_update().get(pk=template.pk)
    if number_in_use(template) != base:
        raise _stale(template)
    hashed = content_hash({**content, "logo": _digest(content["logo"])})
    if template.current is not None and template.current.content_hash == hashed:
        return template.current
    version, _is_new = TemplateVersion.write(
        template, hashed=hashed, now=now, published_at=now, written_by=by, **content
    )
    _use(template, version, base, by, now)
    return version


def use_version(
    template: Template, version: TemplateVersion | None, *, base: int, by: Any, now: datetime
) -> None:
    """Go back to a version that was written before; None: to the shipped paper. StaleBase."""
    _use(template, version, base, by, now)


def _use(
    template: Template, version: TemplateVersion | None, base: int, by: Any, now: datetime
) -> None:
    """One conditional update: two people at once cannot both be right."""
    before = Template.objects.filter(pk=template.pk)
    before = before.filter(current__number=base) if base else before.filter(current=None)
    chosen = {"current": version, "chosen_by": by, "chosen_at": now}
    if not before.update(**chosen):
        raise _stale(template_of(template.kind, template.course))
    for name, value in chosen.items():
        setattr(template, name, value)


def _stale(template: Template | None) -> StaleBase:
    version = template.current if template else None
    who = {"by": (template.chosen_by if template else None) or _("somebody else")}
    if version is None:
        return StaleBase(
            _(
                "Meanwhile %(by)s put the shipped paper back in use."
                " Nothing that you wrote is lost: save again to replace it."
            ),
            params=who,
        )
    return StaleBase(
        _(
            "Meanwhile %(by)s put version %(number)s in use."
            " Nothing that you wrote is lost: compare, then save again to replace it."
        ),
        params={**who, "number": version.number},
    )


def tidy(content: dict[str, Any]) -> dict[str, Any]:
    """What differs without a difference (spaces at the ends, case of a colour), in one form."""
    return {
        **content,
        **{name: _lines(content[name]) for name in ("html", "css")},
        "signatory": " ".join(content["signatory"].split()),
        "colour": content["colour"].strip().lower(),
    }


def _lines(text: str) -> str:
    """With the ends of lines of this system: browsers send those of another."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def paper_with(kind: str, content: dict[str, Any]) -> Paper:
    """The paper that such content makes, kept nowhere."""
    return Paper(name=f"{kind}/essai", layout=kind_of(kind).LAYOUT, **content)


def starting_content(kind: str, version: TemplateVersion | None) -> dict[str, Any]:
    """What an editor opens on."""
    paper = paper_of(version) if version else shipped_paper(kind)
    names = ("html", "css", "signatory", "colour", "valid_months")
    return {name: getattr(paper, name) for name in names}


def template_problems(kind: str, content: dict[str, Any], *, now: datetime) -> Problems:
    """What must be corrected, by field: first what is written, then what is drawn of it."""
    found = {
        "html": html_problems(content["html"]),
        "css": css_problems(content["css"]),
        "colour": _colour_problems(content["colour"]),
        "signatory": _signatory_problems(content["signatory"]),
    }
    if not any(found.values()):
        found["html"] = proof_problems(kind, paper_with(kind, content), now=now)
    return {name: problems for name, problems in found.items() if problems}


def _colour_problems(colour: str) -> list[str]:
    if not _COLOUR.fullmatch(colour):
        return [_("A colour is written #rrggbb, for example #46562b.")]
    contrast = 1.05 / (_luminance(colour) + 0.05)
    if contrast >= CONTRAST:
        return []
    sentence = _("This colour is too pale on paper: contrast %(contrast)s, %(least)s at least.")
    numbers = {"contrast": contrast, "least": CONTRAST}
    return [sentence % {name: number_format(value, 1) for name, value in numbers.items()}]


def _luminance(colour: str) -> float:
    """WCAG 2's relative luminance."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _signatory_problems(signatory: str) -> list[str]:
    if strange := undrawable("".join(signatory.split())):
        return [_("Our fonts do not draw “%(characters)s”.") % {"characters": strange}]
    return []


def _digest(logo: bytes | None) -> str:
    return hashlib.sha256(logo).hexdigest() if logo else ""
