"""The whole check: the command, what it tells, what it needs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.interchange.checking.running import check_folder
from courses.interchange.loading import SHIPPED
from tests.courses.interchange.checking.sound import COURSE, LESSON_UN, QUIZ_UN, Sound


def _run(sound: Sound) -> str:
    out = StringIO()
    call_command("check_content", sound.root, stdout=out)
    return out.getvalue()


def test_a_sound_folder_has_no_problem(sound: Sound) -> None:
    assert _run(sound) == "Aucun problème : 4 leçons, 8 questions contrôlées.\n"


def test_a_sound_folder_loads(sound: Sound, db: None) -> None:
    assert sound.load().slug == "petite"


def test_every_problem_is_told_by_file_and_line(sound: Sound) -> None:
    sound.edit(LESSON_UN, "### Une sous", "#### Une sous")
    sound.add("> Sans marque.")
    sound.edit(QUIZ_UN, ", feedback: Non.", "")
    out = StringIO()
    with pytest.raises(CommandError, match="3 problèmes dans 2 fichiers"):
        call_command("check_content", sound.root, stdout=out)
    skipped, quoted = sound.line(LESSON_UN, "#### Une"), sound.line(LESSON_UN, "> Sans")
    third = sound.line(QUIZ_UN, "text: Troisième")
    assert out.getvalue() == (
        f"{LESSON_UN}, ligne {skipped} : niveau de titre sauté : 4 après 2\n"
        f"{LESSON_UN}, ligne {quoted} : bloc de citation sans marque : "
        "/// source, ailleurs ou lecture\n"
        f"{QUIZ_UN}, ligne {third} : « c » n'a pas de commentaire\n"
    )


def test_files_that_cannot_be_read_hide_no_other(sound: Sound) -> None:
    sound.write("knowledge/statements.yaml", "source: [")
    sound.edit(COURSE, "format: mooc", "format: autre")
    sound.write("modules/petit-second/petite-trois.md", b"\xff")
    sound.edit(QUIZ_UN, "- id: seule\n", "- id: seule\n    cle: inconnue\n")
    sound.add("> Sans marque.")
    assert [one.split(" : ")[0].split(",")[0] for one in sound.told()] == [
        COURSE,
        "knowledge/statements.yaml",
        LESSON_UN,
        QUIZ_UN,
        "modules/petit-second/petite-trois.md",
    ]


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="dossier introuvable"):
        call_command("check_content", "nulle-part")


def test_an_empty_folder_is_told_file_by_file(sound: Sound) -> None:
    report = check_folder(sound.root / "vide")
    assert "knowledge/sources.yaml : fichier introuvable" in map(str, report.problems)


@pytest.mark.content
def test_the_shipped_content_has_no_problem() -> None:
    """Wrong content alone makes this fail: `manage.py check_content` says where."""
    assert [str(problem) for problem in check_folder(SHIPPED).problems] == []
