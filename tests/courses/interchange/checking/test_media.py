"""Images, diagrams, videos: there, used, and said in words."""

import pytest

from tests.courses.interchange.checking.sound import LESSON_UN, SVG, Sound

DRAWING, WORDS = "diagrams/un-trait.svg", "diagrams/un-trait.md"
IMAGE = "media/photo.png"


VIDEO = """\
/// video | accueil.mp4
    title: "Bienvenue"
    captions: accueil.vtt
    transcript: accueil.md
///"""


@pytest.mark.parametrize("text", ["Voir ![](media/photo.png)", "Voir ![ ](media/photo.png)"])
def test_an_image_without_words(sound: Sound, text: str) -> None:
    sound.write(IMAGE, b"image")
    sound.add(f"Une ligne.\n{text}")
    sound.tells(LESSON_UN, "Voir", "image sans équivalent textuel")


@pytest.mark.parametrize("address", ["media/absente.png", "/ailleurs/photo.png", "photo.png"])
def test_an_image_that_is_not_there(sound: Sound, address: str) -> None:
    sound.add(f"Une ligne.\nVoir ![Une place]({address})")
    sound.tells(LESSON_UN, "Voir", f"image introuvable dans media/ : {address}")


def test_an_image_in_html(sound: Sound) -> None:
    sound.add("Une ligne.\nVoir <img src='media/photo.png' alt='Une place'>")
    sound.tells(LESSON_UN, "Voir", "pas en HTML")


def test_an_image_that_nobody_shows(sound: Sound) -> None:
    sound.write(IMAGE, b"image")
    assert sound.told() == [f"{IMAGE} : fichier que nulle leçon ne montre"]


def test_an_image_said_in_words(sound: Sound) -> None:
    sound.write(IMAGE, b"image")
    sound.add("![Une place](media/photo.png)")
    assert sound.told() == []


def _of_media(sound: Sound) -> list[str]:
    """What is told of media, whatever blocks rendering knows."""
    return [one.split(" : ", 1)[1] for one in sound.told() if "inconnu" not in one]


def test_a_video_with_captions_and_words(sound: Sound) -> None:
    for suffix in ("mp4", "vtt", "md"):
        sound.write(f"media/accueil.{suffix}", b"video")
    sound.add(VIDEO)
    assert _of_media(sound) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    captions: accueil.vtt\n", "", "n'a pas de sous-titres"),
        ("    transcript: accueil.md\n", "", "n'a pas de transcription"),
        ("accueil.vtt", "autre.vtt", "sous-titres : media/autre.vtt est introuvable"),
        ("accueil.md", "autre.md", "transcription : media/autre.md est introuvable"),
        ("accueil.mp4", "autre.mp4", "le média « autre.mp4 » n'existe pas"),
    ],
)
def test_a_video_that_lacks_something(sound: Sound, old: str, new: str, told: str) -> None:
    for suffix in ("mp4", "vtt", "md"):
        sound.write(f"media/accueil.{suffix}", b"video")
    sound.add(VIDEO.replace(old, new))
    found = [one for one in _of_media(sound) if "nulle leçon" not in one]
    assert [told in one for one in found] == [True]
    line = sound.line(LESSON_UN, "/// video")
    assert any(
        one.startswith(f"{LESSON_UN}, ligne {line} : ") and told in one for one in sound.told()
    )


def test_a_diagram_that_is_not_there(sound: Sound) -> None:
    sound.edit(LESSON_UN, "schema | un-trait", "schema | deux-traits")
    missing = f"{LESSON_UN}, ligne {sound.line(LESSON_UN, 'deux-traits')} : "
    assert sound.told() == [
        f"{DRAWING} : schéma que nulle leçon ne montre",
        f"{missing}le schéma « deux-traits » n'existe pas",
    ]


def test_a_diagram_without_its_text(sound: Sound) -> None:
    sound.remove(WORDS)
    assert sound.told() == [f"{DRAWING} : schéma sans son texte : un-trait.md manque"]


@pytest.mark.parametrize("text", ["Un trait va d'un coin à l'autre.\n", "# Un trait\n"])
def test_a_diagram_without_its_title_or_its_words(sound: Sound, text: str) -> None:
    sound.write(WORDS, text)
    assert [one.split(" : ")[0] for one in sound.told()] == [f"{WORDS}, ligne 1"]


def test_a_text_without_its_diagram(sound: Sound) -> None:
    sound.write("diagrams/autre.md", "# Autre\n\nDes mots.\n")
    assert sound.told() == ["diagrams/autre.md : ce texte n'a pas de dessin (.svg) à côté de lui"]


def test_a_drawing_that_cannot_be_shown(sound: Sound) -> None:
    sound.write(DRAWING, SVG.replace("<path", "<script>1</script><path"))
    assert [one.split(" : ")[0] for one in sound.told()] == [DRAWING]
