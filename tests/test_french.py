"""The site in French: nothing left in English, and the typography that French readers expect."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certificates.correcting import ask_correction, decide_correction
from certificates.eligibility import document_needs
from certificates.granting import grant_all
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.kinds.followed import Followed
from certificates.models import Award
from certificates.papers.choosing import shipped_paper
from certificates.papers.drawing import page_of
from certificates.revoking import revoke_award
from courses.attempts.attempting import Sheet
from courses.attempts.models import Attempt
from courses.catalogue.models import Course
from courses.catalogue.outline import LessonPlace, outline_of
from courses.enrolment.models import Enrolment
from courses.knowledge.models import (
    Decision,
    Finding,
    LinkCheck,
    Notice,
    Reference,
    Statement,
)
from courses.learning.journaling import MAX_LENGTH
from courses.learning.standing import standing_of
from courses.messaging.models import Mail
from tests.certificates.people import completed
from tests.learners import answers_to, complete_course, pass_quiz, wrong_answers
from tests.test_catalogues import APPS, catalogue
from tests.visible import faults, visible_text

HTMX = {"HX-Request": "true"}


def _english() -> list[tuple[str, re.Pattern[str]]]:
    """Our sentences of two words or more, as they would read if they stayed in English: the
    longest piece of each, quick to look for, and the whole."""
    found = []
    for entry in (entry for app in APPS for entry in catalogue(app)):
        for words in filter(None, [entry.msgid, entry.msgid_plural]):
            if words in (entry.msgstr, *entry.msgstr_plural.values()):
                continue
            for line in words.replace("%%", "%").split("\n"):
                pieces = re.split(r"%\(\w+\)s", line)
                if len(re.findall(r"[A-Za-z’]+", " ".join(pieces))) < 2:
                    continue
                whole = ".{1,200}?".join(re.escape(one) for one in pieces)
                found.append((max(pieces, key=len), re.compile(rf"(?<!\w){whole}(?!\w)")))
    return found


@pytest.fixture(scope="module")
def english() -> list[tuple[str, re.Pattern[str]]]:
    return _english()


@pytest.fixture
def read(english: list[tuple[str, re.Pattern[str]]]) -> Any:
    """Read a page as somebody who reads French: its text, and a failure for what jars."""

    def check(answer: Any, status: int = 200) -> str:
        html = answer if isinstance(answer, str) else answer.content.decode()
        if not isinstance(answer, str):
            assert answer.status_code == status, answer
        whole = visible_text(html)
        left = [one.pattern for piece, one in english if piece in whole and one.search(whole)]
        assert not left, left
        text = visible_text(html, "main") if "<main" in html else whole
        assert not faults(text)
        return whole

    return check


def _url(name: str, course: Course, place: LessonPlace, *more: Any) -> str:
    return reverse(f"courses:learning:{name}", args=[course.slug, place.slug, *more])


def test_home(course: Course, client: Client, read: Any) -> None:
    assert "Alliances et confiance" in read(client.get(reverse("home")))


def test_public_pages(course: Course, client: Client, read: Any) -> None:
    read(client.get(reverse("courses:catalogue:list")))
    text = read(client.get(reverse("courses:learning:course", args=[course.slug])))
    assert "S’inscrire à cette formation" in text
    assert "70\u00a0% au moins" in text
    read(client.get(reverse("courses:library:findings")))
    read(client.get(reverse("courses:library:finding", args=["R99"])), status=404)


def test_looking_for_something(course: Course, client: Client, read: Any) -> None:
    browse = reverse("courses:library:browse")
    read(client.get(browse))
    read(client.get(browse, {"q": "zzz", "axe": "understand", "type": "finding"}))
    assert "Voici ce qui en contient une partie" in read(client.get(browse, {"q": "alliance zzz"}))
    read(client.get(browse, {"axe": "ailleurs"}))
    matrix = reverse("courses:library:matrix")
    assert "Les trois prismes croisés" in read(client.get(matrix))
    read(client.get(matrix, {"lignes": "actors", "colonnes": "actors"}), status=422)


@pytest.mark.parametrize("format_", ["awareness", "formaction", "experience"])
def test_programmes(course: Course, client: Client, read: Any, format_: str) -> None:
    accompanied = Course.objects.get(format=format_)
    text = read(client.get(reverse("courses:learning:course", args=[accompanied.slug])))
    assert "ses dates seront annoncées ici" in text


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("finding", Finding),
        ("statement", Statement),
        ("reference", Reference),
        ("decision", Decision),
    ],
)
def test_pages_of_the_library(
    course: Course, client: Client, read: Any, name: str, model: Any
) -> None:
    for code in model.objects.values_list("code", flat=True):
        read(client.get(reverse(f"courses:library:{name}", args=[code])))


def test_academic_shelf(course: Course, client: Client, read: Any) -> None:
    assert "Rayon académique" in read(client.get(reverse("courses:library:shelf")))
    for notice in Notice.objects.all():
        read(client.get(reverse("courses:library:notice", args=[notice.key])))


def test_links_in_each_state_and_what_depends_on_a_finding(
    course: Course, tarik: Any, signed_in: Any, read: Any
) -> None:
    browser, now = signed_in(tarik), timezone.now()
    reference = Reference.objects.get(code="B26")
    LinkCheck.objects.create(url=reference.url, checked_at=now)
    LinkCheck.objects.create(
        url=reference.more_urls[0], checked_at=now, problem="404, page introuvable", dead_since=now
    )
    text = read(browser.get(reverse("courses:library:reference", args=["B26"])))
    assert "lien vérifié le" in text
    assert "lien mort depuis le" in text
    Finding.objects.filter(code="R17").update(modality="peuvent")
    text = read(browser.get(reverse("courses:library:finding", args=["R17"])))
    assert "À relire\u202f: écrit d’après une version antérieure" in text


def test_no_course_yet(course: Course, client: Client, read: Any) -> None:
    Course.objects.update(withdrawn_at=timezone.now())
    text = read(client.get(reverse("courses:catalogue:list")))
    assert "Aucune formation n’est encore ouverte." in text


def test_checking_a_code(client: Client, read: Any, db: None) -> None:
    verify = reverse("certificates:verify")
    assert "Vérifier une attestation" in read(client.get(verify))
    read(client.get(verify, {"code": ""}), status=422)
    text = read(client.get(verify, {"code": "ABC"}), status=422)
    assert "Un code compte 26 lettres et chiffres" in text
    text = read(client.get(verify, {"code": "U" * 26}), status=422)
    assert "Aucun code ne contient «\u202fU\u202f»" in text
    unknown = reverse("certificates:verification", args=["0" * 26])
    assert "Nous ne connaissons pas ce code." in read(client.get(unknown), status=404)


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


@pytest.mark.parametrize("name", ["", "李小龍"])
def test_what_the_document_needs(enrolment: Enrolment, name: str, read: Any) -> None:
    enrolment.person.certificate_name = name
    (need,) = document_needs(Followed(), enrolment)
    read(need.sentence)


@pytest.fixture
def award(enrolment: Enrolment) -> Award:
    """Alice's certificate, issued."""
    now = timezone.now()
    complete_course(enrolment, now=now)
    issued = issue_award(Award.objects.get(enrolment=enrolment).uuid, now=now)
    assert issued is not None
    return issued


def test_certificate_its_mail_and_its_verification(
    award: Award, client: Client, signed_in: Any, read: Any
) -> None:
    paper = read(page_of(award.claims, shipped_paper("followed")))
    assert "Attestation de suivi" in paper
    assert "Attestation de suivi d’une formation en ligne, sans surveillance" in paper
    for refused in ("diplôme", "certification", "titre professionnel"):
        assert refused not in paper
    mail = Mail.objects.get(key=f"award-issued:{award.uuid}")
    assert mail.subject == "Votre attestation est prête"
    body = re.sub(r"https?://\S+", "", mail.body)
    read(f"<p>{mail.subject}</p><p>{body}</p>")
    assert "Délivrée le" in read(signed_in(award.enrolment.person).get("/mon-parcours/"))
    assert "Cette attestation est valable." in read(client.get(award.get_absolute_url()))


def test_verification_of_what_is_no_longer_valid(
    award: Award, client: Client, signed_in: Any, read: Any
) -> None:
    now, url = timezone.now(), award.get_absolute_url()
    Award.objects.update(replaced_at=now)
    assert "a été remplacée" in read(client.get(url))
    read(signed_in(award.enrolment.person).get("/mon-parcours/"))
    revoke_award(award, by=None, reason="error", because="Délivrée par erreur.", now=now)
    assert "a été révoquée" in read(client.get(url))
    read(signed_in(award.enrolment.person).get("/mon-parcours/"))
    Award.objects.update(erased_at=now)
    assert "effacé à la demande de la personne" in read(client.get(url))


def test_dates_are_written_in_full(award: Award, client: Client, read: Any) -> None:
    text = read(client.get(award.get_absolute_url()))
    # As the paper says it, whatever the reader's own time zone.
    assert award.claims["issued"] in text
    assert re.fullmatch(r"Fait le (1er|\d+) [a-zéû]+ \d{4}", award.claims["issued"])


def test_steering_a_cohort(
    enrolment: Enrolment, tarik: Any, course: Course, signed_in: Any, read: Any
) -> None:
    browser, now = signed_in(tarik), timezone.now()
    cohort = f"/attestations/promotions/{enrolment.cohort.uuid}/"
    read(browser.get("/attestations/promotions/"))
    read(browser.get("/attestations/demandes/"))
    assert "Lire la leçon" in read(browser.get(cohort))

    first, second, third = grant_all(completed(course, 3, now=now), kind_of("followed"), now=now)
    completed(course, 1, now=now)
    for award in (first, second):
        assert issue_award(award.uuid, now=now) is not None
    Award.objects.filter(pk=third.pk).update(state="failed", cause="Panne")
    chosen = {"award": [str(first.uuid), str(second.uuid)]}
    for act in ("remplacer", "revoquer"):
        read(browser.post(f"{cohort}{act}/", chosen))
        read(browser.post(f"{cohort}{act}/", {**chosen, "because": ""}), status=422)
    revoke_award(first, by=tarik, reason="error", because="Doublon", now=now)
    page = read(browser.get(cohort))
    assert "1 sur 2 délivrées" in page
    assert "révoquée le" in page

    second.refresh_from_db()
    asked = ask_correction(second, name="Zoé Roy", language="en", message="Mariage", now=now)
    read(browser.get("/attestations/demandes/"))
    read(browser.get(f"/attestations/demandes/{asked.uuid}/"))
    decide_correction(asked, by=tarik, is_accepted=True, answer="", now=now)
    assert "Acceptée le" in read(browser.get(f"/attestations/demandes/{asked.uuid}/"))
    read(browser.get(cohort))
