"""Logos: a picture that somebody sends is read, checked, and made again by us."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST = 500_000
"""Bytes, of what is sent and of what is kept."""
SIDE = 4000
"""Pixels of a picture that is sent."""
WIDTHS = (1200, 800, 500, 300)
"""Pixels of what is kept: the first that is light enough. 1200 is twice what a printer shows."""


def clean_logo(sent: bytes) -> bytes:
    """A PNG without metadata, transparent where the picture was. ValidationError."""
    if len(sent) > LARGEST:
        raise ValidationError(
            _("This picture weighs %(size)s kB: %(largest)s at most."),
            params={"size": -(-len(sent) // 1000), "largest": LARGEST // 1000},
        )
    picture = _read(sent)
    for width in WIDTHS:
        made = _png(picture, width)
        if len(made) <= LARGEST:
            return made
    raise ValidationError(_("This picture is too rich: a logo has few colours."))


def _read(sent: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Of metadata, which go; of sizes, which are looked at before anything unfolds.
            warnings.simplefilter("ignore")
            Image.open(BytesIO(sent), formats=["PNG", "JPEG"]).verify()
            opened = Image.open(BytesIO(sent), formats=["PNG", "JPEG"])
            _check_size(opened)
            return _straight(opened)
    except ValidationError:
        raise
    except Image.DecompressionBombError as problem:
        sentence = _("This picture has too many pixels: %(side)s by %(side)s at most.")
        raise ValidationError(sentence, params={"side": SIDE}) from problem
    except Exception as problem:
        # Pillow raises whatever a broken file makes it meet.
        raise ValidationError(_unreadable(sent)) from problem


def _check_size(picture: Image.Image) -> None:
    if max(picture.size) > SIDE:
        raise ValidationError(
            _("This picture is %(width)s × %(height)s pixels: %(side)s at most."),
            params={"width": picture.width, "height": picture.height, "side": SIDE},
        )


def _straight(picture: Image.Image) -> Image.Image:
    """As it is seen: turned as its camera says, in colours that a PNG knows."""
    turned = ImageOps.exif_transpose(picture)
    return turned.convert("RGBA" if turned.has_transparency_data else "RGB")


def _png(picture: Image.Image, width: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((width, width), Image.Resampling.LANCZOS)
    smaller.info.clear()
    made = BytesIO()
    smaller.save(made, "PNG", optimize=True)
    return made.getvalue()


def _unreadable(sent: bytes) -> str:
    if b"<svg" in sent[:2000].lower():
        return _("SVG pictures are not accepted: send a PNG or a JPEG.")
    return _("This file is not a PNG or JPEG picture that we can read.")
