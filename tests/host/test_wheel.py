"""The wheel holds the two applications whole, and nothing else."""

import zipfile
from email.parser import Parser
from pathlib import Path

from tests.host.conftest import ROOT

OURS = ("courses", "certificates")


def _sources() -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for package in OURS
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_of_both_applications_and_no_other(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {name for name in names if ".dist-info/" not in name}
    assert ours == _sources()


def test_what_is_easily_forgotten_is_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "courses/content/knowledge/statements.yaml",
        "courses/interchange/schemas/course.schema.json",
        "courses/templates/courses/base.html",
        "courses/static/courses/courses.css",
        "courses/migrations/0001_initial.py",
        "courses/locale/fr/LC_MESSAGES/django.mo",
        "certificates/locale/fr/LC_MESSAGES/django.mo",
        "certificates/papers/paper.css",
        "certificates/papers/fonts/SourceSerif4-Regular.ttf",
        "certificates/papers/fonts/OFL.md",
        "certificates/papers/landscape.html",
        "certificates/credentials/contexts/credentials-2.json",
        "courses/printing_ua.xml",
    ):
        assert wanted in names


def test_the_wheel_asks_for_nothing_of_the_site(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    metadata = next(name for name in archive.namelist() if name.endswith("/METADATA"))
    asked = Parser().parsestr(archive.read(metadata).decode()).get_all("Requires-Dist")
    always = " ".join(one for one in asked or [] if "extra ==" not in one)
    assert "weasyprint" in always
    for site in ("allauth", "htmx", "csp", "whitenoise", "storages", "environ", "gunicorn"):
        assert site not in always
