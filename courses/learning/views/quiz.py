"""The questionnaire of a lesson: starting, answering, handing in, reading the result."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.assessment.kinds.base import EMPTY, Option, Row
from courses.assessment.models import QuestionCitation, QuestionVersion, QuizVersion
from courses.attempts.attempting import Sheet, field_of, save_answers, start_attempt
from courses.attempts.models import Attempt
from courses.learning.progressing import hand_in
from courses.learning.views.place import Here, at_lesson
from courses.learning.views.posting import by_post


@dataclass(frozen=True)
class Asked:
    """A question as a page shows it."""

    number: int
    question: QuestionVersion
    prompt: SafeString
    field: str
    rows: list[Row]
    options: list[Option]
    problem: str = ""
    explanation: SafeString = EMPTY

    @property
    def template(self) -> str:
        return self.question.behaviour.template

    @property
    def citations(self) -> list[QuestionCitation]:
        return list(self.question.citations.all())


def _asked(sheet: Sheet, problems: dict[int, str], *, is_graded: bool) -> list[Asked]:
    shown = []
    for number, question in enumerate(sheet.questions, start=1):
        field, seed = field_of(question), f"{sheet.attempt.seed}:{question.question.uuid}"
        kind = question.behaviour
        shown.append(
            Asked(
                number=number,
                question=question,
                prompt=mark_safe(question.prompt_html),
                field=field,
                rows=kind.rows(
                    question.body, field, sheet.answer(question), seed=seed, is_graded=is_graded
                ),
                options=kind.options(question.body, seed=seed),
                problem=problems.get(question.pk, ""),
                explanation=mark_safe(question.explanation_html if is_graded else ""),
            )
        )
    return shown


def _quiz_version(here: Here) -> QuizVersion:
    if here.place.quiz_version is None:
        raise Http404
    return get_object_or_404(QuizVersion, pk=here.place.quiz_version)


def _open_attempt(here: Here) -> Attempt | None:
    """The attempt under way; 404 where the lesson has no questionnaire."""
    assert here.enrolment is not None
    if here.place.quiz is None:
        raise Http404
    mine = Attempt.objects.open().filter(enrolment=here.enrolment, quiz=here.place.quiz)
    attempt: Attempt | None = mine.select_related("quiz_version").first()
    if attempt is not None:
        attempt.enrolment = here.enrolment  # with its course, loaded already
    return attempt


def _last_attempt(here: Here) -> Attempt | None:
    mine = Attempt.objects.submitted().filter(enrolment=here.enrolment, quiz=here.place.quiz)
    last: Attempt | None = mine.order_by("number").last()
    return last


@require_safe
@at_lesson(preview=False)
def quiz_page(request: HttpRequest, here: Here) -> HttpResponse:
    """The attempt under way, or the way in."""
    attempt = _open_attempt(here)
    if attempt is not None:
        return _sheet_page(request, here, Sheet.of(attempt), {})
    version = _quiz_version(here)
    return render(
        request,
        "courses/learning/quiz_start.html",
        {
            "course": here.course,
            "place": here.place,
            "version": version,
            "standing": here.standing,
            "last": _last_attempt(here),
            "best": here.standing.best.get(version.quiz_id),
            "question_count": version.places.count(),
        },
    )


def _sheet_page(
    request: HttpRequest, here: Here, sheet: Sheet, problems: dict[int, str]
) -> HttpResponse:
    version = sheet.attempt.quiz_version
    asked = _asked(sheet, problems, is_graded=False)
    number = _number(request, len(asked))
    if version.layout == QuizVersion.Layout.ONE:
        if problems:
            number = next(one.number for one in asked if one.problem)
        shown = [one for one in asked if one.number == number]
    else:
        shown = asked
    return render(
        request,
        "courses/learning/quiz.html",
        {
            "here": here,
            "course": here.course,
            "place": here.place,
            "version": version,
            "attempt": sheet.attempt,
            "asked": shown,
            "problems": [one for one in asked if one.problem],
            "number": number,
            "total": len(asked),
            "is_one": version.layout == QuizVersion.Layout.ONE,
            "is_last": version.layout != QuizVersion.Layout.ONE or number == len(asked),
        },
        status=422 if problems else 200,
    )


def _number(request: HttpRequest, total: int) -> int:
    """The question to show, from 1; the first one for an address that makes no sense."""
    written = request.GET.get("question", "1")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 1
    return number if 1 <= number <= total else 1


@by_post("quiz")
@at_lesson(preview=False)
def start_quiz(request: HttpRequest, here: Here) -> HttpResponse:
    """A new attempt, or the one under way."""
    assert here.enrolment is not None
    start_attempt(here.enrolment, _quiz_version(here), now=timezone.now())
    return redirect("courses:learning:quiz", here.course.slug, here.place.slug)


@by_post("quiz", typed="answers")
@at_lesson(preview=False)
def keep_answers(request: HttpRequest, here: Here) -> HttpResponse:
    """Keep the answers of the form, then go where the button says: on, back, or hand in."""
    attempt = _open_attempt(here)
    # A tab left open on an earlier attempt must not write in this one.
    if attempt is None or request.POST.get("attempt", str(attempt.uuid)) != str(attempt.uuid):
        return _already_submitted(request, here)
    now = timezone.now()
    try:
        sheet = save_answers(Sheet.of(attempt), request.POST, now=now)
    except ValidationError:
        return _already_submitted(request, here)
    if request.headers.get("HX-Request"):
        return render(request, "courses/learning/_saved.html", {"now": now})
    if "submit" in request.POST:
        return _hand_in(request, here, sheet)
    quiz = reverse("courses:learning:quiz", args=[here.course.slug, here.place.slug])
    go = request.POST.get("go", "")
    # Another question on the screen says by itself that this one is kept.
    if go in ("", request.POST.get("shown", go)):
        messages.success(request, _("Your answers are saved."))
    return redirect(f"{quiz}?question={go}" if go.isascii() and go.isdigit() else quiz)


def _hand_in(request: HttpRequest, here: Here, sheet: Sheet) -> HttpResponse:
    try:
        hand_in(sheet, now=timezone.now())
    except ValidationError as problem:
        problems = {int(pk): sentences[0] for pk, sentences in problem.message_dict.items()}
        sheet.attempt.submitted_at = None
        return _sheet_page(request, here, sheet, problems)
    return redirect(
        "courses:learning:result", here.course.slug, here.place.slug, sheet.attempt.number
    )


def _already_submitted(request: HttpRequest, here: Here) -> HttpResponse:
    """The second click, or another tab: show the result that the first one got."""
    if request.headers.get("HX-Request"):
        return render(request, "courses/learning/_saved.html", {"is_closed": True})
    last = _last_attempt(here)
    if last is None:
        return redirect("courses:learning:quiz", here.course.slug, here.place.slug)
    return redirect("courses:learning:result", here.course.slug, here.place.slug, last.number)


@require_safe
@at_lesson(preview=False, past=True)
def quiz_result(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """A submitted attempt, with what is said of each answer."""
    attempt = get_object_or_404(
        Attempt.objects.submitted().select_related("quiz_version"),
        enrolment=here.enrolment,
        quiz=here.place.quiz,
        number=number,
    )
    sheet = Sheet.of(attempt)
    cited = [f"citations__{one}" for one in ("statement", "reference", "decision")]
    prefetch_related_objects(sheet.questions, *cited)
    score = attempt.scores.filter(is_valid=True).order_by("-percent").first()
    percent = score.percent if score else 0
    return render(
        request,
        "courses/learning/quiz_result.html",
        {
            "here": here,
            "course": here.course,
            "place": here.place,
            "standing": here.standing,
            "version": attempt.quiz_version,
            "attempt": attempt,
            "percent": percent,
            "has_passed": not attempt.quiz_version.is_graded or percent >= here.standing.threshold,
            "is_done": here.standing.is_done(here.place),
            "asked": _asked(sheet, {}, is_graded=True),
            "next": here.standing.outline.neighbours(here.place)[1],
        },
    )
