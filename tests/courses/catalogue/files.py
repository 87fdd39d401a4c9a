"""The smallest files of each kind that a lesson may show, and a lesson that shows them all."""

from io import BytesIO

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "#46562b").save(made, kind)
    return made.getvalue()


MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 4
WEBM = b"\x1aE\xdf\xa3\x93B\x82\x88webm" + bytes(64)
MP3 = b"ID3\x04" + bytes(64)
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour.\n"
WORDS = b"Une voix dit : *bonjour*.\n"
FILES = {
    "arbre.png": picture(),
    "arbre.jpg": picture("JPEG"),
    "arbre.webp": picture("WEBP"),
    "arbre.avif": picture("AVIF"),
    "salut.mp4": MP4,
    "salut.webm": WEBM,
    "salut.mp3": MP3,
    "salut.vtt": VTT,
    "salut.md": WORDS,
}
FIGURE = '![Un arbre dans un pré](media/arbre.png "L\'arbre : en mars")'
VIDEO = """\
/// video | salut.mp4
    title: "Dire bonjour : un exemple"
    captions: salut.vtt
    transcript: salut.md
///"""
AUDIO = """\
/// audio | salut.mp3
    title: Un bonjour
    transcript: salut.md
///"""
