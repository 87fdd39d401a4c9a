"""What a lesson shows beside its words: diagrams, images, recordings, each said in words too."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from courses.catalogue.markup import Insert, render_text
from courses.catalogue.markup.drawing import draw
from courses.catalogue.media import current_media, dimensions, text_of
from courses.catalogue.models import Diagram, Media
from courses.typography import typeset
from courses.versioning import content_hash

_HEADING = "# "


class IllustrationProblem(ValueError):
    """What a lesson asks for and cannot show; the message is in French."""


@dataclass
class Illustrating:
    """Gives one lesson what it asks for, and remembers what it was given."""

    diagrams: Mapping[str, Diagram]
    media: Mapping[str, Media]
    hashes: list[str] = field(default_factory=list)
    """Of what was shown: they belong to the content of the lesson."""
    kept: dict[str, Media] = field(default_factory=dict)
    """The media that were shown, by name."""

    @classmethod
    def from_database(cls) -> "Illustrating":
        """With every diagram and every medium that is kept, as they are now."""
        return cls({one.key: one for one in Diagram.objects.all()}, current_media())

    def insert(self, wanted: Insert) -> str:
        """The HTML of a block or an image. IllustrationProblem when what it names is missing."""
        shows = {"schema": self._diagram, "image": self._image}
        return shows.get(wanted.kind, self._recording)(wanted)

    def _diagram(self, wanted: Insert) -> str:
        diagram = self.diagrams.get(wanted.name)
        if diagram is None:
            raise IllustrationProblem(f"le schéma « {wanted.name} » n'existe pas")
        self.hashes.append(content_hash(["schema", diagram.key, diagram.svg, diagram.text]))
        return show_diagram(diagram)

    def _image(self, wanted: Insert) -> str:
        media = self._medium(wanted.name, "image/", "une image")
        width, height = dimensions(media)
        shown = {"media": media, "alt": typeset(wanted.options["alt"])}
        return _template("image", shown | {"width": width, "height": height})

    def _recording(self, wanted: Insert) -> str:
        told = wanted.options
        kinds = {"video": "une vidéo", "audio": "un enregistrement sonore"}
        media = self._medium(wanted.name, f"{wanted.kind}/", kinds[wanted.kind])
        captions = told.get("captions")
        words = self._medium(told["transcript"], "text/markdown", "une transcription (.md)")
        title = typeset(told["title"])
        shown = {
            "kind": wanted.kind,
            "media": media,
            "name": f"{wanted.kind}-{media.sha256[:12]}",
            "title": title,
            "captions": captions and self._medium(captions, "text/vtt", "des sous-titres (.vtt)"),
            "transcript": mark_safe(render_text(text_of(words), within=title)),
        }
        return _template("recording", shown)

    def _medium(self, name: str, media_type: str, told: str) -> Media:
        media = self.media.get(name)
        if media is None:
            raise IllustrationProblem(f"le média « {name} » n'existe pas")
        if not media.media_type.startswith(media_type):
            raise IllustrationProblem(f"« {name} » n'est pas {told}")
        self.hashes.append(content_hash(["media", media.name, media.sha256]))
        self.kept[name] = media
        return media


def show_diagram(diagram: Diagram) -> str:
    """A diagram as a figure: its drawing, its title, and the same in words."""
    title, words = told(diagram.text)
    name = f"schema-{diagram.key}"
    drawing = draw(diagram.svg, name=name, title=title)
    shown = {
        "name": name,
        "title": title,
        "drawing": mark_safe(drawing),
        "words": mark_safe(render_text(words, within=title)),
    }
    return _template("diagram", shown)


def told(text: str) -> tuple[str, str]:
    """The title of a diagram and its text equivalent. IllustrationProblem when one is missing."""
    first, _end, words = text.strip().partition("\n")
    if not first.startswith(_HEADING) or not first.removeprefix(_HEADING).strip():
        raise IllustrationProblem("la première ligne est le titre du schéma : « # Titre »")
    if not words.strip():
        raise IllustrationProblem("le schéma n'est pas décrit en toutes lettres, sous son titre")
    return typeset(first.removeprefix(_HEADING).strip()), words.strip()


def _template(name: str, shown: Mapping[str, object]) -> str:
    return render_to_string(f"courses/catalogue/_{name}.html", shown).strip()
