"""A very small folder of content, for tests that break it, change it, publish it again."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from courses.catalogue.models import Course
from courses.interchange.loading import load_content

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

SOURCE = "# Titre perdu\n\n**Un** fait   daté.\n- Une thèse :\n  sur deux lignes\nFin\n"
FILES = {
    "knowledge/petite.txt": SOURCE,
    "knowledge/sources.yaml": f"""\
sources:
  - id: petite-source
    title: Petite source
    publisher: Personne
    published_on: 2017-11-23
    file: petite.txt
    sha256: {sha256(SOURCE.encode()).hexdigest()}
    licence: libre
""",
    "knowledge/statements.yaml": """\
source: petite-source
statements:
  - code: A901
    lines: [1, 1]
    kind: heading
    text: "# Titre perdu"
  - code: A902
    lines: [3, 3]
    kind: fact
    text: "Un fait daté."
  - code: A903
    lines: [4, 5]
    kind: thesis
    text: "Une thèse : sur deux lignes"
""",
    "knowledge/references.yaml": """\
references:
  - code: B901
    title: Ailleurs
    says: Autre chose.
    url: "https://exemple.fr/page"
""",
    "knowledge/decisions.yaml": """\
decisions:
  - code: C901
    title: Choisir
    text: Nous avons choisi.
""",
    "knowledge/findings.yaml": """\
findings:
  - code: R901
    title: Un résultat
    statements: [A903, A902]
    status: thesis
    axis: qualify
    prisms: [actors]
    complements: [B901]
""",
    "courses/petite.yaml": """\
id: petite
title: Petite formation
summary: Trois modules.
format: mooc
aims: [Apprendre]
quiz_percent: 70
modules:
  - id: petit-accueil
    required: false
  - id: petit-premier
  - id: petit-second
    required: true
""",
    "modules/petit-accueil/module.yaml": """\
id: petit-accueil
title: Accueil
lessons: [petite-zero]
""",
    "modules/petit-accueil/petite-zero.md": """\
---
id: petite-zero
title: Leçon zéro
minutes: 2
---
Bonjour.
""",
    "modules/petit-premier/module.yaml": """\
id: petit-premier
title: Premier
lessons:
  - petite-un
  - petite-deux
""",
    "modules/petit-premier/petite-un.md": """\
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

Fin.
""",
    "modules/petit-premier/petite-un.quiz.yaml": """\
id: petite-un
title: Questionnaire un
questions:
  - id: seule
    kind: single
    prompt: Laquelle ?
    cites: [A902]
    choices:
      - id: oui
        text: La bonne
        correct: true
        feedback: Exact.
      - id: non
        text: La mauvaise
        feedback: Relisez.
  - id: plusieurs
    kind: multiple
    prompt: Lesquelles ?
    cites: [A903, B901]
    choices:
      - {id: a, text: Première, correct: true}
      - {id: b, text: Deuxième, correct: true}
      - {id: c, text: Troisième}
  - id: vrai
    kind: true_false
    prompt: "Vrai ?"
    cites: [C901]
    answer: true
  - id: paires
    kind: matching
    prompt: Reliez.
    cites: [A902]
    pairs:
      - {id: chat, left: Un chat, right: Il miaule}
      - {id: chien, left: Un chien, right: Il aboie}
    distractors:
      - {id: rien, text: Il se tait}
  - id: ordre
    kind: ordering
    prompt: Rangez.
    cites: [A902]
    items:
      - {id: premier, text: D'abord}
      - {id: deuxieme, text: Ensuite}
      - {id: dernier, text: Enfin}
""",
    "modules/petit-premier/petite-deux.md": """\
---
id: petite-deux
title: Leçon deux
minutes: 20
---
Autre texte.
""",
    "modules/petit-premier/petite-deux.quiz.yaml": """\
id: petite-deux
title: Questionnaire deux
layout: one
questions:
  - id: une
    kind: true_false
    prompt: "Est-ce faux ?"
    cites: [A902]
    answer: false
  - id: deux
    kind: true_false
    prompt: "Est-ce vrai ?"
    cites: [A902]
    answer: true
""",
    "modules/petit-second/module.yaml": """\
id: petit-second
title: Second
lessons: [petite-trois]
""",
    "modules/petit-second/petite-trois.md": """\
---
id: petite-trois
title: Leçon trois
minutes: 35
---
Dernier texte.
""",
}
LESSON_UN = "modules/petit-premier/petite-un.md"
QUIZ_UN = "modules/petit-premier/petite-un.quiz.yaml"
QUIZ_DEUX = "modules/petit-premier/petite-deux.quiz.yaml"
COURSE = "courses/petite.yaml"


class Folder:
    """The folder on disk; each change says what it replaces."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        (self.root / name).unlink()

    def load(self, now: datetime = NOW, *, publish: bool = True) -> Course:
        """Every course of the folder; the small one is returned."""
        courses = load_content(self.root, now=now, publish=publish)
        return next(one for one in courses if one.slug == "petite")
