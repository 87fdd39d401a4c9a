"""What the page of a cohort shows and gives: previews, and the archive."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from subprocess import run
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from certificates.granting import grant_all
from certificates.issuing import issue_award
from certificates.kinds import kind_of
from certificates.models import Award
from certificates.replacing import replace_award
from certificates.storing import document_storage, read
from courses.catalogue.models import Course
from courses.enrolment.models import Cohort, Enrolment
from tests.certificates.people import completed
from tests.certificates.views.cohort_pages import KIND, cohort_url, main_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


def test_preview_is_the_page_to_be_printed_marked_and_kept_nowhere(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn, storage: Any
) -> None:
    (one,) = completed(course, 1, now=now)
    url = cohort_url("cohort_preview", cohort, KIND, one.uuid)
    answer = signed_in(tarik).get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    said = run(
        ["pdftotext", "-raw", "-", "-"], input=answer.content, capture_output=True, check=True
    )
    text = said.stdout.decode()
    assert "Camille Martin 0" in text
    assert "APERÇU" in text.replace(" ", "")
    assert "0000-0000-0000" in text
    assert "ni délivré, ni scellé" in text.replace("\xa0", " ")
    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        assert "/AcroForm" not in opened.Root
        assert not opened.attachments
    assert not Award.objects.exists()
    assert not storage.exists()


def test_preview_of_who_lacks_something_says_what(
    cohort: Cohort, enrolment: Enrolment, tarik: Any, signed_in: SignIn
) -> None:
    url = cohort_url("cohort_preview", cohort, KIND, enrolment.uuid)
    page = main_of(signed_in(tarik).get(url, follow=True))
    assert "message--error" in page
    assert "Lire la leçon" in page.split("</ul>", 1)[0].split('class="messages"')[1]


# ZIP ---------------------------------------------------------------------------------------------


def _zip(browser: Client, cohort: Cohort) -> ZipFile:
    answer = browser.get(cohort_url("cohort_archive", cohort))
    assert answer.streaming  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/zip"
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def test_archive_holds_the_very_bytes_under_unique_names(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn, tmp_path: Any
) -> None:
    people = completed(course, 2, now=now)
    get_user_model().objects.update(certificate_name="Camille Martin")
    for one in people:
        one.person.refresh_from_db()  # type: ignore[union-attr]
    awards = grant_all(people, kind_of(KIND), now=now)
    made = [issue_award(award.uuid, now=now) for award in awards]
    archive = _zip(signed_in(tarik), cohort)
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(set(names)) == 2
    assert all("camille-martin" in name and name.endswith(".pdf") for name in names)
    kept = {read(award.file) for award in made if award}
    assert {archive.read(name) for name in names} == kept
    # Another program reads it too.
    path = tmp_path / "a.zip"
    path.write_bytes(
        b"".join(signed_in(tarik).get(cohort_url("cohort_archive", cohort)).streaming_content)
    )  # type: ignore[attr-defined]
    assert run(["unzip", "-tq", str(path)], capture_output=True, check=False).returncode == 0


def test_archive_names_the_missing_and_the_altered_and_stays_whole(
    course: Course, cohort: Cohort, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    awards = grant_all(completed(course, 3, now=now), kind_of(KIND), now=now)
    gone, altered, fine = [issue_award(award.uuid, now=now) for award in awards]
    assert gone is not None
    assert altered is not None
    assert fine is not None
    storage = document_storage()
    storage.delete(gone.file)
    with Path(storage.path(altered.file)).open("ab") as file:
        file.write(b"\n")
    archive = _zip(signed_in(tarik), cohort)
    assert archive.testzip() is None
    assert len(archive.namelist()) == 2
    text = archive.read("MANQUANTS.txt").decode()
    assert gone.number in text
    assert altered.number in text
    assert fine.number not in text


def test_archive_leaves_out_what_no_longer_counts(
    cohort: Cohort, issued: Award, tarik: Any, now: datetime, signed_in: SignIn
) -> None:
    new = replace_award(issued, by=tarik, because="Logo", now=now)
    assert signed_in(tarik).get(cohort_url("cohort_archive", cohort)).status_code == 404
    issue_award(new.uuid, now=now)
    (name,) = _zip(signed_in(tarik), cohort).namelist()
    assert new.number.lower() in name
