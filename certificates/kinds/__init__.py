"""Kinds of documents: one file each, behind one contract (`base.Kind`).

A kind says what its document attests, in which words, on what facts. It draws nothing, stores
nothing, and reads of a person's learning only what the contract of their course's format gives.
"""

from certificates.kinds.attended import Attended
from certificates.kinds.base import Kind
from certificates.kinds.carried_out import CarriedOut
from certificates.kinds.experienced import Experienced
from certificates.kinds.followed import Followed
from certificates.kinds.trained import Trained

__all__ = ["KINDS", "KIND_CHOICES", "Kind", "kind_of", "kinds_of"]

KINDS: dict[str, Kind] = {
    kind.KEY: kind for kind in (Followed(), Attended(), CarriedOut(), Experienced(), Trained())
}
KIND_CHOICES = [(kind.KEY, kind.LABEL) for kind in KINDS.values()]


def kind_of(key: str) -> Kind:
    """KeyError for a kind that does not exist."""
    return KINDS[key]


def kinds_of(format_: str) -> list[Kind]:
    """The documents that a format of course may give."""
    return [kind for kind in KINDS.values() if format_ in kind.FORMATS]
