"""The administration in French, and its sections told apart."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory


@pytest.mark.django_db
def test_sections_have_french_names_each_its_own(rf: RequestFactory, adele: Any) -> None:
    request = rf.get("/administration/")
    request.user = adele
    sections = admin.site.get_app_list(request)
    names = [str(section["name"]) for section in sections]
    models = [str(model["name"]) for section in sections for model in section["models"]]
    assert len(set(names)) == len(names)
    assert {"Adresses e-mail", "Deuxièmes étapes de connexion", "Sessions"} <= set(names)
    for english in ("Authenticators", "User sessions", "MFA"):
        assert english not in [*names, *models]
