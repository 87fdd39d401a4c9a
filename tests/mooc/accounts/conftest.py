"""Alice at the door; the other people are those of tests/conftest.py."""

import pytest
from django.test import Client

from mooc.accounts.models import User
from tests.mooc.accounts.people import sign_in


@pytest.fixture
def alice_client(client: Client, alice: User) -> Client:
    """Alice, signed in through the door."""
    assert sign_in(client, alice).status_code == 302
    return client
