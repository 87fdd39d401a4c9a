"""The pages of a learner, as somebody who reads French."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from certificates.models import Award
from courses.attempts.attempting import Sheet
from courses.attempts.models import Attempt
from courses.catalogue.models import Course
from courses.catalogue.outline import LessonPlace, outline_of
from courses.enrolment.models import Enrolment
from courses.learning.journaling import MAX_LENGTH
from courses.learning.standing import standing_of
from tests.learners import answers_to, pass_quiz, wrong_answers

HTMX = {"HX-Request": "true"}


def _url(name: str, course: Course, place: LessonPlace, *more: Any) -> str:
    return reverse(f"courses:learning:{name}", args=[course.slug, place.slug, *more])


def test_somebody_who_follows_nothing(omar: Any, course: Course, signed_in: Any, read: Any) -> None:
    browser = signed_in(omar)
    assert "Vous ne suivez encore aucune formation." in read(
        browser.get(reverse("courses:learning:home"))
    )
    place = outline_of(course.current).lessons[0]
    text = read(browser.get(_url("lesson", course, place), follow=True))
    assert "Inscrivez-vous pour ouvrir les leçons" in text


def test_a_trainer_previews(tarik: Any, course: Course, signed_in: Any, read: Any) -> None:
    browser = signed_in(tarik)
    assert "aperçu" in read(browser.get(reverse("courses:learning:course", args=[course.slug])))
    for place in outline_of(course.current).lessons:
        assert "sans inscription" in read(browser.get(_url("lesson", course, place)))


def test_reading_lessons(alice: Any, course: Course, signed_in: Any, read: Any) -> None:
    browser = signed_in(alice)
    enrol = reverse("courses:learning:enrol", args=[course.slug])
    assert "Votre inscription est enregistrée." in read(browser.post(enrol, follow=True))
    too_long = {"text": "à" * (MAX_LENGTH + 1)}
    for place in outline_of(course.current).lessons:
        assert "Marquer la leçon comme lue" in read(browser.get(_url("lesson", course, place)))
        journal = _url("journal", course, place)
        read(browser.post(journal, {"text": "Une note"}, follow=True))
        assert "Enregistré à" in read(browser.post(journal, {"text": "Oui"}, headers=HTMX))
        assert "trop longue" in read(browser.post(journal, too_long), status=422)
        assert "trop longue" in read(browser.post(journal, too_long, headers=HTMX))
        read(browser.post(_url("read", course, place), headers=HTMX))
        read(browser.post(_url("read", course, place), follow=True))
    text = read(browser.get(reverse("courses:learning:home")))
    assert "Ce qui reste avant votre attestation" in text
    read(browser.get(reverse("courses:learning:course", args=[course.slug])))


def test_answering_questionnaires(
    enrolment: Enrolment, course: Course, signed_in: Any, read: Any
) -> None:
    browser = signed_in(enrolment.person)
    for place in [one for one in standing_of(enrolment).required if one.quiz_counts]:
        quiz = _url("quiz", course, place)
        browser.post(_url("read", course, place))
        assert "est réussi à partir de 70\u00a0%" in read(browser.get(quiz))
        browser.post(_url("start", course, place))
        attempt = Attempt.objects.get(enrolment=enrolment, quiz=place.quiz)
        for number in range(len(attempt.questions)):
            read(browser.get(quiz, {"question": number + 1}))
        answers = _url("answers", course, place)
        asked = {f"q-{one.question.uuid}-shown": "1" for one in Sheet.of(attempt).questions}
        assert "Erreur" in read(browser.post(answers, {**asked, "submit": "1"}), status=422)
        wrong = wrong_answers(Sheet.of(attempt).questions)
        assert "Enregistré à" in read(browser.post(answers, wrong, headers=HTMX))
        read(browser.post(answers, {**wrong, "go": "1"}, follow=True))
        assert "réessayez" in read(browser.post(answers, {**wrong, "submit": "1"}, follow=True))
        assert "ne changent plus" in read(browser.post(answers, wrong, headers=HTMX))
        assert "Votre meilleur score" in read(browser.get(quiz))
        assert "(votre meilleur score\u202f:" in read(browser.get(reverse("courses:learning:home")))
        browser.post(_url("start", course, place))
        right = answers_to(Sheet.of(Attempt.objects.open().get(enrolment=enrolment)).questions)
        done = browser.post(answers, {**right, "submit": "1"}, follow=True)
        assert "100\u00a0%" in read(done)
        read(browser.get(_url("lesson", course, place)))


def test_answering_a_questionnaire_without_a_threshold(
    enrolment: Enrolment, course: Course, signed_in: Any, read: Any
) -> None:
    browser = signed_in(enrolment.person)
    place = next(one for one in standing_of(enrolment).required if not one.quiz_counts)
    browser.post(_url("read", course, place))
    read(browser.get(_url("lesson", course, place)))
    assert "n’a pas de seuil" in read(browser.get(_url("quiz", course, place)))
    browser.post(_url("start", course, place))
    right = answers_to(Sheet.of(Attempt.objects.open().get(enrolment=enrolment)).questions)
    done = browser.post(_url("answers", course, place), {**right, "submit": "1"}, follow=True)
    assert "ne compte pas pour l’attestation" in read(done)


def test_completing_and_each_state_of_an_award(
    enrolment: Enrolment, course: Course, signed_in: Any, read: Any
) -> None:
    browser, home = signed_in(enrolment.person), reverse("courses:learning:home")
    now = timezone.now()
    places = standing_of(enrolment).required
    for place in places:
        pass_quiz(enrolment, place, now=now)
        done = browser.post(_url("read", course, place), follow=True)
        read(done)
    assert "Vous avez achevé cette formation." in read(done)
    read(browser.get(_url("lesson", course, places[-1])))
    award = Award.objects.get(enrolment=enrolment)
    shown = {
        Award.State.PENDING: "se prépare",
        Award.State.FAILED: "n’a pas pu être établie",
        Award.State.BLOCKED: "En attente",
    }
    for state, words in shown.items():
        Award.objects.update(state=state)
        assert words in read(browser.get(home))
        read(browser.get(reverse("certificates:state", args=[award.uuid])))
