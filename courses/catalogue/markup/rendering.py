"""The HTML of a text: Markdown, then the cleaning and the typography, then what is put in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import markdown

from courses.catalogue.markup.blocks import INSERTS, MARKS, Insert, LessonBlocks, Passage, Places
from courses.catalogue.markup.cleaning import clean
from courses.catalogue.markup.dressing import Dressing, dress
from courses.catalogue.markup.figures import FOLDER, Figures
from courses.catalogue.markup.formulas import put_formulas
from courses.typography import typeset

RENDER_VERSION = 3
MAX_LENGTH = 200_000
"""Characters. Some brackets take a second per 10 kB: a longer text is refused before rendering."""

_BASE = (
    "tables",
    "footnotes",
    "admonition",
    "attr_list",
    "def_list",
    "abbr",
    "toc",
    "sane_lists",
    "md_in_html",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tilde",
    "pymdownx.betterem",
    "pymdownx.tasklist",
    "pymdownx.details",
    "pymdownx.arithmatex",
)
_CONFIGS: dict[str, dict[str, Any]] = {
    "toc": {"marker": ""},
    "footnotes": {"UNIQUE_IDS": True, "BACKLINK_TITLE": "Revenir à l’appel de la note {}"},
    "pymdownx.superfences": {"css_class": "code"},
    # Plain code, whether or not Pygments happens to be installed.
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.arithmatex": {"generic": True},
}
# What no block took: a misspelt word, a passage never closed.
_UNREAD = re.compile(r"<p>(///[^<\n]{0,40})")
_KNOWN = ", ".join(f"« {name} »" for name in (*MARKS, *INSERTS))


@dataclass(frozen=True)
class Rendered:
    html: str
    passages: tuple[Passage, ...]


def _refuse(insert: Insert) -> str:
    raise ValueError(f"un bloc « {insert.kind} » n'a pas sa place ici")


def render(
    text: str,
    *,
    fill: Callable[[Passage, str], str],
    insert: Callable[[Insert], str] = _refuse,
) -> Rendered:
    """The HTML of a lesson's Markdown.

    `fill(passage, body)` gives the HTML of each marked passage, from its already safe
    body; `insert(wanted)` that of an image, a diagram, a video. ValueError when the text is too
    long, a passage is unknown or stands in another, an image or a formula cannot be shown.
    """
    _check_length(text)
    places = Places(f"p{token_hex(8)}")
    converter = markdown.Markdown(
        extensions=[*_BASE, LessonBlocks(places), Figures(places), Dressing(places.secret)],
        extension_configs=_CONFIGS,
    )
    safe = typeset(put_formulas(clean(converter.convert(text))))
    _check_read(safe)
    safe = _put_inserts(dress(safe, places.secret), places, insert)
    return Rendered(_put_passages(safe, places, fill), tuple(places.passages))


def passages_in(text: str) -> tuple[Passage, ...]:
    """The marked passages of a lesson's Markdown, in order. ValueError as `render`."""
    return render(text, fill=lambda _passage, _body: "", insert=lambda _wanted: "").passages


def _check_read(safe: str) -> None:
    """Nothing of ours is left as it was typed."""
    if unread := _UNREAD.search(safe):
        raise ValueError(
            f"passage « {unread[1].strip()} » inconnu, mal fermé, ou dont une ligne est de trop ; "
            f"les blocs sont {_KNOWN}"
        )
    if "<img" in safe:
        raise ValueError(f"une image s'écrit « ![description]({FOLDER}nom.jpg) », pas en HTML")


def render_text(text: str, *, within: str = "") -> str:
    """The HTML of what goes with a lesson: paragraphs, lists, tables; no block of ours.

    `within` names what it goes with: a page has no two tables of the same name.
    """
    _check_length(text)
    secret = f"p{token_hex(8)}"
    html = markdown.markdown(
        text,
        extensions=["tables", "def_list", "sane_lists", "pymdownx.betterem", Dressing(secret)],
    )
    safe = typeset(clean(html))
    _check_read(safe)
    return dress(safe, secret, within=within).strip()


def render_inline(text: str) -> str:
    """The HTML of a sentence or two, without a paragraph around a single one."""
    safe = typeset(clean(markdown.markdown(text, extensions=["pymdownx.betterem"]))).strip()
    if safe.startswith("<p>") and safe.endswith("</p>") and safe.count("</p>") == 1:
        return safe[3:-4]
    return safe


def _check_length(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise ValueError(f"texte trop long : {len(text)} caractères, {MAX_LENGTH} au plus")


def _put_inserts(html: str, places: Places, insert: Callable[[Insert], str]) -> str:
    pattern = re.compile(rf'<(div|span) class="{places.secret}-insert-(\d+)">\s*</\1>')
    return pattern.sub(lambda match: insert(places.inserts[int(match.group(2))]), html)


def _put_passages(html: str, places: Places, fill: Callable[[Passage, str], str]) -> str:
    secret = places.secret
    pattern = re.compile(
        rf'<section>\s*<hr class="{secret}-start-(\d+)">(.*?)'
        rf'<hr class="{secret}-end-\1">\s*</section>',
        re.DOTALL,
    )

    def put(match: re.Match[str]) -> str:
        position = int(match.group(1))
        return fill(places.passages[position], match.group(2).strip())

    filled = pattern.sub(put, html)
    if secret in filled:
        raise ValueError("un passage marqué en contient un autre, ou du HTML mal fermé")
    return filled
