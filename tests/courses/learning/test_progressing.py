"""Facts kept once, and what they complete."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from courses.assessment.models import QuizVersion
from courses.attempts.attempting import Sheet, keep_answers, start_attempt
from courses.catalogue.outline import LessonPlace
from courses.enrolment.enrolling import leave
from courses.enrolment.models import Enrolment
from courses.learning.completing import complete_what_is_earned
from courses.learning.formats import format_of, missing
from courses.learning.journaling import write_entry
from courses.learning.models import (
    Completion,
    JournalEntry,
    LessonProgress,
    ModuleCompletion,
    Position,
)
from courses.learning.progressing import hand_in, mark_read, move_to
from courses.learning.standing import standing_of
from courses.signals import course_completed
from tests.courses.small import LESSON_UN, NOW, Folder
from tests.learners import complete_course, fail_quiz, pass_quiz

LATER = NOW + timedelta(days=1)


def _place(enrolment: Enrolment, slug: str) -> LessonPlace:
    found = standing_of(enrolment).outline.find(slug)
    assert found is not None
    return found[1]


def _fresh(enrolment: Enrolment) -> Enrolment:
    found: Enrolment = Enrolment.objects.with_course().get(pk=enrolment.pk)
    return found


def test_mark_read_twice_keeps_the_first_date_and_version(
    follower: Enrolment, folder: Folder
) -> None:
    first = _place(follower, "petite-un")
    mark_read(follower, first, now=NOW)
    folder.edit(LESSON_UN, "Fin.", "Suite.")
    folder.load(LATER)
    again = _fresh(follower)
    mark_read(again, _place(again, "petite-un"), now=LATER)
    fact = LessonProgress.objects.get()
    assert (fact.read_at, fact.lesson_version_id) == (NOW, first.version)


def test_the_last_fact_completes_the_course_once(follower: Enrolment) -> None:
    *others, last = standing_of(follower).required
    for place in others:
        assert mark_read(follower, place, now=NOW).completion is None
        if place.quiz:
            pass_quiz(follower, place, now=NOW)
    assert not Completion.objects.exists()
    completion = mark_read(follower, last, now=LATER).completion
    assert completion is not None
    assert completion.completed_at == LATER
    assert completion.course_version == follower.course.current
    assert completion.rule == "mooc-1"
    assert {len(completion.evidence[one]) for one in ("lessons", "scores")} == {64}
    assert (completion.evidence["lesson_count"], completion.evidence["minutes"]) == (3, 65)
    assert mark_read(follower, last, now=LATER).completion is None
    assert Completion.objects.count() == 1


def test_a_questionnaire_may_be_the_last_fact(follower: Enrolment) -> None:
    *others, last = [place for place in standing_of(follower).required if place.quiz]
    for place in standing_of(follower).required:
        mark_read(follower, place, now=NOW)
    for place in others:
        pass_quiz(follower, place, now=NOW)
    assert not Completion.objects.exists()
    pass_quiz(follower, last, now=LATER)
    assert Completion.objects.get().completed_at == LATER


def test_evidence_depends_on_what_was_read_and_scored(follower: Enrolment) -> None:
    first = format_of(follower).evidence(follower)
    mark_read(follower, _place(follower, "petite-un"), now=NOW)
    second = format_of(follower).evidence(follower)
    pass_quiz(follower, _place(follower, "petite-un"), now=NOW)
    third = format_of(follower).evidence(follower)
    assert first["lessons"] != second["lessons"] == third["lessons"]
    assert first["scores"] == second["scores"] != third["scores"]


def test_hours_are_those_of_what_was_required(follower: Enrolment) -> None:
    assert format_of(follower).hours(follower) == 65 / 60


def test_modules_are_completed_one_by_one_and_keep_their_date(follower: Enrolment) -> None:
    mark_read(follower, _place(follower, "petite-trois"), now=NOW)
    done = ModuleCompletion.objects.get()
    assert (done.module.slug, done.completed_at, done.rule) == ("petit-second", NOW, "mooc-1")
    complete_course(follower, now=LATER)
    dates = dict(ModuleCompletion.objects.values_list("module__slug", "completed_at"))
    assert dates == {"petit-second": NOW, "petit-premier": LATER}


def test_an_optional_module_is_not_completed(follower: Enrolment) -> None:
    mark_read(follower, _place(follower, "petite-zero"), now=NOW)
    assert not ModuleCompletion.objects.exists()


def test_course_completed_is_heard_in_the_same_transaction(follower: Enrolment) -> None:
    heard: list[Completion] = []

    def listen(completion: Completion, **_kwargs: Any) -> None:
        heard.append(completion)
        raise ValueError("plus tard")

    course_completed.connect(listen)
    try:
        with pytest.raises(ValueError, match="plus tard"), transaction.atomic():
            complete_course(follower, now=NOW)
    finally:
        course_completed.disconnect(listen)
    assert len(heard) == 1
    assert not Completion.objects.exists()
    complete_course(follower, now=LATER)
    assert len(heard) == 1
    assert Completion.objects.get().completed_at == LATER


def test_what_was_earned_stays_when_the_course_changes(follower: Enrolment, folder: Folder) -> None:
    complete_course(follower, now=NOW)
    folder.edit("modules/petit-premier/module.yaml", "  - petite-un\n", "")
    folder.edit("courses/petite.yaml", "quiz_percent: 70", "quiz_percent: 100")
    folder.load(LATER)
    assert complete_what_is_earned(_fresh(follower), now=LATER).completion is None
    assert Completion.objects.get().completed_at == NOW
    assert ModuleCompletion.objects.count() == 2
    leave(follower, now=LATER)
    assert Completion.objects.count() == 1


def test_nothing_is_earned_when_nothing_required_remains_of_the_course(
    follower: Enrolment, folder: Folder
) -> None:
    for module, slug in (("premier", "un"), ("premier", "deux"), ("second", "trois")):
        lesson = f"modules/petit-{module}/petite-{slug}.md"
        folder.edit(lesson, f"id: petite-{slug}", f"id: neuve-{slug}")
        folder.edit(f"modules/petit-{module}/module.yaml", f"petite-{slug}", f"neuve-{slug}")
        (folder.root / lesson).rename(folder.root / lesson.replace("petite-", "neuve-"))
    folder.load(LATER)
    enrolment = _fresh(follower)
    assert standing_of(enrolment).required == ()
    assert mark_read(enrolment, _place(enrolment, "neuve-un"), now=LATER).completion is None
    assert not Completion.objects.exists()


def test_missing_says_in_one_sentence_what_each_lesson_lacks(follower: Enrolment) -> None:
    def paths() -> list[str]:
        return [one.url.split("/lecons/")[1] for one in missing([follower], NOW)[follower.pk]]

    with translation.override("fr"):
        first, _second, third = missing([follower], NOW)[follower.pk]
    assert first.sentence == (
        "Lire la leçon «\u202fLeçon un\u202f» et atteindre 70\u00a0% à son questionnaire."
    )
    assert third.sentence == "Lire la leçon «\u202fLeçon trois\u202f»."
    assert paths() == ["petite-un/", "petite-deux/", "petite-trois/"]
    mark_read(follower, _place(follower, "petite-un"), now=NOW)
    assert paths() == ["petite-un/questionnaire/", "petite-deux/", "petite-trois/"]
    pass_quiz(follower, _place(follower, "petite-un"), now=NOW)
    pass_quiz(follower, _place(follower, "petite-deux"), now=NOW)
    assert paths() == ["petite-deux/", "petite-trois/"]
    assert "70" not in missing([follower], NOW)[follower.pk][0].sentence
    complete_course(follower, now=NOW)
    assert paths() == []


def test_missing_tells_the_best_result_so_far(follower: Enrolment) -> None:
    place = _place(follower, "petite-deux")
    sheet = Sheet.of(
        start_attempt(follower, QuizVersion.objects.get(pk=place.quiz_version), now=NOW)
    )
    first, second = sheet.questions
    right = first.behaviour.right_answer(first.body)
    wrong = next(one["uuid"] for one in second.body["choices"] if not one["correct"])
    hand_in(keep_answers(sheet, {first: right, second: {"chosen": [wrong]}}, now=NOW), now=NOW)
    mark_read(follower, place, now=NOW)
    with translation.override("fr"):
        sentence = missing([follower], NOW)[follower.pk][1].sentence
    assert sentence.startswith("Atteindre 70\u00a0% au questionnaire")
    assert "50\u00a0%" in sentence


def test_steps_tell_the_enrolment_and_each_module(follower: Enrolment) -> None:
    complete_course(follower, now=LATER)
    steps = format_of(follower).steps([follower], LATER)[follower.pk]
    assert {step.at for step in steps[1:]} == {LATER}
    assert steps[0].at == NOW
    required = standing_of(follower).required
    with_quiz = [one for one in required if one.quiz is not None]
    titles = [step.title for step in steps]
    assert len([one for one in titles if one.startswith("Leçon lue")]) == len(required)
    assert len([one for one in titles if one.startswith("Questionnaire réussi")]) == len(with_quiz)
    assert len([one for one in titles if one.startswith("Module achevé")]) == 2
    assert any("Premier" in one for one in titles)


def test_steps_tell_of_a_questionnaire_the_first_time_it_was_passed(follower: Enrolment) -> None:
    place = next(one for one in standing_of(follower).required if one.quiz is not None)
    assert fail_quiz(follower, place, now=NOW).percent < 70
    for at in (LATER, LATER + timedelta(days=1)):
        pass_quiz(follower, place, now=at)
    steps = format_of(follower).steps([follower], LATER)[follower.pk]
    assert [one.at for one in steps if one.title.startswith("Questionnaire")] == [LATER]
    assert standing_of(follower).next_act == "start"


def test_a_failed_questionnaire_is_what_comes_next(follower: Enrolment) -> None:
    place = next(one for one in standing_of(follower).required if one.quiz is not None)
    mark_read(follower, place, now=NOW)
    move_to(follower, place, now=NOW)
    assert standing_of(_fresh(follower)).next_act == "pass"
    fail_quiz(follower, place, now=NOW)
    assert standing_of(_fresh(follower)).next_act == "retry"


def test_move_to_moves_both_ways_and_keeps_one_row(follower: Enrolment) -> None:
    one, two = _place(follower, "petite-un"), _place(follower, "petite-deux")
    move_to(follower, one, anchor="c-debut", now=NOW)
    move_to(_fresh(follower), two, now=LATER)
    position = Position.objects.get()
    assert (position.lesson_id, position.anchor, position.moved_at) == (two.lesson, "", LATER)
    move_to(_fresh(follower), one, anchor="c-fin", now=LATER)
    position.refresh_from_db()
    assert (position.lesson_id, position.anchor) == (one.lesson, "c-fin")


def test_move_to_the_same_lesson_keeps_its_anchor(
    follower: Enrolment, django_assert_num_queries: Any
) -> None:
    one = _place(follower, "petite-un")
    move_to(follower, one, anchor="c-milieu", now=NOW)
    again = Enrolment.objects.select_related("position").get(pk=follower.pk)
    with django_assert_num_queries(0):
        move_to(again, one, now=LATER)
    assert Position.objects.get().anchor == "c-milieu"


def test_write_entry_keeps_replaces_and_empties(follower: Enrolment) -> None:
    one, two = _place(follower, "petite-un"), _place(follower, "petite-deux")
    write_entry(follower, one, "Une note\n", now=NOW)
    write_entry(follower, two, "Autre", now=NOW)
    write_entry(follower, one, "Mieux dit", now=LATER)
    entry = JournalEntry.objects.get(lesson=one.lesson)
    assert (entry.text, entry.written_at) == ("Mieux dit", LATER)
    assert write_entry(follower, one, " \n\t", now=LATER) is None
    assert [entry.text for entry in JournalEntry.objects.all()] == ["Autre"]
