"""Files that cannot be loaded: one error, its file, its line, a sentence in French."""

from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.catalogue.models import Course
from courses.interchange.reading import ContentError
from tests.courses.small import COURSE, LESSON_UN, QUIZ_UN, Folder

SOURCES = "knowledge/sources.yaml"
STATEMENTS = "knowledge/statements.yaml"
FINDINGS = "knowledge/findings.yaml"
REFERENCES = "knowledge/references.yaml"
DECISIONS = "knowledge/decisions.yaml"
MODULE = "modules/petit-premier/module.yaml"

SECOND_CHOICE = "      - id: non\n        text: La mauvaise\n        feedback: Relisez.\n"
REQUIRED = "  - id: petit-premier\n  - id: petit-second\n    required: true\n"
NESTED = "//// lecture\na\n\n/// lecture\nb\n///\n////"

# What is written instead of what, in which file; the line and the words of the error.
EDITS: dict[str, tuple[str, str, str, int | None, str]] = {
    "a missing key": (COURSE, "title: Petite formation\n", "", 1, "il manque « title »"),
    "two missing keys": (MODULE, "id: petit-premier\ntitle: Premier\n", "", 1, "« id », « title »"),
    "a missing key of a question": (QUIZ_UN, "    cites: [A903, B901]\n", "", 16, "« cites »"),
    "an unknown key": (COURSE, "quiz_percent", "seuil: 3\nquiz_percent", 1, "inconnue : « seuil »"),
    "an unknown key of a choice": (QUIZ_UN, "feedback: Exact.", "retour: x", 9, "« retour »"),
    "a wrong type": (COURSE, "quiz_percent: 70", "quiz_percent: beaucoup", 6, "« quiz_percent »"),
    "text for a list": (COURSE, "aims: [Apprendre]", "aims: Apprendre", 5, "« aims » doit être"),
    "too large a number": (COURSE, "quiz_percent: 70", "quiz_percent: 101", 6, "au plus 100"),
    "too small a number": (LESSON_UN, "minutes: 10", "minutes: 0", 4, "au moins 1"),
    "an unknown format": (COURSE, "format: mooc", "format: stage", 4, "« format » doit valoir"),
    "an empty text": (COURSE, "summary: Trois modules.", 'summary: ""', 3, "« summary » est vide"),
    "an identifier of another form": (MODULE, "id: petit-premier", "id: Petit", 1, "« id »"),
    "a title too long": (LESSON_UN, "title: Leçon un", f"title: {'x' * 201}", 3, "trop long"),
    "an identifier too long": (LESSON_UN, "id: petite-un", f"id: {'x' * 101}", 2, "trop long"),
    "a list too short": (QUIZ_UN, SECOND_CHOICE, "", 9, "au moins 2"),
    "the same lesson twice": (MODULE, "petite-deux", "petite-un", 4, "deux fois le même"),
    "bad YAML": (COURSE, "title: Petite formation", "title: [Petite", 3, "YAML illisible"),
    "a tab in YAML": (COURSE, "aims: [Apprendre]", "aims:\n\t- Apprendre", 6, "YAML illisible"),
    "a key written twice": (COURSE, "format: mooc", "title: Bis", 4, "« title » écrite deux fois"),
    "a key written twice in a list": (QUIZ_UN, "kind: single", "id: bis", 5, "« id » écrite deux"),
    "a key that is a list": (COURSE, "format: mooc", "? [a]\n: b", 4, "une clé est un mot"),
    "a forbidden character": (COURSE, "Petite", "Pe\x07tite", 2, "caractère interdit (U+0007)"),
    "an impossible number": (COURSE, "quiz_percent: 70", "quiz_percent: !!int x", None, "YAML"),
    "an object of Python": (COURSE, "title: Petite", "title: !!python/name:os.system", 2, "YAML"),
    "a date that does not exist": (SOURCES, "2017-11-23", "2017-13-45", 5, "n'est pas une date"),
    "words for a date": (SOURCES, "2017-11-23", "hier", 5, "n'est pas une date"),
    "a statement that does not exist": (FINDINGS, "A903", "A999", 2, "'A999' n'existe pas"),
    "a complement that does not exist": (FINDINGS, "B901", "B999", 2, "'B999' n'existe pas"),
    "a finding that does not exist": (LESSON_UN, "R901", "R999", 5, "R999 n'existe pas"),
    "a source that is not described": (STATEMENTS, "source: petite", "source: autre", 1, "décrite"),
    "a code written twice": (STATEMENTS, "code: A903", "code: A902", 11, "A902 est écrit deux"),
    "a reference without http": (REFERENCES, "https://", "javascript:", 5, "forme attendue"),
    "a decision without text": (DECISIONS, "    text: Nous avons choisi.\n", "", 2, "« text »"),
    "a quotation that differs": (STATEMENTS, "Un fait daté.", "Un fait", 10, "diffère de la"),
    "lines out of the source": (STATEMENTS, "[4, 5]", "[40, 50]", 14, "diffère de la source"),
    "a module that does not exist": (COURSE, "id: petit-second", "id: nul", 11, "« nul » n'existe"),
    "a module twice in a course": (COURSE, "petit-second", "petit-premier", 11, "écrit deux fois"),
    "no required module": (COURSE, REQUIRED, "", 8, "aucun module n'est obligatoire"),
    "a lesson without heading": (LESSON_UN, "---\nid: petite-un", "id: petite-un", 1, "l'en-tête"),
    "a lesson with an open heading": (LESSON_UN, '"\n---\n', '"\n', 1, "l'en-tête"),
    "a lesson without text": (LESSON_UN, "Texte de la leçon.\n\n/// source | A902\n///\n\nFin.\n",
                              "", 7, "le texte de la leçon manque"),
    "a lesson's identifier taken": ("modules/petit-premier/petite-deux.md", "id: petite-deux",
                                    "id: petite-un", 2, "« petite-un » est déjà pris"),
    "a module's identifier taken": ("modules/petit-second/module.yaml", "id: petit-second",
                                    "id: petit-premier", 1, "« petit-premier » est déjà pris"),
    "a questionnaire's identifier taken": ("modules/petit-premier/petite-deux.quiz.yaml",
                                           "id: petite-deux", "id: petite-un", 1, "déjà pris"),
    "a passage that cites nothing": (LESSON_UN, "| A902", "", None, "ne cite rien"),
    "a passage of an unknown code": (LESSON_UN, "| A902", "| A999", None, "A999"),
    "a passage that cites otherwise": (LESSON_UN, "| A902", "| B901", None, "ne peut pas citer"),
    "a source passage with words": (LESSON_UN, "A902\n///", "A902\nmots\n///", None, "reste vide"),
    "a passage in another": (LESSON_UN, "/// source | A902\n///", NESTED, None, "en contient un"),
    "a question's identifier taken": (QUIZ_UN, "id: plusieurs", "id: seule", 16, "deux questions"),
    "no right answer": (QUIZ_UN, "        correct: true\n", "", 4, "exactement une bonne réponse"),
    "two right answers": (QUIZ_UN, "La mauvaise", "La mauvaise\n        correct: true", 4,
                          "exactement une"),
    "a kind without its content": (QUIZ_UN, "    answer: true\n", "", 24, "il manque « answer »"),
    "an unknown kind": (QUIZ_UN, "kind: single", "kind: devinette", 5, "« kind » doit valoir"),
    "a question on a heading": (QUIZ_UN, "cites: [A903, B901]", "cites: [A901]", 16,
                                "n'est qu'un titre"),
    "a question of an unknown code": (QUIZ_UN, "cites: [C901]", "cites: [C999]", 24, "C999"),
    "two items with one identifier": (QUIZ_UN, "id: deuxieme", "id: premier", 38, "deux éléments"),
    "counterparts alike": (QUIZ_UN, "Il aboie", "Il miaule", 29, "même texte"),
}  # fmt: skip


def _rows() -> dict[str, int]:
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_app_config("courses").get_models()
    }


def _refused(folder: Folder) -> ContentError:
    """The error of a load; nothing of which was kept."""
    before = _rows()
    with pytest.raises(ContentError) as caught:
        folder.load()
    assert _rows() == before
    return caught.value


def test_the_folder_loads_before_anything_is_broken(db: None, folder: Folder) -> None:
    assert folder.load().current.number == 1


@pytest.mark.parametrize("name", EDITS)
def test_load_content_refuses(db: None, folder: Folder, name: str) -> None:
    file, old, new, line, words = EDITS[name]
    folder.edit(file, old, new)
    problem = _refused(folder)
    assert problem.path == folder.root / file
    assert problem.line == line
    assert words in problem.problem
    name = problem.path.name
    told = f"{problem.path.parent.name}/{name}" if name == "module.yaml" else name
    where = f"{told}, ligne {line}" if line else told
    assert str(problem) == f"{where} : {problem.problem}"


@pytest.mark.parametrize(
    ("file", "told_of", "line"),
    [
        (SOURCES, SOURCES, None),
        (STATEMENTS, STATEMENTS, None),
        (DECISIONS, DECISIONS, None),
        (LESSON_UN, LESSON_UN, None),
        ("knowledge/petite.txt", SOURCES, 6),
        (MODULE, COURSE, 10),
    ],
)
def test_load_content_refuses_a_missing_file(
    db: None, folder: Folder, file: str, told_of: str, line: int | None
) -> None:
    folder.remove(file)
    problem = _refused(folder)
    assert (problem.path, problem.line) == (folder.root / told_of, line)
    assert "introuvable" in problem.problem or "n'existe pas" in problem.problem


@pytest.mark.parametrize("file", [COURSE, MODULE, LESSON_UN, QUIZ_UN, FINDINGS])
def test_load_content_refuses_a_file_that_is_not_utf_8(db: None, folder: Folder, file: str) -> None:
    folder.write(file, (folder.root / file).read_bytes() + "# é".encode("latin-1"))
    problem = _refused(folder)
    assert problem.path == folder.root / file
    assert problem.problem == "le fichier n'est pas en UTF-8"


def test_load_content_refuses_a_source_that_is_not_utf_8(db: None, folder: Folder) -> None:
    content = "É".encode("latin-1")
    folder.write("knowledge/petite.txt", content)
    digest = sha256(content).hexdigest()
    lines = (folder.root / SOURCES).read_text(encoding="utf-8").splitlines()
    lines[6] = f"    sha256: {digest}"
    folder.write(SOURCES, "\n".join(lines))
    problem = _refused(folder)
    assert problem.path.name == "petite.txt"
    assert problem.problem == "le fichier n'est pas en UTF-8"


@pytest.mark.parametrize("file", [COURSE, MODULE, QUIZ_UN, FINDINGS])
@pytest.mark.parametrize("text", ["", "# rien\n", "- un\n- deux\n", "mot"])
def test_load_content_refuses_a_file_that_is_no_mapping(
    db: None, folder: Folder, file: str, text: str
) -> None:
    folder.write(file, text)
    problem = _refused(folder)
    assert problem.path == folder.root / file
    assert "le fichier doit être de type object" in problem.problem


def test_load_content_refuses_two_courses_with_one_identifier(db: None, folder: Folder) -> None:
    folder.write("courses/petite2.yaml", (folder.root / COURSE).read_bytes())
    problem = _refused(folder)
    assert (problem.path.name, problem.line) == ("petite2.yaml", 1)
    assert "« petite » est déjà pris" in problem.problem


def test_load_content_tells_the_first_problem_of_a_file(db: None, folder: Folder) -> None:
    folder.edit(COURSE, "quiz_percent: 70", "quiz_percent: x")
    folder.edit(COURSE, "title: Petite formation", 'title: ""')
    assert _refused(folder).line == 2


def test_a_failure_leaves_what_was_loaded_before(small: Any, folder: Folder) -> None:
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.edit("modules/petit-second/petite-trois.md", "minutes: 35", "minutes: -1")
    _refused(folder)
    small.refresh_from_db()
    assert small.current.number == 1


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_load_content_reads_the_line_ends_of_any_system(
    db: None, folder: Folder, ending: str
) -> None:
    text = (folder.root / LESSON_UN).read_text(encoding="utf-8")
    folder.write(LESSON_UN, text.replace("\n", ending))
    assert folder.load().current.number == 1


def test_load_content_reads_a_file_with_a_byte_order_mark(db: None, folder: Folder) -> None:
    for file in (LESSON_UN, COURSE):
        folder.write(file, b"\xef\xbb\xbf" + (folder.root / file).read_bytes())
    assert folder.load().current.number == 1


def test_the_command_loads_and_says_what(db: None, folder: Folder) -> None:
    out = StringIO()
    call_command("load_content", str(folder.root), stdout=out)
    added = "0 leçon réécrite, 4 ajoutées, 0 retirée"
    assert out.getvalue() == f"petite : version 1, publiée ({added})\n"


def test_the_command_writes_a_draft_without_publishing(db: None, folder: Folder) -> None:
    out = StringIO()
    call_command("load_content", str(folder.root), "--draft", stdout=out)
    assert "petite : version 1, non publiée" in out.getvalue()
    assert not Course.objects.get(slug="petite").current


def test_the_command_says_what_is_wrong_and_where(db: None, folder: Folder) -> None:
    folder.edit(COURSE, "title: Petite formation\n", "")
    with pytest.raises(CommandError, match=r"petite\.yaml, ligne 1 : il manque « title »"):
        call_command("load_content", str(folder.root))
