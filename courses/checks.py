"""What a host lacks, said when it starts (`manage.py check`).

One sentence a defect, in French, and what to do about it; docs/extension.md lists the identifiers.
"""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Advice
from django.shortcuts import resolve_url
from django.template import Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import NodeList
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.module_loading import import_string

DOCS = "Voir docs/extension.md."
BASE = "courses/base.html"
BLOCKS = ("title", "head", "content")
APPS = tuple(
    f"django.contrib.{name}"
    for name in ("auth", "contenttypes", "sessions", "messages", "staticfiles")
)


@register()
def check_host(**_kwargs: Any) -> list[CheckMessage]:
    return [
        *_check_site_url(),
        *_check_person(),
        *_check_base(),
        *_check_apps(),
        *_check_urls(),
        *_check_login(),
        *_check_time(),
    ]


def _check_site_url() -> list[CheckMessage]:
    url = str(getattr(settings, "COURSES_SITE_URL", "") or "")
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return []
    problem = f"n'est pas une adresse absolue : « {url} »" if url else "manque"
    hint = "L'adresse publique du site, sans barre finale : COURSES_SITE_URL = 'https://exemple.fr'"
    return [Error(f"COURSES_SITE_URL {problem}.", hint=hint, id="courses.E001")]


def _check_person() -> list[CheckMessage]:
    path = getattr(settings, "COURSES_PERSON", "courses.person.person_from_user")
    try:
        if isinstance(path, str) and callable(import_string(path)):
            return []
        problem = f"{path!r} n'est pas le chemin d'une fonction"
    except ImportError as missing:
        problem = str(missing)
    hint = "Le chemin, en texte, d'une fonction qui prend un compte et rend courses.person.Person."
    return [Error(f"COURSES_PERSON ne mène à rien : {problem}.", hint=hint, id="courses.E002")]


def _check_base() -> list[CheckMessage]:
    try:
        template: Any = get_template(BASE)
        blocks = _blocks_shown(template.template, [template.origin])
    except (TemplateDoesNotExist, TemplateSyntaxError) as problem:
        hint = f"Donnez un gabarit « base.html », ou remplacez « {BASE} ». {DOCS}"
        sentence = f"Le gabarit de base manque ou ne se lit pas : {problem}"
        return [Error(sentence, hint=hint, id="courses.E003")]
    if blocks is None:
        return []
    found: list[CheckMessage] = []
    if missing := [name for name in BLOCKS if name not in blocks]:
        sentence = f"Le gabarit de base n'a pas de bloc « {' », « '.join(missing)} »."
        hint = f"Ajoutez-le, ou remplacez « {BASE} » par un gabarit qui l'a. {DOCS}"
        found.append(Error(sentence, hint=hint, id="courses.E005"))
    if "breadcrumb" not in blocks:
        sentence = "Le gabarit de base n'a pas de bloc « breadcrumb » : nul fil d'Ariane."
        found.append(Advice(sentence, hint="Ajoutez-le avant « content ».", id="courses.W001"))
    return found


def _blocks_shown(template: Template, seen: list[Any]) -> set[str] | None:
    """The blocks of a template and of those it extends that a page can fill and that show.

    A block written outside those of the template extended shows nowhere. None when only a request
    can tell (`{% extends variable %}`).
    """
    blocks = _blocks_in(template.nodelist)
    extends = template.nodelist.get_nodes_by_type(ExtendsNode)
    if not extends:
        return set(blocks)
    name = extends[0].parent_name.var  # type: ignore[attr-defined]
    if not isinstance(name, str):
        return None
    # As `extends` does: a template may extend the one that it replaces under the same name.
    parent, origin = template.engine.find_template(name, skip=seen)
    above = _blocks_shown(parent, [*seen, origin])
    if above is None:
        return None
    return above.union(*(_blocks_in(blocks[name].nodelist) for name in above & blocks.keys()))


def _blocks_in(nodes: NodeList) -> dict[str, BlockNode]:
    found: Any = nodes.get_nodes_by_type(BlockNode)
    return {block.name: block for block in found}


def _check_apps() -> list[CheckMessage]:
    missing = [name for name in APPS if not apps.is_installed(name)]
    if not missing:
        return []
    sentence = f"INSTALLED_APPS n'a pas {', '.join(missing)}."
    return [Error(sentence, hint="Les pages des formations en ont besoin.", id="courses.E004")]


def _check_urls() -> list[CheckMessage]:
    try:
        reverse("courses:catalogue:list")
    except NoReverseMatch:
        sentence = "Les adresses des formations (« courses: ») ne sont pas dans les URL du site."
        hint = "Sans autre espace de noms : path('ecole/', include('courses.urls'))"
        return [Error(sentence, hint=hint, id="courses.E006")]
    return []


def _check_login() -> list[CheckMessage]:
    """A login page that another program answers is only advised about."""
    try:
        url = urlsplit(resolve_url(settings.LOGIN_URL))
    except NoReverseMatch:
        sentence = f"LOGIN_URL ne mène à rien : « {settings.LOGIN_URL} » n'est pas un nom d'URL."
        hint = "Le nom ou le chemin de la page où l'on se connecte : s'inscrire y renvoie."
        return [Error(sentence, hint=hint, id="courses.E007")]
    try:
        if not url.netloc:
            resolve(url.path)
    except Resolver404:
        sentence = f"LOGIN_URL ne mène à aucune page de ce site : « {url.path} »."
        hint = "S'inscrire y renvoie. Si un autre programme y répond, taisez ce conseil."
        return [Advice(sentence, hint=hint, id="courses.W002")]
    return []


def _check_time() -> list[CheckMessage]:
    if settings.USE_TZ:
        return []
    hint = "Les dates des attestations sont des instants : USE_TZ = True"
    return [Error("USE_TZ vaut False.", hint=hint, id="courses.E008")]
