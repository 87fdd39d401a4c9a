"""Our applications in two sites that are not ours (tests/host/project/).

`school` has its own accounts (a UUID, no e-mail field, no staff), its own layout and its own
Celery application; `plain` is what `startproject` gives, without Celery.
"""

from pathlib import Path
from typing import Any

import pytest

# The words of a page that has lost its catalogue.
ENGLISH = (
    *("Check a certificate", "Findings", "See the course", "Breadcrumb", "We do not know"),
    *("Code of the certificate", "Contents", "Issued by", "Completed on", "This certificate"),
)
FRENCH = {
    "formations/": "Voir la formation",
    "formations/alliances-et-confiance/": "inscri",
    "resultats/": "Résultats",
    "resultats/R01/": "Résultats",
    "attestations/verifier/": "Vérifier une attestation",
    f"attestations/{'0' * 26}/": "Vérifier une attestation",
}


def test_the_applications_come_from_the_wheel_alone(story: dict[str, Any], site: Path) -> None:
    assert story["from"] == [
        str(site / "courses" / "__init__.py"),
        str(site / "certificates" / "__init__.py"),
    ]
    assert story["mooc"] is False


def test_nothing_is_missing_and_no_migration_is_due(story: dict[str, Any]) -> None:
    assert story["check"] == "System check identified no issues (0 silenced)."
    assert story["makemigrations"] == "No changes detected"
    assert "alliances-et-confiance : version 1" in story["loaded"]


def test_public_pages_are_in_french(story: dict[str, Any]) -> None:
    for path, page in story["pages"].items():
        assert page["status"] == (404 if "0000" in path else 200), path
        assert FRENCH[path] in page["html"], path
        assert not [words for words in ENGLISH if words in page["html"]], path
    assert "Alliances et confiance" in story["pages"]["formations/"]["html"]


def test_pages_are_dressed_by_the_host(story: dict[str, Any]) -> None:
    title = {"school": "– École du lien</title>", "plain": "<title>"}[story["host"]]
    for page in story["pages"].values():
        assert title in page["html"]
        assert "courses/courses" in page["html"]


def test_links_stay_under_the_prefix_of_the_host_and_none_is_broken(story: dict[str, Any]) -> None:
    static = {"school": "/fichiers/", "plain": "/static/"}[story["host"]]
    assert [link for link in story["links"] if not link.startswith(("/ecole/", static))] == []
    assert story["broken"] == []


def test_enrolling_asks_strangers_to_sign_in_as_the_host_does(story: dict[str, Any]) -> None:
    assert story["asked_to_sign_in"] is True


def test_a_learner_completes_the_course(story: dict[str, Any]) -> None:
    assert "<h1" in story["enrolled"]
    assert set(story["percents"]) == {"100"}
    assert story["completions"] == 1


def test_the_award_waits_for_the_name_that_the_host_knows(story: dict[str, Any]) -> None:
    assert story["awards_without_name"] == 0
    assert story["awards"] == 1


def test_the_certificate_is_issued_with_or_without_celery(story: dict[str, Any]) -> None:
    address = {"school": "ines@ecole.example", "plain": "ines@plain.example"}[story["host"]]
    [[to, _subject, body]] = story["mails"]
    assert to == [address]
    site = address.partition("@")[2]
    assert f"https://{site}/ecole/mon-parcours/" in body
    assert f"https://{site}/ecole/attestations/" in body
    assert story["pdf"]["is_pdf"]
    assert story["pdf"]["is_the_one_issued"]
    assert story["pdf"]["asks_strangers_to_sign_in"]
    assert story["claims"]["url"].startswith(f"https://{site}/ecole/attestations/")


def test_the_certificate_is_verified_there(story: dict[str, Any]) -> None:
    issuer = {"school": "Institut du lien", "plain": "Association Plain"}[story["host"]]
    assert "Inès Çelik-Dubois" in story["verification"]
    assert issuer in story["verification"]
    assert not [words for words in ENGLISH if words in story["verification"]]


def test_nothing_was_logged_as_an_error_and_nothing_asked_the_network(
    story: dict[str, Any],
) -> None:
    assert story["logged"] == []
    assert story["connections"] == []


def test_erasing_a_person_leaves_a_verifiable_row_without_name(story: dict[str, Any]) -> None:
    assert {"awards", "enrolments"} <= set(story["exported"])
    assert story["kept"]
    assert story["after_erasure"]["status"] == 200
    assert "Çelik" not in story["after_erasure"]["html"]


@pytest.mark.parametrize("story", ["plain"], indirect=True)
def test_a_host_without_celery_does_the_jobs_from_cron(story: dict[str, Any]) -> None:
    # Without a worker, sending messages would do nothing for ever.
    assert story["refused"].startswith("refused: Ce site n'a pas d'application Celery")
    # The award, then the mail that issuing it wrote.
    assert story["swept"] == "3 travail(aux) fait(s)."
    assert story["swept_again"] == "0 travail(aux) fait(s)."


@pytest.mark.parametrize("story", ["plain"], indirect=True)
def test_the_lists_open_in_the_administration_of_the_host(story: dict[str, Any]) -> None:
    assert "Award" in story["admin"]
    assert set(story["admin"].values()) == {200}
