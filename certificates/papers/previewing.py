"""Previews: the specimen that a paper makes, complete when this process may read the keys."""

import base64
import logging
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils.translation import gettext as _

from certificates.keys.loading import KeyProblem
from certificates.papers.choosing import Paper
from certificates.papers.drawing import draw
from certificates.papers.seeing import picture_of
from certificates.papers.specimen import complete_specimen, specimen_claims
from courses.printing import PrintingProblem

logger = logging.getLogger(__name__)
DOTS = 130
"""Dots an inch of the picture: sharp on a dense screen, 100 kB."""


@dataclass(frozen=True)
class Preview:
    pdf: bytes
    unsealed_because: str = ""
    """Empty for a specimen that is sealed and carries its credential."""

    @property
    def picture_url(self) -> str:
        """A `data:` address of the page as a picture."""
        made = BytesIO()
        picture_of(self.pdf, dots=DOTS).convert("RGB").quantize(128).save(made, "PNG")
        return f"data:image/png;base64,{base64.b64encode(made.getvalue()).decode()}"


def preview(kind: str, paper: Paper, *, language: str, now: datetime) -> Preview:
    """The specimen of a paper. PrintingProblem.

    In production only workers read the keys: a web process then shows the page without its seal,
    and says so.
    """
    try:
        return Preview(complete_specimen(kind, paper, language=language, now=now))
    except PrintingProblem:
        raise
    except KeyProblem:
        because = _("the keys are read by the worker alone")
    except Exception:
        # A timestamp server, a device: issuing fails there too, and says it louder.
        logger.exception("specimen not sealed")
        because = _("the seal could not be set: look at the logs")
    claims = specimen_claims(kind, paper, language=language, now=now)
    return Preview(draw(claims, paper), because)
