"""What a load did, in French sentences: for the command that ran it."""

from collections.abc import Iterator

from courses.catalogue.depending import DependingLesson, dependants_of
from courses.interchange.comparing import Prefer
from courses.interchange.loaded import Changes, ContentConflict, Loaded, LoadedCourse, changes_of
from courses.knowledge.models import Finding

INDENT = "  "


def told(loaded: Loaded) -> Iterator[str]:
    """One line a course, their sum, what the site kept, and what is to be read again."""
    for one in loaded.courses:
        yield _told_of_course(one)
    if len(loaded.courses) > 1 and any(one.is_changed for one in loaded.courses):
        yield f"Au total : {_counted(changes_of(loaded.courses))}."
    if loaded.kept:
        yield "Le site est en avance sur ces fichiers, qui n'ont pas été repris :"
        yield from (f"{INDENT}{name}" for name in sorted(loaded.kept))
    yield from _to_read_again(loaded.changed_findings)


def _told_of_course(one: LoadedCourse) -> str:
    name = f"{one.course.slug} : version {one.version.number}"
    if not one.is_changed:
        return f"{name}, inchangée{_state(one)}"
    return f"{name}{_state(one)} ({_counted(changes_of([one]))})"


def _state(one: LoadedCourse) -> str:
    if one.is_published:
        return "" if not one.is_changed else ", publiée"
    if one.drafts:
        return f", non publiée : {one.drafts} brouillon(s) du site à publier ou à reprendre d'abord"
    return ", non publiée"


def _counted(changes: Changes) -> str:
    rewritten, added, withdrawn = changes.rewritten, changes.added, changes.withdrawn
    return (
        f"{rewritten} leçon{_s(rewritten)} réécrite{_s(rewritten)}, "
        f"{added} ajoutée{_s(added)}, {withdrawn} retirée{_s(withdrawn)}"
    )


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def _to_read_again(codes: list[str]) -> Iterator[str]:
    for finding in Finding.objects.whole().filter(code__in=codes):
        yield f"{finding.code} a changé (« {finding.title} ») ; à relire :"
        dependants = dependants_of(finding)
        yield from (f"{INDENT}{_told_of_dependant(one)}" for one in dependants)
        if not dependants:
            yield f"{INDENT}aucune leçon n'en dépend"


def _told_of_dependant(one: DependingLesson) -> str:
    parts = [one.version.lesson.slug]
    if one.passages:
        parts.append(f"passages {', '.join(one.passages)}")
    if one.questions:
        parts.append(f"questions {', '.join(one.questions)}")
    return " ; ".join(parts)


def told_of_conflict(conflict: ContentConflict) -> Iterator[str]:
    """The two texts of each file, one against the other, and how to decide."""
    count = len(conflict.conflicts)
    yield (
        f"{count} fichier{_s(count)} et le site ont changé chacun de leur côté : "
        "rien n'a été écrit."
    )
    for name, one in sorted(conflict.conflicts.items()):
        yield f"\n{name}"
        yield from one.diff()
    yield (
        f"\nPour décider : --prefer {Prefer.FILE} garde ce qu'écrivent les fichiers, "
        f"--prefer {Prefer.SITE} ce qu'écrit le site. L'autre texte reste dans l'historique."
    )
