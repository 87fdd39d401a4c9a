"""Diagrams in a lesson: drawn, named, said in words; part of its content."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse

from courses.catalogue.models import Course, Diagram, Lesson, LessonVersion, Media
from courses.interchange.reading import ContentError
from courses.library.models import SearchDocument
from tests.courses.catalogue.files import (
    AUDIO,
    FIGURE,
    FILES,
    MP4,
    VIDEO,
    picture,
)
from tests.courses.catalogue.files import (
    WORDS as TRANSCRIPT,
)
from tests.courses.pages import Page
from tests.courses.small import LESSON_UN, NOW, Folder

LATER = NOW + timedelta(days=1)
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 100">
  <desc>Un trait.</desc>
  <defs><marker id="bout" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="8" markerHeight="8">
    <path class="diagram__fill" d="M0 0 8 4 0 8z"/></marker></defs>
  <line class="diagram__line" x1="10" y1="50" x2="350" y2="50" marker-end="url(#bout)"/>
  <text x="180" y="40" text-anchor="middle">Où aller ?</text>
</svg>
"""
WORDS = "# Un trait\n\nLe trait va *de gauche* à droite.\n\n- un\n- deux\n"


@pytest.fixture
def drawn(small: Course, folder: Folder) -> Folder:
    """The small folder, whose first lesson shows a diagram."""
    folder.write("diagrams/un-trait.svg", SVG)
    folder.write("diagrams/un-trait.md", WORDS)
    folder.edit(LESSON_UN, "Fin.", "/// schema | un-trait\n///\n\nFin.")
    folder.load(LATER)
    return folder


def head() -> LessonVersion:
    found: LessonVersion = LessonVersion.objects.head(Lesson.objects.get(slug="petite-un"))
    return found


def test_a_diagram_is_a_figure_named_and_said_in_words(drawn: Folder) -> None:
    html = head().html
    assert '<figure class="diagram" role="group" aria-labelledby="schema-un-trait-caption">' in html
    assert 'id="schema-un-trait-caption">Un trait</p>' in html
    assert 'role="img" aria-labelledby="schema-un-trait-title schema-un-trait-desc"' in html
    assert '<title id="schema-un-trait-title">Un trait</title>' in html
    assert '<desc id="schema-un-trait-desc">Un trait.</desc>' in html
    assert 'marker-end="url(#schema-un-trait-bout)"' in html
    assert 'id="schema-un-trait-bout"' in html
    assert "<summary>Le schéma en toutes lettres</summary>" in html
    assert "<p>Le trait va <em>de gauche</em> à droite.</p>" in html
    assert "Où aller\u202f?</text>" in html


def test_a_diagram_is_looked_for_in_words_not_in_its_drawing(drawn: Folder) -> None:
    text = SearchDocument.objects.get(key__contains="petite-un").text
    assert "Le trait va de gauche à droite." in text
    assert "Où aller" not in text


def test_a_diagram_is_kept_as_it_was_written(drawn: Folder) -> None:
    diagram = Diagram.objects.get(key="un-trait")
    assert (diagram.svg, diagram.text) == (SVG, WORDS)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("diagrams/un-trait.svg", 'x1="10"', 'x1="20"'), ("diagrams/un-trait.md", "deux", "trois")],
)
def test_a_changed_diagram_makes_the_lesson_anew(
    drawn: Folder, file: str, old: str, new: str
) -> None:
    before = head()
    drawn.load(LATER)
    assert head() == before
    drawn.edit(file, old, new)
    drawn.load(LATER)
    assert head().number == before.number + 1
    assert new in head().html
    before.refresh_from_db()
    assert new not in before.html


def test_a_diagram_may_stand_in_our_reading(drawn: Folder) -> None:
    drawn.edit(
        LESSON_UN, "/// schema | un-trait\n///", "//// lecture\n/// schema | un-trait\n///\n////"
    )
    drawn.load(LATER)
    assert head().html.index("mark--reading") < head().html.index('class="diagram"')


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("/// schema | inconnu\n///", "le schéma « inconnu » n'existe pas"),
        ("/// schema\n///", "dit lequel"),
        ("/// schema | un-trait\nmots\n///", "un bloc « schema » reste vide"),
        ("/// schema | un-trait\n///\n\n/// schema | un-trait\n///", "est écrit deux fois"),
        ("/// schemas | un-trait\n///", "inconnu, mal fermé"),
    ],
)
def test_a_block_that_cannot_be_shown_is_said_with_its_lesson(
    drawn: Folder, block: str, told: str
) -> None:
    drawn.edit(LESSON_UN, "/// schema | un-trait\n///", block)
    with pytest.raises(ContentError, match=told) as problem:
        drawn.load(LATER)
    assert problem.value.path.name == "petite-un.md"


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("diagrams/un-trait.md", "Sans titre\n\nmots", "la première ligne est le titre"),
        ("diagrams/un-trait.md", "# Titre seul\n", "pas décrit en toutes lettres"),
        ("diagrams/un-trait.svg", "<svg", "dessin illisible"),
        ("diagrams/sans-mots.svg", SVG, "fichier introuvable"),
        ("diagrams/sans-dessin.md", WORDS, "n'a pas de dessin"),
        ("diagrams/Un_trait.svg", SVG, "un schéma se nomme"),
    ],
)
def test_a_wrong_diagram_is_said_with_its_file(
    drawn: Folder, file: str, text: str, told: str
) -> None:
    drawn.write(file, text)
    with pytest.raises(ContentError, match=told):
        drawn.load(LATER)


@pytest.fixture
def filmed(small: Course, folder: Folder) -> Folder:
    """The small folder, whose first lesson shows an image, a video and a recording."""
    for name, content in FILES.items():
        folder.write(f"media/{name}", content)
    folder.edit(LESSON_UN, "Fin.", f"{FIGURE}\n\n{VIDEO}\n\n{AUDIO}\n\nFin.")
    folder.load(LATER)
    return folder


def _address(name: str) -> str:
    media = Media.objects.order_by("loaded_at").filter(name=name).last()
    assert media is not None
    return f"/medias/{media.sha256}/{name}"


def test_an_image_with_a_title_is_a_figure_with_a_caption(filmed: Folder) -> None:
    html = head().html
    assert f'<img src="{_address("arbre.png")}" alt="Un arbre dans un pré" ' in html
    assert 'width="8" height="6" loading="lazy"' in html
    assert "<figcaption>L’arbre\u202f: en mars</figcaption></figure>" in html


def test_an_image_among_words_or_without_a_title_stays_in_its_paragraph(filmed: Folder) -> None:
    filmed.edit(LESSON_UN, FIGURE, f"Voici {FIGURE}.\n\n![Seul](media/arbre.jpg)")
    filmed.load(LATER)
    html = head().html
    assert "<p>Voici <img" in html
    assert re.search(r'<p><img [^>]*alt="Seul"[^>]*></p>', html)
    assert "L’arbre" not in html


def test_a_video_has_its_captions_its_transcript_and_its_file(filmed: Folder) -> None:
    html = head().html
    assert '<video controls preload="metadata" aria-labelledby="video-' in html
    assert f'<source src="{_address("salut.mp4")}" type="video/mp4">' in html
    track = 'kind="captions" srclang="fr" label="Français"'
    assert f'<track {track} src="{_address("salut.vtt")}" default>' in html
    assert "Dire bonjour\u202f: un exemple</p>" in html
    assert f'<a href="{_address("salut.mp4")}" download>Télécharger la vidéo</a>' in html
    assert "<summary>Transcription</summary>" in html
    assert "<p>Une voix dit\u202f: <em>bonjour</em>.</p>" in html


def test_a_recording_has_its_transcript(filmed: Folder) -> None:
    html = head().html
    assert '<audio controls preload="metadata"' in html
    assert html.count("<track") == 1
    assert html.count("<summary>Transcription</summary>") == 2
    assert "Télécharger l’enregistrement" in html


def test_a_lesson_keeps_the_media_it_had(filmed: Folder) -> None:
    before = head()
    names = ["arbre.png", "salut.md", "salut.mp3", "salut.mp4", "salut.vtt"]
    assert sorted(one.name for one in before.media.all()) == names
    filmed.load(LATER)
    assert head() == before
    filmed.write("media/arbre.png", picture(size=(4, 4)))
    filmed.load(LATER + timedelta(days=1))
    after = head()
    assert after.number == before.number + 1
    assert _address("arbre.png") in after.html
    before.refresh_from_db()
    assert _address("arbre.png") not in before.html
    assert before.media.get(name="arbre.png") != after.media.get(name="arbre.png")


def test_a_changed_transcript_makes_the_lesson_anew(filmed: Folder) -> None:
    before = head()
    filmed.write("media/salut.md", TRANSCRIPT.replace(b"bonjour", b"bonsoir"))
    filmed.load(LATER + timedelta(days=1))
    assert head().number == before.number + 1
    assert "<em>bonsoir</em>" in head().html


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("media/arbre.png", "media/absent.png", "le média « absent.png » n'existe pas"),
        ("media/arbre.png", "media/salut.mp4", "« salut.mp4 » n'est pas une image"),
        ("media/arbre.png", "/static/x.png", "une image vient du dossier des médias"),
        ("media/arbre.png", "https://exemple.fr/x.png", "une image vient du dossier des médias"),
        ("Un arbre dans un pré", "", "n'est pas décrite"),
        ("video | salut.mp4", "video | arbre.png", "« arbre.png » n'est pas une vidéo"),
        ("video | salut.mp4", "video | absent.mp4", "le média « absent.mp4 » n'existe pas"),
        ("audio | salut.mp3", "audio | salut.mp4", "n'est pas un enregistrement sonore"),
        ("    captions: salut.vtt\n", "", "il manque à un bloc « video » : « captions »"),
        ("captions: salut.vtt", "captions: salut.md", "n'est pas des sous-titres"),
        ("captions: salut.vtt\n    transcript: salut.md", "captions: salut.vtt",
         "il manque à un bloc « video » : « transcript »"),
        ('title: "Dire bonjour : un exemple"', 'title: ""', "« title »"),
        ("    title: Un bonjour\n", "    titre: Un bonjour\n", "dont une ligne est de trop"),
        ("Fin.", '<img src="/medias/x.png" alt="x">', "pas en HTML"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_said_with_its_lesson(
    filmed: Folder, old: str, new: str, told: str
) -> None:
    filmed.edit(LESSON_UN, old, new)
    with pytest.raises(ContentError, match=told) as problem:
        filmed.load(LATER)
    assert problem.value.path.name == "petite-un.md"


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("media/page.html", b"<p>", "extension « .html » refusée"),
        ("media/arbre.png", MP4, "n'est pas du type image/png"),
        ("media/dossier/arbre.png", picture(), "pas de sous-dossier"),
    ],
)
def test_a_wrong_medium_is_said_with_its_file(
    filmed: Folder, file: str, content: bytes, told: str
) -> None:
    filmed.write(file, content)
    with pytest.raises(ContentError, match=told):
        filmed.load(LATER)


def test_what_a_file_manager_leaves_is_not_a_medium(filmed: Folder) -> None:
    filmed.write("media/.DS_Store", b"x")
    filmed.load(LATER)
    assert not Media.objects.filter(name=".DS_Store").exists()


HOSTILE = '"><img src=x onerror=window.hit=1><script>window.hit=1</script>'


def test_words_around_what_is_shown_let_nothing_through(filmed: Folder, drawn: Folder) -> None:
    filmed.write("diagrams/un-trait.md", f"# {HOSTILE}\n\nx <script>window.hit=1</script>")
    filmed.write("media/salut.md", f"<script>window.hit=1</script> {HOSTILE[:2]}".encode())
    filmed.edit(LESSON_UN, "Un arbre dans un pré", HOSTILE.replace('"', "&quot;"))
    filmed.edit(LESSON_UN, "title: Un bonjour", f"title: '{HOSTILE}'")
    filmed.load(LATER + timedelta(days=1))
    html = head().html
    assert "window.hit=1" in html
    found = Page(HttpResponse(html))
    assert len(found.all("img")) == 1
    assert not found.all("script")
    assert not [name for _tag, attributes in found.tags for name in attributes if name[:2] == "on"]
