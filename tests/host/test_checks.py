"""What a host lacks is said in French by `manage.py check`, once, and only then."""

import ctypes
import importlib.abc
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.checks import CheckMessage, run_checks
from django.urls import include, path

from certificates import checks as certificates_checks
from tests.host.conftest import ROOT

PAGE = "{% block title %}{% endblock %}{% block head %}{% endblock %}"
WHOLE = PAGE + "{% block breadcrumb %}{% endblock %}{% block content %}{% endblock %}"


def ours() -> dict[str, CheckMessage]:
    """What our two applications say, by identifier."""
    said = run_checks()
    return {
        str(one.id): one
        for one in said
        if str(one.id).partition(".")[0] in {"courses", "certificates"}
    }


def said(identifier: str) -> str:
    """The sentence and the hint of the only thing that is wrong."""
    found = ours()
    assert list(found) == [identifier]
    return f"{found[identifier].msg} {found[identifier].hint}"


def test_nothing_is_said_where_nothing_is_missing() -> None:
    assert ours() == {}


@pytest.mark.parametrize("url", ["", None, "exemple.fr", "/ecole/", "ftp://exemple.fr", "https://"])
def test_a_site_address_that_is_missing_or_not_absolute(settings: Any, url: str | None) -> None:
    settings.COURSES_SITE_URL = url
    assert ("absolue" if url else "manque") in said("courses.E001")


def test_a_site_address_that_was_never_set(settings: Any) -> None:
    del settings.COURSES_SITE_URL
    assert "COURSES_SITE_URL manque." in said("courses.E001")


@pytest.mark.parametrize(
    "person", ["nulle.part", "courses.person.rien", "rien", "courses.person.settings", print, None]
)
def test_a_person_function_that_leads_nowhere(settings: Any, person: Any) -> None:
    settings.COURSES_PERSON = person
    assert "COURSES_PERSON ne mène à rien" in said("courses.E002")


def host_templates(settings: Any, folder: Path, **templates: str) -> None:
    """A host whose own templates are these; `__` stands for a slash."""
    for name, text in templates.items():
        file = folder / f"{name.replace('__', '/')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    ours = [ROOT / application / "templates" for application in ("courses", "certificates")]
    # Neither the templates of `mooc` nor those of other applications.
    engine = {**settings.TEMPLATES[0], "APP_DIRS": False}
    settings.TEMPLATES = [{**engine, "DIRS": [folder, *ours]}]


def test_a_base_template_that_is_missing(settings: Any, tmp_path: Path) -> None:
    host_templates(settings, tmp_path)
    assert "base.html" in said("courses.E003")


def test_a_base_template_that_does_not_compile(settings: Any, tmp_path: Path) -> None:
    host_templates(settings, tmp_path, base="{% nimporte %}")
    assert "ne se lit pas" in said("courses.E003")


def test_a_base_template_without_our_blocks(settings: Any, tmp_path: Path) -> None:
    host_templates(settings, tmp_path, base="{% block title %}{% endblock %}")
    found = ours()
    assert set(found) == {"courses.E005", "courses.W001"}
    assert "« head », « content »" in str(found["courses.E005"].msg)


def test_a_base_template_without_breadcrumb_is_only_advised_about(
    settings: Any, tmp_path: Path
) -> None:
    host_templates(settings, tmp_path, base=f"{PAGE}{{% block content %}}{{% endblock %}}")
    assert "fil d'Ariane" in said("courses.W001")


@pytest.mark.parametrize(
    "templates",
    [
        {"base": WHOLE},
        {"base": "{% extends 'root.html' %}", "root": WHOLE},
        {"courses__base": f"{{% extends 'lay.html' %}}{{% block a %}}{WHOLE}{{% endblock %}}",
         "lay": "{% block a %}{% endblock %}"},
        {"courses__base": "{% extends 'courses/base.html' %}", "base": WHOLE},
        {"courses__base": "{% extends chosen %}"},
    ],
    ids=["own blocks", "two levels", "replaced", "replaced and extended", "known to requests only"],
)  # fmt: skip
def test_a_base_template_that_shows_our_blocks(
    settings: Any, tmp_path: Path, templates: dict[str, str]
) -> None:
    host_templates(settings, tmp_path, **templates)
    assert ours() == {}


def test_a_block_outside_those_of_the_layout_shows_nowhere(settings: Any, tmp_path: Path) -> None:
    templates = {
        "courses__base": f"{{% extends 'layout.html' %}}{WHOLE}",
        "layout": "{% block title %}{% endblock %}{% block breadcrumb %}{% endblock %}",
    }
    host_templates(settings, tmp_path, **templates)
    assert "« head », « content »" in said("courses.E005")


@pytest.mark.parametrize("application", ["messages", "sessions", "staticfiles"])
def test_an_application_of_django_that_is_missing(settings: Any, application: str) -> None:
    name = f"django.contrib.{application}"
    settings.INSTALLED_APPS = [one for one in settings.INSTALLED_APPS if one != name]
    assert name in said("courses.E004")


def test_an_application_may_be_installed_by_its_configuration(settings: Any) -> None:
    settings.INSTALLED_APPS = [
        "django.contrib.messages.apps.MessagesConfig" if one == "django.contrib.messages" else one
        for one in settings.INSTALLED_APPS
    ]
    assert ours() == {}


def urls(**included: Any) -> ModuleType:
    """The URLs of a host that has the login page of the settings."""
    module = ModuleType("host_urls")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("compte/", include("allauth.urls")),
        *(path(f"{name}/", what) for name, what in included.items()),
    ]
    return module


def test_urls_that_are_not_included(settings: Any) -> None:
    settings.ROOT_URLCONF = urls()
    found = ours()
    assert set(found) == {"courses.E006", "certificates.E005"}
    assert "include('courses.urls')" in str(found["courses.E006"].hint)
    assert "include('certificates.urls')" in str(found["certificates.E005"].hint)


def test_urls_under_another_namespace_are_not_ours(settings: Any) -> None:
    settings.ROOT_URLCONF = urls(
        ecole=include(([path("", include("courses.urls"))], "ecole")),
        attestations=include("certificates.urls"),
    )
    assert "Sans autre espace de noms" in said("courses.E006")


def test_a_login_name_that_is_unknown(settings: Any) -> None:
    settings.LOGIN_URL = "entrer"
    assert "« entrer »" in said("courses.E007")


def test_a_login_path_that_nobody_answers_here_is_only_advised_about(settings: Any) -> None:
    settings.LOGIN_URL = "/accounts/login/"
    assert "/accounts/login/" in said("courses.W002")


@pytest.mark.parametrize("url", ["https://sso.example/entrer", "/compte/login/", "account_login"])
def test_a_login_page_here_or_elsewhere(settings: Any, url: str) -> None:
    settings.LOGIN_URL = url
    assert ours() == {}


def test_dates_without_time_zones(settings: Any) -> None:
    settings.USE_TZ = False
    assert "USE_TZ" in said("courses.E008")


@pytest.mark.parametrize(
    "issuer", [None, "Le RAMEAU", {}, {"name": "Le RAMEAU"}, {"name": "", "signatory": "x"}]
)
def test_an_issuer_that_is_missing_or_incomplete(settings: Any, issuer: Any) -> None:
    settings.CERTIFICATES_ISSUER = issuer
    assert "signatory" in said("certificates.E001")


def test_an_issuer_that_was_never_set(settings: Any) -> None:
    del settings.CERTIFICATES_ISSUER
    assert "CERTIFICATES_ISSUER manque" in said("certificates.E001")


def test_fonts_that_are_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(certificates_checks, "FONTS", tmp_path)
    assert "polices" in said("certificates.E002")


class WithoutPango(importlib.abc.MetaPathFinder):
    """WeasyPrint as it is where Pango is missing: importing it fails, and talks."""

    def find_spec(self, name: str, *_args: Any) -> None:
        if name == "weasyprint":
            print("-----\nWeasyPrint could not import some external libraries.")
            raise OSError("cannot load library 'libpango-1.0-0'")


def no_library(name: str, *_args: Any) -> None:
    raise OSError(name)


def test_pango_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", no_library)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0" in said("certificates.E003")
    assert capsys.readouterr().out == ""


def test_pango_under_other_names_than_on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", no_library)
    assert ours() == {}


def storages(settings: Any, **aliases: dict[str, Any]) -> None:
    settings.STORAGES = {"staticfiles": settings.STORAGES["staticfiles"], **aliases}


def folder(location: Path | str | None = None) -> dict[str, Any]:
    options = {"location": str(location)} if location else {}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


def test_no_storage_at_all(settings: Any) -> None:
    storages(settings)
    assert "STORAGES['certificates']" in said("certificates.E004")


def test_a_storage_that_cannot_be_imported(settings: Any) -> None:
    storages(settings, default={"BACKEND": "nulle.part.Storage"})
    assert "nulle" in said("certificates.E004")


def test_a_storage_in_the_current_folder_is_advised_about(settings: Any) -> None:
    storages(settings, default=folder())
    assert "dossier courant" in said("certificates.W001")


def test_a_storage_that_everybody_reads_is_advised_about(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.MEDIA_URL = str(tmp_path), "/media/"
    storages(settings, default=folder())
    assert "/media/" in said("certificates.W002")


def test_a_storage_of_its_own_is_taken(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.MEDIA_URL = str(tmp_path / "media"), "/media/"
    storages(settings, default=folder(), certificates=folder(tmp_path / "attestations"))
    assert ours() == {}
