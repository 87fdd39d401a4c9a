"""What `check --deploy` says of this site."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from mooc import checks


@pytest.fixture
def production(settings: Any) -> None:
    settings.PRODUCTION = True
    settings.OPERATOR = {**settings.OPERATOR, "name": "Association Essai"}


@pytest.fixture
def demo(db: None) -> None:
    get_user_model().objects.create_user(email="marie@demo.example", password=None)


def test_demo_account_in_production(production: None, demo: None) -> None:
    (found,) = checks.no_demo_account()
    assert found.id == "site.E001"
    assert found.msg.startswith("1 compte(s)")


def test_demo_account_in_development(demo: None) -> None:
    assert checks.no_demo_account() == []


@pytest.mark.django_db
def test_other_accounts_in_production(production: None) -> None:
    people = get_user_model().objects
    people.filter(email__endswith="@demo.example").delete()
    people.create_user(email="marie@demo.example.org", password=None)
    assert checks.no_demo_account() == []


def test_unnamed_operator(production: None, settings: Any) -> None:
    assert checks.operator_is_named() == []
    settings.OPERATOR = {**settings.OPERATOR, "name": ""}
    assert [one.id for one in checks.operator_is_named()] == ["site.E002"]
