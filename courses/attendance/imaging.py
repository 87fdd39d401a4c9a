"""Images that people send: read again, and written anew without what a phone adds to them."""

from io import BytesIO

from PIL import Image, ImageOps

PHOTO_LIMIT = 15
"""Megabytes: what a phone's camera makes, and some to spare."""
DRAWING_LIMIT = 300_000
"""Bytes: a signature drawn on a screen is a few thousand."""
MOST_PIXELS = 60_000_000
LONGEST = 2600
"""Pixels of a kept photograph's longest side: an A4 sheet stays readable."""
DRAWING_SIZE = (1200, 600)
LEAST_INK = 60
"""Dark pixels of a signature: fewer are a finger that slipped."""


class UnreadableImage(ValueError):
    """Not an image that we keep."""


class _Whole(BytesIO):
    """A file that must not end before its picture does.

    Half a photograph is refused whatever another library told Pillow: WeasyPrint has it complete
    truncated images with grey, in every process that draws a certificate.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        if not found and size:
            raise EOFError
        return found


class EmptyDrawing(ValueError):
    """A signature without a stroke."""


def clean_drawing(data: bytes) -> bytes:
    """A signature drawn on a screen (PNG), as a small PNG of dark strokes on white."""
    if len(data) > DRAWING_LIMIT:
        raise UnreadableImage
    drawn = _opened(data, "PNG").convert("RGBA")
    page = Image.new("RGBA", drawn.size, "white")
    page.alpha_composite(drawn)
    grey = page.convert("L")
    # The colour of the page's background, whatever the browser painted it with.
    dark = sum(grey.histogram()[:128])
    light = grey.width * grey.height - dark
    if min(dark, light) < LEAST_INK:
        raise EmptyDrawing
    grey.thumbnail(DRAWING_SIZE)
    return _written(grey, "PNG", optimize=True)


def clean_photo(data: bytes) -> bytes:
    """A photograph of a paper sheet, upright, without place nor make of the phone: a JPEG."""
    photo = ImageOps.exif_transpose(_opened(data, "JPEG", "PNG", "WEBP")).convert("RGB")
    photo.thumbnail((LONGEST, LONGEST))
    return _written(photo, "JPEG", quality=85)


def _opened(data: bytes, *formats: str) -> Image.Image:
    try:
        image = Image.open(_Whole(data), formats=formats)
        # Judged on what it says of its size, before a single pixel is unpacked.
        if image.width * image.height > MOST_PIXELS:
            raise UnreadableImage
        image.load()
    except UnreadableImage:
        raise
    # Pillow lets through whatever its decoders meet in a broken file.
    except Exception as problem:
        raise UnreadableImage from problem
    return image


def _written(image: Image.Image, format_: str, **options: object) -> bytes:
    output = BytesIO()
    # A new image: what the old one carried beside its pixels stays behind.
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    fresh.save(output, format_, **options)
    return output.getvalue()
