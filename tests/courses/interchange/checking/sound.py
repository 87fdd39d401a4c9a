"""The small folder made sound: nothing to say of it, until a test breaks one thing."""

from hashlib import sha256
from pathlib import Path

from courses.interchange.checking.running import check_folder
from tests.courses.small import (
    COURSE,
    FILES,
    LESSON_UN,
    QUIZ_DEUX,
    QUIZ_UN,
    Folder,
)
from tests.courses.small import SOURCE as SMALL_SOURCE

MODAL = "Les alliances peuvent créer la confiance et faciliter l'engagement des personnes"
SOURCE = f"{SMALL_SOURCE}{MODAL}\n3 dynamiques en territoire\n500 organisations bénéficiaires\n"
STATEMENTS = "knowledge/statements.yaml"
SOURCES = "knowledge/sources.yaml"
FINDINGS = "knowledge/findings.yaml"
MODULE = "modules/petit-premier/module.yaml"
LESSON_DEUX = "modules/petit-premier/petite-deux.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0 9 9"/></svg>\n'
WORDS = " ".join(["mot"] * 510)

MORE_STATEMENTS = f"""\
  - code: A904
    lines: [7, 7]
    kind: thesis
    text: "{MODAL}"
  - code: A905
    lines: [8, 8]
    kind: thesis
    text: "3 dynamiques en territoire"
    lost: "le nom des trois dynamiques"
  - code: A906
    lines: [9, 9]
    kind: fact
    text: "500 organisations bénéficiaires"
    note: "Chiffre de 2017."
"""
LESSON = f"""\
---
id: petite-un
title: Leçon un
minutes: 10
findings: [R901]
journal: "Et vous ?"
---
Texte de la leçon.

/// source | A902
///

## Une section

{WORDS}

/// ailleurs | B901
Autre chose.
///

/// schema | un-trait
///

### Une sous-section

Le reste.

/// lecture | C901
Notre lecture.
///

## À vous : agir

Faites.

Fin.
"""
ASKED = """\
id: petite-un
title: Questionnaire un
questions:
  - id: seule
    kind: single
    prompt: Que dit la source des alliances ?
    cites: [A904]
    choices:
      - id: oui
        text: Qu'elles peuvent créer la confiance
        correct: true
        feedback: Exact.
      - id: non
        text: Qu'elles créent la confiance
        feedback: Relisez.
    explanation: La source a ce verbe.
  - id: plusieurs
    kind: multiple
    prompt: Lesquelles ?
    cites: [A903, B901]
    choices:
      - {id: a, text: Première, correct: true, feedback: Oui.}
      - {id: b, text: Deuxième, correct: true, feedback: Oui.}
      - {id: c, text: Troisième, feedback: Non.}
  - id: vrai
    kind: true_false
    prompt: "Les alliances peuvent faciliter l'engagement."
    cites: [A904, C901]
    answer: true
    feedback: {"true": Oui., "false": Relisez.}
  - id: paires
    kind: matching
    prompt: Reliez.
    cites: [A904]
    pairs:
      - {id: alliances, left: Les alliances, right: peuvent créer la confiance, feedback: Oui.}
      - {id: chien, left: Un chien, right: Il aboie, feedback: Oui.}
    distractors:
      - {id: rien, text: Il se tait}
  - id: ordre
    kind: ordering
    prompt: Rangez.
    cites: [A902]
    items:
      - {id: premier, text: D'abord, feedback: Oui.}
      - {id: dernier, text: Enfin, feedback: Oui.}
"""
ASKED_TOO = """\
id: petite-deux
title: Questionnaire deux
questions:
""" + "".join(
    f"""\
  - id: question-{number}
    kind: true_false
    prompt: "Est-ce vrai ?"
    cites: [A902]
    answer: true
    feedback: {{"true": Oui., "false": Non.}}
"""
    for number in (1, 2, 3)
)
SHORT = f"""\
---
id: %s
title: Une leçon
minutes: 20
journal: "Et vous ?"
---
{WORDS}

## À vous

Faites.
"""
SOUND = {
    "knowledge/petite.txt": SOURCE,
    SOURCES: FILES[SOURCES].replace(
        sha256(SMALL_SOURCE.encode()).hexdigest(), sha256(SOURCE.encode()).hexdigest()
    ),
    STATEMENTS: FILES[STATEMENTS] + MORE_STATEMENTS,
    LESSON_UN: LESSON,
    QUIZ_UN: ASKED,
    LESSON_DEUX: SHORT % "petite-deux",
    QUIZ_DEUX: ASKED_TOO,
    "modules/petit-second/petite-trois.md": SHORT % "petite-trois",
    "diagrams/un-trait.svg": SVG,
    "diagrams/un-trait.md": "# Un trait\n\nUn trait va d'un coin à l'autre.\n",
}
__all__ = ["COURSE", "LESSON_UN", "QUIZ_DEUX", "QUIZ_UN"]


class Sound(Folder):
    def __init__(self, root: Path) -> None:
        super().__init__(root)
        for name, text in SOUND.items():
            self.write(name, text)

    def add(self, text: str, *, to: str = LESSON_UN) -> None:
        """Put this at the end of a section of a lesson, or of a file."""
        self.edit(to, "Fin.\n", f"{text}\n\nFin.\n")

    def replace_source(self, old: str, new: str) -> None:
        """Another document, described as it is."""
        self.write("knowledge/petite.txt", text := SOURCE.replace(old, new))
        self.edit(SOURCES, sha256(SOURCE.encode()).hexdigest(), sha256(text.encode()).hexdigest())

    def line(self, name: str, words: str) -> int:
        """The line of a file that holds these words, once."""
        lines = (self.root / name).read_text(encoding="utf-8").split("\n")
        found = [number for number, line in enumerate(lines, start=1) if words in line]
        assert len(found) == 1, f"{words!r} stands on {found} in {name}"
        return found[0]

    def told(self) -> list[str]:
        return [str(problem) for problem in check_folder(self.root).problems]

    def tells(self, name: str, words: str, told: str) -> None:
        """One problem, in this file, at the line of these words, told in these words."""
        where = f"{name}, ligne {self.line(name, words)} : "
        assert [one.startswith(where) and told in one for one in self.told()] == [True], self.told()
