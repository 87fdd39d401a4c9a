"""What is to be read again when a finding changes."""

from courses.catalogue.depending import dependants_of
from courses.catalogue.models import Course
from courses.interchange.loading import load_content
from courses.knowledge.models import Finding
from tests.courses.small import LESSON_UN, NOW, QUIZ_DEUX, Folder

FINDINGS = "knowledge/findings.yaml"


def _dependants() -> dict[str, tuple[bool, tuple[str, ...], tuple[str, ...]]]:
    found = dependants_of(Finding.objects.get(code="R901"))
    return {one.version.lesson.slug: (one.is_earlier, one.passages, one.questions) for one in found}


def test_dependants_are_lessons_with_their_passages_and_questions(small: Course) -> None:
    assert _dependants() == {
        "petite-un": (False, ("source-a902",), ("seule", "plusieurs", "paires", "ordre")),
        "petite-deux": (False, (), ("une", "deux")),
    }


def test_a_lesson_written_before_the_finding_changed_is_earlier(
    small: Course, folder: Folder
) -> None:
    (folder.root / "courses/petite.yaml").unlink()
    folder.edit(FINDINGS, "title: Un résultat", "title: Un autre résultat")
    load_content(folder.root, now=NOW)
    assert {slug: one[0] for slug, one in _dependants().items()} == {
        "petite-un": True,  # it names the finding
        "petite-deux": False,
    }


def test_a_lesson_read_again_is_up_to_date(small: Course, folder: Folder) -> None:
    folder.edit(FINDINGS, "title: Un résultat", "title: Un autre résultat")
    folder.edit(LESSON_UN, "Fin.", "Relu.")
    folder.load(NOW)
    assert not _dependants()["petite-un"][0]


def test_a_question_that_no_longer_rests_on_it_is_forgotten(small: Course, folder: Folder) -> None:
    text = (folder.root / QUIZ_DEUX).read_text(encoding="utf-8")
    folder.write(QUIZ_DEUX, text.replace("[A902]", "[C901]"))
    folder.load(NOW)
    assert list(_dependants()) == ["petite-un"]
