"""Images of a lesson: taken from its media, described, with a caption when they stand alone."""

from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from courses.catalogue.markup.blocks import Insert, Places

FOLDER = "media/"


class Figures(Extension):
    """Leaves a place for each image; alone in its paragraph with a title, it makes a figure."""

    def __init__(self, places: Places) -> None:
        self.places = places
        super().__init__()

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        processor = _FigureProcessor(md)
        processor.places = self.places
        # After « inline » (20), which makes the images; before « unescape » (0).
        md.treeprocessors.register(processor, "figures", 5)


class _FigureProcessor(Treeprocessor):
    places: Places

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "img":
                    self._leave_a_place(parent, child)

    def _leave_a_place(self, parent: Element, image: Element) -> None:
        alone = (
            parent.tag == "p"
            and len(parent) == 1
            and not f"{parent.text or ''}{image.tail or ''}".strip()
        )
        insert = _wanted(image)
        caption = image.get("title", "").strip()
        tail = image.tail
        image.clear()
        image.tag, image.tail = "span", tail
        image.set("class", self.places.class_of(insert))
        if alone and caption:
            parent.tag = "figure"
            SubElement(parent, "figcaption").text = caption


def _wanted(image: Element) -> Insert:
    address, alt = image.get("src", ""), image.get("alt", "").strip()
    if not address.startswith(FOLDER):
        raise ValueError(
            f"image « {address} » refusée : une image vient du dossier des médias, "
            f"« ![description]({FOLDER}nom.jpg) »"
        )
    if not alt:
        raise ValueError(f"l'image « {address} » n'est pas décrite : « ![description]({address}) »")
    return Insert("image", address.removeprefix(FOLDER), {"alt": alt})
