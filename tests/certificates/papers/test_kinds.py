"""The five kinds of documents, the whole way: what is missing, the award, and what it prints.

Each through the contract of its course's format, with facts built here: the formats of
accompanied courses are other packages' business.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from certificates.eligibility import missing
from certificates.granting import grant_award
from certificates.issuing import issue_award
from certificates.kinds import KINDS, kind_of, kinds_of
from certificates.models import Award
from certificates.storing import read
from courses.enrolment.models import Enrolment, Organisation
from tests.certificates.papers.facts import FACTS, claims_of, text_of

PLANNED = 14.0
RESULT = "étude de cas : objectifs atteints"
TITLES = {
    "followed": "Attestation de suivi",
    "attended": "Attestation de présence",
    "carried_out": "Certificat de réalisation",
    "experienced": "Attestation de parcours",
    "trained": "Attestation de fin de formation",
}
# Reserved in effect for what the State registers; and no mark of quality is ours to print.
FORBIDDEN = re.compile(
    r"dipl[oô]m|\btitres?\b|certification|qualiopi|\bRNCP\b|\bdegree\b", re.IGNORECASE
)


def _sentences(kind: str, enrolment: Enrolment, now: datetime) -> list[str]:
    return [one.sentence for one in missing(kind_of(kind), [enrolment], now)[enrolment.pk]]


def _issued(kind: str, enrolment: Enrolment, now: datetime, *, language: str = "fr") -> Award:
    award = grant_award(enrolment, kind_of(kind), now=now)
    Award.objects.filter(pk=award.pk).update(language=language)
    issued = issue_award(award.uuid, now=now)
    assert issued is not None, Award.objects.get(pk=award.pk).cause
    return issued


def _text(award: Award, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(read(award.file))
    return text_of(path, order="-raw").replace("\N{NO-BREAK SPACE}", " ")


def _employed(enrolment: Enrolment, name: str = "Les Mains vertes & Cie") -> None:
    enrolment.organisation = Organisation.objects.create(name=name)
    enrolment.save()


pytestmark = [pytest.mark.django_db, pytest.mark.tools]


# Each kind, the whole way ------------------------------------------------------------------------


def test_a_followed_course(kind_facts: Any, follow: Any, now: datetime, tmp_path: Path) -> None:
    facts = kind_facts("followed", proof=FACTS["followed"], lacking=["Il reste une leçon à lire."])
    enrolment = follow("followed")
    assert _sentences("followed", enrolment, now) == ["Il reste une leçon à lire."]
    facts.lacking = []
    assert _sentences("followed", enrolment, now) == []
    award = _issued("followed", enrolment, now)
    text = _text(award, tmp_path)
    for words in ("Attestation de suivi", "délivrée à", "Alice Lefèvre-Nuñez", "les 7 leçons"):
        assert words in text
    assert "environ 1 h 35 de travail" in text
    assert "sans surveillance ni contrôle d’identité" in text
    assert award.is_credential


def test_a_presence(kind_facts: Any, follow: Any, now: datetime, tmp_path: Path) -> None:
    proof = {"starts_on": "2026-03-03", "ends_on": "2026-03-03", "planned_hours": PLANNED}
    facts = kind_facts("attended", proof=proof)
    enrolment = follow("attended")
    assert _sentences("attended", enrolment, now) == ["Aucune présence n’a encore été signée."]
    facts.signed = 3.5
    assert _sentences("attended", enrolment, now) == []
    award = _issued("attended", enrolment, now)
    text = _text(award, tmp_path)
    assert "Attestation de présence" in text
    assert "le 3 mars 2026, soit 3 h 30 de présence signée" in text
    assert "14 h" not in text
    assert "n’évalue aucun acquis" in text
    assert award.is_credential


def test_a_training_carried_out(
    kind_facts: Any, follow: Any, now: datetime, tmp_path: Path, settings: Any
) -> None:
    settings.CERTIFICATES_ISSUER = {
        **settings.CERTIFICATES_ISSUER,
        "registration": "SIRET 123 456 789 00012",
        "activity_number": "11 75 12345 75",
        "retention": "Les pièces sont conservées six ans.",
    }
    proof = {"starts_on": "2026-03-03", "ends_on": "2026-03-04", "planned_hours": PLANNED}
    facts = kind_facts("carried_out", proof=proof)
    enrolment = follow("carried_out")
    assert _sentences("carried_out", enrolment, now) == [
        "Aucune demi-journée n’a encore été signée.",
        (
            "Indiquez l’organisation qui emploie cette personne\N{NARROW NO-BREAK SPACE}:"
            " le financeur en a besoin."
        ),
    ]
    facts.signed = 10.5
    assert len(_sentences("carried_out", enrolment, now)) == 1
    _employed(enrolment)
    assert _sentences("carried_out", enrolment, now) == []
    award = _issued("carried_out", enrolment, now)
    text = _text(award, tmp_path)
    for words in (
        "Certificat de réalisation",
        "La personne soussignée, qui représente légalement l’organisme, atteste que",
        "a suivi l’action de formation",
        "Les Mains vertes & Cie",
        "du 3 mars 2026 au 4 mars 2026",
        "10 h 30",
        "SIRET 123 456 789 00012",
        "Les pièces sont conservées six ans.",
        "ne juge aucun résultat",
    ):
        assert words in text
    # Never the hours that were planned: those that were signed.
    assert "14 h" not in text
    assert "11 75 12345 75 (cet enregistrement ne vaut pas agrément de l’État)" in text
    assert dict(award.claims["facts"])["Numéro de déclaration d’activité"] == (
        "11 75 12345 75 (cet enregistrement ne vaut pas agrément de l’État)"
    )


def test_a_training_carried_out_is_no_badge(
    kind_facts: Any, follow: Any, now: datetime, tmp_path: Path
) -> None:
    kind_facts("carried_out", proof=FACTS["carried_out"], signed=7.0)
    enrolment = follow("carried_out")
    _employed(enrolment)
    award = _issued("carried_out", enrolment, now)
    assert (award.status_list, award.status_index, award.is_credential) == (None, None, False)
    path = tmp_path / "paper.pdf"
    path.write_bytes(read(award.file))
    with pikepdf.open(path) as pdf:
        assert len(pdf.attachments) == 0


def test_an_employer_is_asked_only_where_the_issuer_says_so(
    kind_facts: Any, follow: Any, now: datetime, tmp_path: Path, settings: Any
) -> None:
    kind_facts("carried_out", proof=FACTS["carried_out"], signed=7.0)
    enrolment = follow("carried_out")
    assert len(_sentences("carried_out", enrolment, now)) == 1
    settings.CERTIFICATES_ISSUER = {**settings.CERTIFICATES_ISSUER, "employer": "optional"}
    assert _sentences("carried_out", enrolment, now) == []
    text = _text(_issued("carried_out", enrolment, now), tmp_path)
    for absent in ("Employeur", "immatriculation", "déclaration d’activité", "agrément"):
        assert absent not in text


def test_a_path(kind_facts: Any, follow: Any, now: datetime, tmp_path: Path) -> None:
    facts = kind_facts(
        "experienced", proof=FACTS["experienced"], lacking=["L’étape 4 reste à valider."]
    )
    enrolment = follow("experienced")
    assert _sentences("experienced", enrolment, now) == ["L’étape 4 reste à valider."]
    facts.lacking = []
    assert _sentences("experienced", enrolment, now) == []
    award = _issued("experienced", enrolment, now)
    text = _text(award, tmp_path)
    assert "Attestation de parcours" in text
    assert "qui a fait valider 6 étapes, chacune avec son livrable" in text
    assert "du 5 janvier 2026 au 30 septembre 2026" in text
    assert award.is_credential


@pytest.mark.parametrize("result", ["", RESULT])
def test_an_end_of_training(
    kind_facts: Any, follow: Any, now: datetime, tmp_path: Path, result: str
) -> None:
    proof = {**FACTS["trained"], "result": result}
    facts = kind_facts("trained", proof=proof, signed=14.0, lacking=["Il reste une séance."])
    enrolment = follow("trained")
    assert _sentences("trained", enrolment, now) == ["Il reste une séance."]
    facts.lacking = []
    assert _sentences("trained", enrolment, now) == []
    award = _issued("trained", enrolment, now)
    text = _text(award, tmp_path)
    for words in ("Attestation de fin de formation", "Objectifs", "action de formation", "14 h"):
        assert words in text
    # A line for the result only where there was an evaluation.
    assert ("Résultat de l’évaluation" in text) is bool(result)
    assert (RESULT in text) is bool(result)
    assert award.is_credential


def test_a_person_without_a_name_is_asked_for_it(
    kind_facts: Any, follow: Any, now: datetime, alice: Any
) -> None:
    for kind in KINDS:
        kind_facts(kind, proof=FACTS[kind], signed=3.0)
    alice.certificate_name = "李小龍"
    alice.save()
    enrolment = follow("followed")
    (sentence,) = _sentences("followed", enrolment, now)
    assert "李小龍" in sentence


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_says_what_it_is_not(kind: str, language: str) -> None:
    claims = claims_of(kind, language)
    said = " ".join(str(value) for value in claims.values()) + str(kind_of(kind).LABEL)
    assert FORBIDDEN.findall(said) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_prints_its_name_in_the_language_of_the_award(
    kind_facts: Any, follow: Any, now: datetime, tmp_path: Path, kind: str
) -> None:
    kind_facts(kind, proof=FACTS[kind], signed=3.0)
    enrolment = follow(kind)
    _employed(enrolment)
    text = _text(_issued(kind, enrolment, now, language="en"), tmp_path)
    assert claims_of(kind, "en")["title"] in text
    assert claims_of(kind, "fr")["title"] == TITLES[kind]
    assert TITLES[kind] not in text
    assert FORBIDDEN.findall(text) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_called_in_lower_case_in_lists(kind: str) -> None:
    label = str(kind_of(kind).LABEL)
    assert label.startswith(TITLES[kind].lower())


def test_each_format_gives_its_documents() -> None:
    assert [one.KEY for one in kinds_of("mooc")] == ["followed"]
    assert [one.KEY for one in kinds_of("formaction")] == ["carried_out", "trained"]
    assert [one.KEY for one in kinds_of("awareness")] == ["attended"]
    assert [one.KEY for one in kinds_of("experience")] == ["experienced"]
