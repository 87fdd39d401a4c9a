"""Who may sign, counter-sign, correct, see; and what operators see."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from courses.attendance.access import (
    may_correct,
    may_countersign,
    may_run,
    may_see_sheet,
    may_sign,
)
from courses.attendance.models import Meeting, PaperSheet, Signature
from courses.enrolment.models import Role
from tests.attending import Room, person


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        # sign, counter-sign, run, correct Bilal, see the sheet
        ("learner", (True, False, False, False, False)),
        ("trainer", (False, True, True, True, True)),
        ("course trainer", (False, True, True, True, True)),
        ("mentor", (False, True, True, True, True)),
        ("organiser", (False, False, True, True, True)),
        ("author", (False, False, False, False, False)),
        ("staff", (False, False, True, True, True)),
        ("trainer elsewhere", (False, False, False, False, False)),
        ("nobody", (False, False, False, False, False)),
    ],
)
def test_who_may(
    room: Room, awareness: Room, adele: Any, who: str, expected: tuple[bool, ...]
) -> None:
    other, course = person("Salomé Roy"), room.cohort.course
    people = {
        "learner": room.learners[0].person,
        "trainer": room.trainer,
        "organiser": room.organiser,
        "staff": adele,
        "trainer elsewhere": awareness.trainer,
        "nobody": AnonymousUser(),
    }
    if who == "mentor":
        Role.objects.create(person=other, kind=who, cohort=room.cohort)
    if who in {"author", "course trainer"}:
        kind = who.removeprefix("course ")
        Role.objects.create(person=other, kind=kind, course=course)
    user, bilal = people.get(who, other), room.learners[1]
    assert (
        may_sign(user, room.first),
        may_countersign(user, room.first),
        may_run(user, room.cohort),
        may_correct(user, room.first, bilal),
        may_see_sheet(user, room.first),
    ) == expected


def test_nobody_corrects_their_own_presence(room: Room, adele: Any) -> None:
    place = room.learners[0]
    Role.objects.create(person=place.person, kind=Role.Kind.TRAINER, cohort=room.cohort)
    assert not may_correct(place.person, room.first, place)
    assert may_correct(place.person, room.first, room.learners[1])


@pytest.mark.parametrize("model", [Meeting, PaperSheet, Signature])
def test_operators_look_and_change_nothing(room: Room, adele: Any, rf: Any, model: Any) -> None:
    line = room.sign(room.learners[0], room.first)
    request = rf.get("/")
    request.user = adele
    screen = admin.site._registry[model]
    assert screen.has_view_permission(request)
    assert not screen.has_add_permission(request)
    assert not screen.has_change_permission(request)
    assert not screen.has_delete_permission(request)
    browser = Client()
    browser.force_login(adele)
    name = model._meta.model_name
    assert browser.get(reverse(f"admin:courses_{name}_changelist")).status_code == 200
    if model is Signature:
        page = browser.get(reverse(f"admin:courses_{name}_change", args=[line.pk]))
        assert page.status_code == 200
        assert line.salt not in page.content.decode()
        assert line.author_salt not in page.content.decode()
