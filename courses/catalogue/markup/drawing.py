"""A drawing (SVG) made safe to stand in a page: refused unless all it holds is on the lists below.

No style, no script, no link, no colour but those of the page's classes: the same file reads in
the light and in the dark, and two drawings never answer for one another.
"""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from courses.typography import typeset

MAX_LENGTH = 60_000
MAX_ELEMENTS = 600
MAX_DEPTH = 20
MAX_VALUE = 5_000
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ELEMENTS = (
    "svg g path line polyline polygon rect circle ellipse text tspan title desc defs marker use"
)
ELEMENTS = frozenset(_ELEMENTS.split())
_LENGTHS = "x1 y1 x2 y2 cx cy r rx ry width height markerWidth markerHeight refX refY"
_NUMBER = r"[+-]?\d{0,6}(\.\d{1,8})?"
_NUMBERS = re.compile(r"[\d.,\seE+-]+")
_LENGTH = re.compile(rf"{_NUMBER}(px|em|%)?")
_PLACE = re.compile(r"url\(#([A-Za-z][\w-]*)\)")
_ID = re.compile(r"[A-Za-z][\w-]{0,60}")
_PATTERNS = {
    **dict.fromkeys(("viewBox", "points"), _NUMBERS),
    **dict.fromkeys(("x", "y", "dx", "dy"), _NUMBERS),
    **dict.fromkeys(_LENGTHS.split(), _LENGTH),
    "d": re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE+.,\s-]+"),
    "transform": re.compile(
        r"\s*((translate|rotate|scale|matrix|skewX|skewY)\([\d\s.,eE+-]+\)\s*)+"
    ),
    "orient": re.compile(rf"auto(-start-reverse)?|{_NUMBER}"),
    "markerUnits": re.compile(r"strokeWidth|userSpaceOnUse"),
    "text-anchor": re.compile(r"start|middle|end"),
    "dominant-baseline": re.compile(r"auto|middle|central|hanging|alphabetic"),
    "fill": re.compile(r"none|currentColor"),
    "stroke": re.compile(r"none|currentColor"),
    "stroke-width": _LENGTH,
    "stroke-dasharray": _NUMBERS,
    "stroke-linecap": re.compile(r"butt|round|square"),
    "stroke-linejoin": re.compile(r"miter|round|bevel"),
    "class": re.compile(r"diagram__[a-z-]+( diagram__[a-z-]+)*"),
    "id": _ID,
    "href": re.compile(rf"#{_ID.pattern}"),
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), _PLACE),
}
_FORGOTTEN = {"version", _XML_SPACE}
"""What drawing programs write everywhere and which changes nothing here."""


class DrawingProblem(ValueError):
    """A drawing that may not stand in a page; the message is in French."""


def draw(source: str, *, name: str, title: str) -> str:
    """The safe SVG of a drawing, named `title`, its identifiers all beginning with `name`."""
    root = _parse(source)
    described = next((one for one in root if _local(one) == "desc"), None)
    _check(root)
    inner = "".join(_write(one, name) for one in root if _local(one) not in {"title", "desc"})
    # Its attributes are ours, but for the view box; those it has are judged like any other's.
    list(_attributes(root, "svg", name))
    labels, desc = f"{name}-title", ""
    if described is not None:
        labels += f" {name}-desc"
        desc = f'<desc id="{name}-desc">{_text(described.text)}</desc>'
    return (
        f'<svg class="diagram__drawing" role="img" aria-labelledby="{labels}" '
        f'viewBox="{root.get("viewBox")}" focusable="false">'
        f'<title id="{name}-title">{_text(title)}</title>{desc}{inner}</svg>'
    )


class _Builder(TreeBuilder):
    """Stops at once before what would cost too much to go through."""

    elements = depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise DrawingProblem(
                f"dessin trop chargé : plus de {MAX_ELEMENTS} éléments, ou de {MAX_DEPTH} emboîtés"
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)

    def doctype(self, *_args: object) -> None:
        raise DrawingProblem("le dessin déclare un DOCTYPE")


def _parse(source: str) -> Element:
    if len(source) > MAX_LENGTH:
        raise DrawingProblem(f"dessin trop long : {len(source)} caractères, {MAX_LENGTH} au plus")
    # An entity is never expanded: what could declare one is refused before the parser sees it.
    if re.search(r"<!\s*[A-Za-z]", source):
        raise DrawingProblem("le dessin déclare un DOCTYPE ou une entité")
    parser = XMLParser(target=_Builder())  # noqa: S314 (no declaration reaches it, see above)
    try:
        parser.feed(source.encode())
        root: Element = parser.close()
    except ParseError as problem:
        raise DrawingProblem(f"dessin illisible ({problem})") from problem
    if _local(root) != "svg" or not root.get("viewBox"):
        raise DrawingProblem("un dessin commence par <svg viewBox=…>")
    return root


def _local(element: Element) -> str:
    """The name of an element of SVG; DrawingProblem for one of another vocabulary."""
    if not element.tag.startswith(_SVG):
        raise DrawingProblem(f"élément « {element.tag.rpartition('}')[2]} » interdit")
    return element.tag.removeprefix(_SVG)


def _check(root: Element) -> None:
    elements = list(root.iter())
    for one in elements:
        if _local(one) not in ELEMENTS or (one is not root and _local(one) == "svg"):
            raise DrawingProblem(f"élément « {_local(one)} » interdit")
    named = {one.get("id", ""): one for one in elements if one.get("id")}
    if len(named) < sum(1 for one in elements if one.get("id")):
        raise DrawingProblem("un identifiant est écrit deux fois")
    for one in elements:
        for target in _targets(one):
            _check_target(one, target, named)


def _targets(element: Element) -> Iterator[str]:
    for attribute, value in element.attrib.items():
        if attribute in {"href", _XLINK}:
            yield value.removeprefix("#")
        elif found := _PLACE.fullmatch(value):
            yield found[1]


def _check_target(element: Element, target: str, named: dict[str, Element]) -> None:
    """What is referred to is there, and refers to nothing: no drawing multiplies itself."""
    if target not in named:
        raise DrawingProblem(f"« #{target} » ne désigne rien dans le dessin")
    if any(True for one in named[target].iter() for _target in _targets(one)):
        raise DrawingProblem(f"« #{target} » en appelle un autre")
    if (_local(element) == "use") == (_local(named[target]) == "marker"):
        raise DrawingProblem(f"« #{target} » n'est pas ce qu'il faut ici")


def _write(element: Element, name: str) -> str:
    tag = _local(element)
    attributes = "".join(_attributes(element, tag, name))
    inner = _text(element.text) + "".join(
        _write(child, name) + _text(child.tail) for child in element
    )
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _attributes(element: Element, tag: str, name: str) -> Iterator[str]:
    for written, value in element.attrib.items():
        attribute = "href" if written == _XLINK else written
        if attribute in _FORGOTTEN:
            continue
        pattern = _PATTERNS.get(attribute)
        if pattern is None or (attribute == "href" and tag != "use"):
            raise DrawingProblem(f"attribut « {attribute} » interdit sur « {tag} »")
        if len(value) > MAX_VALUE or not pattern.fullmatch(value):
            raise DrawingProblem(f"valeur refusée : {attribute}={value[:60]!r}")
        yield f' {attribute}="{_named(attribute, value, name)}"'


def _named(attribute: str, value: str, name: str) -> str:
    """An identifier, or what refers to one, under the name of its drawing."""
    if attribute == "id":
        return f"{name}-{value}"
    if attribute == "href":
        return f"#{name}-{value[1:]}"
    return _PLACE.sub(rf"url(#{name}-\1)", value)


def _text(text: str | None) -> str:
    return typeset(escape(text or "", quote=False))
