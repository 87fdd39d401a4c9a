"""Small accompanied courses, one of each format, for tests of what they promise."""

from tests.courses.small import Folder

LESSON = """\
---
id: {id}
title: Document {id}
minutes: 10
---
Bonjour.
"""
FORM = """\
id: carte
      title: Une carte
      text: "Avec *soin*."
      fields:
        - {id: qui, label: "Qui ?", kind: text, help: "Un *nom*."}
        - {id: forme, label: Forme, kind: choice, options: [une, deux]}
        - {id: lien, label: Liens, kind: table, columns: [de, vers]}
"""
STAGES = {
    "avant": "kind: before\n  offset_days: -15\n  activity: Se préparer.\n  trace: Une fiche.",
    "matin": (
        'kind: half_day\n  day: 1\n  part: morning\n  starts: "09:00"\n  ends: "12:30"\n'
        f"  activity: Une carte.\n  trace: Une signature.\n  documents:\n    - {FORM}"
    ),
    "soir": (
        'kind: half_day\n  day: 2\n  part: afternoon\n  starts: "14:00"\n  ends: "17:30"\n'
        "  activity: Un tableau.\n  trace: Une autre."
    ),
    "apres": "kind: after\n  offset_days: 90\n  until_days: 180\n  activity: Revoir.",
    "mois": (
        "kind: month\n  month: 3\n  phase: do\n  session: {id: s2, title: Session 2}\n"
        f"  deliverable:\n      {FORM.strip()}\n"
        '  journal: ["Et vous ?"]\n  mentor: {id: p3, title: Un point, text: "Faire."}'
    ),
    "seance": (
        "kind: session\n  minutes: 90\n  extended_minutes: 120\n  trace: Un avis.\n  moments:\n"
        "    - {id: accueil, from: 0, to: 10, title: Accueil, text: Bonjour.}\n"
        "    - {id: suite, from: 10, to: 90, title: Suite, cites: [A902]}"
    ),
}
PROGRAMMES = {
    "formaction": """\
programme:
  hours: 14
  individual_hours: 1
  group: {min: 8, max: 12, text: "personnes, en *binômes*"}
  note: "Le programme est **nôtre**."
  deliverable:
    id: feuille
    title: Une feuille
    fields: [{id: un, label: Un, kind: long}]
  rubric:
    id: grille
    title: Notre grille
    scale: 3
    pass: 10
    criteria: [{id: clarte, title: Clarté, levels: [rien, peu, assez, tout]}]
requires: {modules: [petit-premier]}
""",
    "experience": """\
programme:
  months: 9
  follow_up: [{id: t0, month: 0, title: "T0", text: Commencer., questions: ["Tenu ?"]}]
""",
    "awareness": "programme: {minutes: 90}\n",
}
HELD = {
    "formaction": ["avant", "matin", "soir", "apres"],
    "experience": ["mois"],
    "awareness": ["seance"],
}


def write_accompanied(folder: Folder) -> None:
    """One course of each accompanied format, beside the small one."""
    for format_, names in HELD.items():
        for name in names:
            folder.write(f"modules/{name}/{name}-lu.md", LESSON.format(id=f"{name}-lu"))
            folder.write(
                f"modules/{name}/module.yaml",
                f"id: {name}\ntitle: Étape {name}\nsummary: Le résumé.\n"
                f"stage:\n  {STAGES[name]}\nlessons: [{name}-lu]\n",
            )
        modules = "".join(f"  - id: {name}\n" for name in names)
        folder.write(
            f"courses/{format_}.yaml",
            f"id: accompagnee-{format_}\ntitle: Avec {format_}\nsummary: Résumé.\n"
            f"format: {format_}\naims: [Faire]\nquiz_percent: 70\n{PROGRAMMES[format_]}"
            f"modules:\n{modules}",
        )
