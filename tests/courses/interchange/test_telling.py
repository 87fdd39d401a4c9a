"""What a load says it did."""

from io import StringIO

from django.core.management import call_command

from courses.catalogue.models import Course
from tests.courses.small import COURSE, FILES, LESSON_UN, QUIZ_UN, Folder


def _said(folder: Folder) -> list[str]:
    out = StringIO()
    call_command("load_content", str(folder.root), stdout=out)
    return out.getvalue().splitlines()


def test_load_content_says_that_nothing_changed(small: Course, folder: Folder) -> None:
    assert _said(folder) == ["petite : version 1, inchangée"]


def test_load_content_counts_what_changed(small: Course, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.edit("modules/petit-premier/module.yaml", "  - petite-deux\n", "  - petite-neuve\n")
    lesson = FILES["modules/petit-second/petite-trois.md"]
    folder.write("modules/petit-premier/petite-neuve.md", lesson.replace("-trois", "-neuve"))
    assert _said(folder) == ["petite : version 2, publiée (1 leçon réécrite, 1 ajoutée, 1 retirée)"]


def test_load_content_adds_up_several_courses(small: Course, folder: Folder) -> None:
    other = FILES[COURSE].replace("id: petite\n", "id: autre\n")
    folder.write("courses/autre.yaml", other)
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.edit(QUIZ_UN, "La bonne", "La meilleure")
    assert _said(folder) == [
        "autre : version 1, publiée (0 leçon réécrite, 4 ajoutées, 0 retirée)",
        "petite : version 2, publiée (1 leçon réécrite, 0 ajoutée, 0 retirée)",
        "Au total : 1 leçon réécrite, 0 ajoutée, 0 retirée.",
    ]


def test_load_content_lists_what_depends_on_a_finding_that_changed(
    small: Course, folder: Folder
) -> None:
    folder.edit("knowledge/findings.yaml", "[A903, A902]", "[A902]")
    said = _said(folder)
    assert said[1:] == [
        "R901 a changé (« Un résultat ») ; à relire :",
        "  petite-deux ; questions une, deux",
        "  petite-un ; passages source-a902 ; questions seule, paires, ordre",
    ]
    assert _said(folder) == ["petite : version 2, inchangée"]
