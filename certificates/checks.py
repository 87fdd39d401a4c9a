"""What a host lacks before it can issue (`manage.py check`); docs/extension.md lists the ids."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Advice
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, InvalidStorageError
from django.urls import NoReverseMatch, reverse

from certificates.keys.loading import CREDENTIAL_KEY, SEAL_CERTIFICATE, SEAL_KEY, pkcs11_uri
from certificates.papers.drawing import FONTS
from certificates.storing import document_storage
from courses.printing import PrintingProblem, check_engine, check_fonts


@register()
def check_host(**_kwargs: Any) -> list[CheckMessage]:
    return [*_check_issuer(), *_check_paper(), *_check_storage(), *_check_urls(), *_check_keys()]


def _check_issuer() -> list[CheckMessage]:
    issuer = getattr(settings, "CERTIFICATES_ISSUER", None)
    if isinstance(issuer, dict) and issuer.get("name") and issuer.get("signatory"):
        return []
    sentence = "CERTIFICATES_ISSUER manque : on ne sait pas qui délivre les attestations."
    hint = "CERTIFICATES_ISSUER = {'name': 'Mon école', 'signatory': 'La direction'}"
    return [Error(sentence, hint=hint, id="certificates.E001")]


def _check_paper() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    try:
        check_fonts(FONTS)
    except PrintingProblem as problem:
        sentence = f"Les polices des attestations manquent : {problem}."
        hint = "Le paquet est incomplet : réinstallez-le."
        found.append(Error(sentence, hint=hint, id="certificates.E002"))
    try:
        check_engine()
    except PrintingProblem:
        sentence = "Pango manque : les attestations ne peuvent pas être dessinées."
        hint = "apt install libpango-1.0-0 libpangoft2-1.0-0"
        found.append(Error(sentence, hint=hint, id="certificates.E003"))
    return found


def _check_storage() -> list[CheckMessage]:
    try:
        storage = document_storage()
    except (InvalidStorageError, ImproperlyConfigured) as problem:
        sentence = f"Aucun stockage où garder les attestations : {problem}"
        hint = "Donnez STORAGES['certificates'], ou STORAGES['default']."
        return [Error(sentence, hint=hint, id="certificates.E004")]
    if not isinstance(storage, FileSystemStorage):
        return []
    hint = "Donnez à STORAGES['certificates'] un dossier qui n'est pas servi."
    if not storage.base_location:
        sentence = "Les attestations iraient dans le dossier courant : MEDIA_ROOT est vide."
        return [Advice(sentence, hint=hint, id="certificates.W001")]
    if _is_served(storage):
        sentence = f"Les attestations iraient sous {settings.MEDIA_URL}, que tout le monde lit."
        return [Advice(sentence, hint=hint, id="certificates.W002")]
    return []


def _is_served(storage: FileSystemStorage) -> bool:
    """Inside the folder that sites usually serve to everybody (MEDIA_URL unset reads "/")."""
    if not settings.MEDIA_ROOT or settings.MEDIA_URL in {"", "/"}:
        return False
    return Path(storage.location).is_relative_to(Path(settings.MEDIA_ROOT).absolute())


def _check_urls() -> list[CheckMessage]:
    try:
        reverse("certificates:verify")
    except NoReverseMatch:
        sentence = "Les adresses des attestations (« certificates: ») ne sont pas dans les URL."
        hint = "Sans autre espace de noms : path('attestations/', include('certificates.urls'))"
        return [Error(sentence, hint=hint, id="certificates.E005")]
    return []


def _check_keys() -> list[CheckMessage]:
    """A folder that this process may not read is no defect: only workers need it."""
    hint = "CERTIFICATES_KEYS = '/srv/cles', puis manage.py make_certificate_keys"
    folder = getattr(settings, "CERTIFICATES_KEYS", None)
    if not folder:
        sentence = "CERTIFICATES_KEYS manque : le dossier des clés qui scellent les attestations."
        return [Error(sentence, hint=hint, id="certificates.E006")]
    wanted = {SEAL_CERTIFICATE, CREDENTIAL_KEY} | (set() if pkcs11_uri() else {SEAL_KEY})
    try:
        missing = wanted - {path.name for path in Path(folder).iterdir()}
    except FileNotFoundError:
        missing = wanted
    except OSError:
        return []
    if not missing:
        return []
    sentence = f"Il manque des clés dans {folder} : {', '.join(sorted(missing))}."
    return [Advice(sentence, hint="manage.py make_certificate_keys", id="certificates.W003")]
