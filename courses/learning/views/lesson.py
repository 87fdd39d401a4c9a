"""The page of a lesson, and the small facts that it sends."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.catalogue.models import LessonVersion
from courses.learning.forms import JournalForm, PositionForm
from courses.learning.journaling import write_entry
from courses.learning.models import JournalEntry
from courses.learning.plan import plan
from courses.learning.progressing import mark_read, move_to
from courses.learning.views.place import Here, at_lesson
from courses.learning.views.posting import by_post


@require_safe
@at_lesson(preview=True)
def lesson_page(request: HttpRequest, here: Here) -> HttpResponse:
    """The lesson, where it stands in the course, and what to do next."""
    if here.enrolment:
        move_to(here.enrolment, here.place, now=timezone.now())
    return _lesson(request, here, _journal_form(here))


def _lesson(
    request: HttpRequest, here: Here, journal: JournalForm, status: int = 200
) -> HttpResponse:
    version = get_object_or_404(LessonVersion.objects.defer("body"), pk=here.place.version)
    before, after = here.standing.outline.neighbours(here.place)
    position = getattr(here.enrolment, "position", None)
    return render(
        request,
        "courses/learning/lesson.html",
        {
            **_end(here),
            "version": version,
            "html": mark_safe(version.html),
            "module": here.module,
            "plan": plan(here.standing, here.place),
            "lessons_url": request.path.removesuffix(f"{here.place.slug}/"),
            "is_added": here.enrolment is not None and here.standing.is_added(here.place),
            "resume_at": position.anchor
            if position and position.lesson_id == here.place.lesson
            else "",
            "before": before,
            "after": after,
            "journal": journal,
        },
        status=status,
    )


def _end(here: Here) -> dict[str, object]:
    """What the end of a lesson offers: one obvious thing."""
    standing, place = here.standing, here.place
    return {
        "here": here,
        "course": here.course,
        "standing": standing,
        "place": place,
        "is_read": standing.is_read(place),
        "has_quiz_to_pass": standing.has_quiz_to_pass(place),
        "has_passed": standing.has_passed(place),
        "is_complete": not standing.remaining,
        "next": standing.outline.neighbours(place)[1],
    }


def _journal_form(here: Here) -> JournalForm:
    if here.enrolment is None:
        return JournalForm()
    text = (
        JournalEntry.objects.filter(enrolment=here.enrolment, lesson=here.place.lesson)
        .values_list("text", flat=True)
        .first()
    )
    return JournalForm(initial={"text": text or ""})


@by_post("lesson")
@at_lesson(preview=False)
def read_lesson(request: HttpRequest, here: Here) -> HttpResponse:
    """Keep the fact that the lesson was read."""
    assert here.enrolment is not None
    here.standing = mark_read(here.enrolment, here.place, now=timezone.now())
    completion = here.standing.completion
    if request.headers.get("HX-Request"):
        return render(
            request,
            "courses/learning/_lesson_end.html",
            {**_end(here), "completion": completion},
        )
    if completion:
        messages.success(request, _("You have completed this course."))
        return redirect("courses:learning:home")
    return redirect(f"{request.path.removesuffix('lue/')}#fin")


@by_post("lesson")
@at_lesson(preview=False)
def keep_position(request: HttpRequest, here: Here) -> HttpResponse:
    """Remember the last heading passed, to resume there."""
    form = PositionForm(request.POST)
    if here.enrolment and form.is_valid():
        move_to(here.enrolment, here.place, anchor=form.cleaned_data["anchor"], now=timezone.now())
    return HttpResponse(status=204)


@by_post("lesson", typed="journal")
@at_lesson(preview=False)
def keep_journal(request: HttpRequest, here: Here) -> HttpResponse:
    """Keep the person's private note."""
    assert here.enrolment is not None
    form = JournalForm(request.POST)
    is_htmx = bool(request.headers.get("HX-Request"))
    if form.is_valid():
        write_entry(here.enrolment, here.place, form.cleaned_data["text"], now=timezone.now())
        if not is_htmx:
            messages.success(request, _("Your note is saved."))
            return redirect(f"{request.path.removesuffix('carnet/')}#carnet")
    if is_htmx:
        return render(
            request, "courses/learning/_journal_saved.html", {"form": form, "now": timezone.now()}
        )
    return _lesson(request, here, form, status=422)
