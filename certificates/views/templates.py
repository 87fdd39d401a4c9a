"""The editor of papers: which ones are in use, writing them, seeing them, going back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.kinds import KINDS, Kind
from certificates.papers.choosing import Paper, paper_of, shipped_paper
from certificates.papers.editing import (
    number_in_use,
    paper_with,
    starting_content,
    template_of,
    template_problems,
    use_version,
    write_template,
)
from certificates.papers.filling import PLACES, REQUIRED
from certificates.papers.forms import PaperForm
from certificates.papers.models import Template, TemplateVersion
from certificates.papers.previewing import preview
from courses.catalogue.models import Course
from courses.printing import PrintingProblem

# Addresses are French; keys of kinds are not.
SLUGS = {
    "suivi": "followed",
    "presence": "attended",
    "realisation": "carried_out",
    "parcours": "experienced",
    "fin-de-formation": "trained",
}
RIGHT = "certificates.change_template"
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Desk:
    """Whose paper is being written: a kind of document, for one course or for all."""

    kind: Kind
    course: Course | None
    template: Template | None

    @property
    def version(self) -> TemplateVersion | None:
        return self.template.current if self.template else None

    @property
    def number(self) -> int:
        return number_in_use(self.template)

    def url(self, page: str, *more: int) -> str:
        slug = next(slug for slug, key in SLUGS.items() if key == self.kind.KEY)
        scope = [slug, self.course.uuid] if self.course else [slug]
        return reverse(f"certificates:template_{page}", args=[*scope, *more])

    @property
    def edit_url(self) -> str:
        return self.url("edit")

    @property
    def preview_url(self) -> str:
        return self.url("preview")

    @property
    def history_url(self) -> str:
        return self.url("history")


def for_administrators(view: View) -> View:
    """Sign-in for who is not signed in; for who has not the right, no such page."""

    @wraps(view)
    @never_cache
    @login_required
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not (user.is_staff and user.has_perm(RIGHT)):
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def _desk(kind: str, course: UUID | None) -> Desk:
    """404 for a kind that does not exist, or that the course does not give."""
    if kind not in SLUGS:
        raise Http404
    found = KINDS[SLUGS[kind]]
    one = None
    if course is not None:
        courses = Course.objects.select_related("current").filter(format__in=found.FORMATS)
        one = get_object_or_404(courses, uuid=course)
    return Desk(found, one, template_of(found.KEY, one))


@for_administrators
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Which paper each kind of document is drawn on."""
    templates = Template.objects.select_related("current", "chosen_by")
    written = {(one.kind, one.course_id): one for one in templates}
    courses = list(Course.objects.published().select_related("current").order_by("pk"))
    rows = [
        (kind, [Desk(kind, one, written.get((kind.KEY, one.pk if one else None))) for one in ones])
        for kind in KINDS.values()
        for ones in [[None, *(one for one in courses if one.format in kind.FORMATS)]]
    ]
    return render(request, "certificates/templates/papers.html", {"rows": rows})


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, kind: str, course: UUID | None = None) -> HttpResponse:
    """Write a paper."""
    desk = _desk(kind, course)
    form = _form(request, desk)
    if form.is_bound and _save(request, desk, form):
        return redirect(desk.edit_url)
    context = {
        "desk": desk,
        "form": form,
        "places": [(name, name in REQUIRED) for name in sorted(PLACES)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "certificates/templates/edit.html", context, status=status)


def _form(request: HttpRequest, desk: Desk) -> PaperForm:
    if request.method == "POST":
        return PaperForm(request.POST, request.FILES, template=desk.template)
    initial = {**starting_content(desk.kind.KEY, desk.version), "base": desk.number}
    return PaperForm(initial=initial, template=desk.template)


def _save(request: HttpRequest, desk: Desk, form: PaperForm) -> bool:
    if not form.is_valid():
        form.keep()
        return False
    base = form.cleaned_data["base"]
    try:
        written = write_template(
            desk.kind.KEY,
            desk.course,
            base=base,
            by=request.user,
            now=timezone.now(),
            **form.content,
        )
    except ValidationError as problem:
        form.refuse(problem, number_in_use(template_of(desk.kind.KEY, desk.course)))
        return False
    messages.success(request, _said(written, base))
    return True


def _said(version: TemplateVersion, base: int) -> str:
    if version.number == base:
        return _("Nothing has changed: no new version was written.")
    return _(
        "Version %(number)s is in use for the documents issued from now on;"
        " those issued already do not change."
    ) % {"number": version.number}


@for_administrators
@require_POST
def show_preview(request: HttpRequest, kind: str, course: UUID | None = None) -> HttpResponse:
    """What is being written, as a picture (htmx) or as a PDF; nothing is kept."""
    desk = _desk(kind, course)
    form = PaperForm(request.POST, request.FILES, template=desk.template)
    is_live = bool(request.headers.get("HX-Request"))
    if form.is_valid():
        problems = template_problems(desk.kind.KEY, form.content, now=timezone.now())
        if not problems:
            return _previewed(request, desk, paper_with(desk.kind.KEY, form.content), is_live)
        form.add_error(None, ValidationError(problems))
    context = {"desk": desk, "problems": _sentences(form)}
    name = "_preview" if is_live else "refused"
    # htmx shows nothing of an answer that is an error.
    status = 200 if is_live else 422
    return render(request, f"certificates/templates/{name}.html", context, status=status)


def _sentences(form: PaperForm) -> list[tuple[str, list[str]]]:
    return [
        (str(form[name].label) if name in form.fields else "", [str(one) for one in errors])
        for name, errors in form.errors.items()
    ]


def _previewed(request: HttpRequest, desk: Desk, paper: Paper, is_live: bool) -> HttpResponse:
    language = "en" if request.POST.get("language") == "en" else "fr"
    shown = preview(desk.kind.KEY, paper, language=language, now=timezone.now())
    if is_live:
        context = {"desk": desk, "preview": shown}
        return render(request, "certificates/templates/_preview.html", context)
    return _pdf(shown.pdf)


def _pdf(pdf: bytes) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="specimen.pdf"'
    return response


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, kind: str, course: UUID | None = None) -> HttpResponse:
    """Every version: who, when, which one is in use; going back to one."""
    desk = _desk(kind, course)
    versions = TemplateVersion.objects.filter(template=desk.template).order_by("-number")
    if request.method == "POST":
        if desk.template is None:
            raise Http404
        _go_back(request, desk, request.POST)
        return redirect(desk.history_url)
    rows = [(one, desk.url("version", one.number)) for one in versions.select_related("written_by")]
    context = {"desk": desk, "rows": rows, "shipped_url": desk.url("version", 0)}
    return render(request, "certificates/templates/history.html", context)


def _go_back(request: HttpRequest, desk: Desk, typed: Any) -> None:
    assert desk.template is not None
    number, base = (_number(typed.get(name, "")) for name in ("version", "base"))
    version = _version(desk, number)
    try:
        use_version(desk.template, version, base=base, by=request.user, now=timezone.now())
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        said = _("Version %(number)s is in use again.") % {"number": number}
        messages.success(request, said if number else _("The shipped paper is in use again."))


def _number(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 6:
        raise Http404
    return int(typed)


def _version(desk: Desk, number: int) -> TemplateVersion | None:
    """A version by its number; None for 0, the shipped paper."""
    if not number:
        return None
    versions = TemplateVersion.objects.select_related("template")
    found: TemplateVersion = get_object_or_404(versions, template=desk.template, number=number)
    return found


@for_administrators
@require_safe
def version_specimen(
    request: HttpRequest, kind: str, number: int, course: UUID | None = None
) -> HttpResponse:
    """The specimen of a version, as a PDF."""
    desk = _desk(kind, course)
    version = _version(desk, number)
    paper = paper_of(version) if version else shipped_paper(desk.kind.KEY)
    try:
        return _pdf(preview(desk.kind.KEY, paper, language="fr", now=timezone.now()).pdf)
    except PrintingProblem as problem:
        context = {"desk": desk, "problems": [("", [str(problem)])]}
        return render(request, "certificates/templates/refused.html", context, status=422)
