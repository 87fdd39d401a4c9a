"""The addresses and the words of the pages of a cohort."""

from typing import Any

from django.urls import reverse

from courses.enrolment.models import Cohort

KIND = "followed"


def cohort_url(name: str, cohort: Cohort, *more: Any) -> str:
    return reverse(f"certificates:{name}", args=[cohort.uuid, *more])


def main_of(answer: Any) -> str:
    """What stands between the head and the foot of the site."""
    text: str = answer.content.decode()
    return text[text.index("<main") :]
