"""What `check --deploy` says of this site."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from mooc import checks


@pytest.fixture
def production(settings: Any) -> None:
    settings.PRODUCTION = True


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
