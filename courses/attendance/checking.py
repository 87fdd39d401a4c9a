"""Checking sheets: which line was changed, added, taken away or moved in the database.

Each line holds the hash of the one before, the meeting's row that of the last. Somebody able to
write them all could make another chain that holds: `noting` keeps their ends elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from courses.attendance import chain
from courses.attendance.models import Meeting, Signature
from courses.attendance.storing import attendance_storage, read, sha256_of

SENTENCES = {
    "changed": _("this line was changed"),
    "removed": _("this line was taken away"),
    "inserted": _("this line was added from outside"),
    "moved": _("this line was moved: it was line %(was)s"),
    "person_changed": _("the name, the signature or the reason of this line was changed"),
    "author_changed": _("who wrote this line was changed"),
    "person_swapped": _("the place of this line now belongs to somebody else"),
    "image_changed": _("the image of this signature was changed"),
    "image_missing": _("the image of this signature is missing"),
    "photo_changed": _("a photograph of the paper sheet was changed"),
    "photo_missing": _("a photograph of the paper sheet is missing"),
    "meeting_changed": _(
        "the date, the hours or the session of the meeting was changed, or it was cancelled"
    ),
    "end_changed": _("this line, the last one, is not the one that the sheet ends with"),
    "gone": _("the sheet no longer goes as far as this line, which was noted"),
    "rewritten": _("this line is not the one that was noted"),
}


@dataclass(frozen=True)
class Problem:
    """One fault of one sheet; `line` None when it is the sheet's own."""

    code: str
    line: int | None = None
    was: int | None = None

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code]) % {"was": self.was}


def check_sheet(meeting: Meeting, *, reads_images: bool = True) -> list[Problem]:
    """What is wrong with the sheet of a meeting; empty when nothing is."""
    lines: list[Signature] = list(meeting.signatures.in_order())
    order = _Order(meeting, lines)
    found = [*order.problems(), *_people(lines)]
    if meeting.cancelled_at is not None and lines:
        found.append(Problem("meeting_changed"))
    if reads_images:
        found += [*_drawings(lines), *_photos(meeting)]
    return sorted(found, key=lambda one: (one.line or 0, one.code))


class _Order:
    """The lines of a sheet, each under the number that its hash says it had."""

    def __init__(self, meeting: Meeting, lines: list[Signature]) -> None:
        self.meeting, self.lines, self.last = meeting, lines, meeting.last_number
        self.true: dict[int, Signature] = {}
        """Those whose hash is right, under one number or another."""
        self.broken: set[int] = set()
        """Numbers whose line stands there, with a hash that is right nowhere."""
        self.found: list[Problem] = []

    def problems(self) -> list[Problem]:
        strangers = self._place()
        for line in strangers:
            self._judge(line)
        self.found += [
            Problem("removed", number)
            for number in range(1, self.last + 1)
            if number not in self.true and number not in self.broken
        ]
        return [*self.found, *self._links()]

    def _place(self) -> list[Signature]:
        """Fill `true`; the lines that have no place there."""
        claims: dict[int, list[Signature]] = defaultdict(list)
        strangers = []
        for line in self.lines:
            number = self._number_of(line)
            if number is None:
                strangers.append(line)
            else:
                claims[number].append(line)
        followed = {self.meeting.last_hash, *(line.previous_hash for line in self.lines)}
        for number, group in claims.items():
            # Two say that they are the same line: the others follow the true one.
            mine = next((line for line in group if line.hash in followed), group[0])
            self.true[number] = mine
            if mine.number != number:
                self.found.append(Problem("moved", mine.number, number))
            self.found += [Problem("inserted", line.number) for line in group if line is not mine]
        return strangers

    def _number_of(self, line: Signature) -> int | None:
        """The number, its own first, under which a line's hash is right."""
        numbers: list[int] = [line.number, *range(1, self.last + 1)]
        for number in numbers:
            if number <= self.last and chain.line_hash(line, number=number) == line.hash:
                return number
        return None

    def _judge(self, line: Signature) -> None:
        if line.number > self.last or line.number in self.true:
            self.found.append(Problem("inserted", line.number))
        else:
            self.found.append(Problem("changed", line.number))
            self.broken.add(line.number)

    def _links(self) -> Iterator[Problem]:
        """A line written anew, its hash included, no longer follows or is no longer followed."""
        cut = [number for number in range(self.last + 1) if self._is_cut(number)]
        for number in cut:
            if number - 1 in cut:
                yield Problem("changed", number)
            elif number + 1 not in cut:
                yield self._single(number)

    def _single(self, number: int) -> Problem:
        """What one link that does not hold says, those around it holding."""
        if number == 0:
            return Problem("meeting_changed")
        return Problem("end_changed" if number == self.last else "changed", number)

    def _is_cut(self, number: int) -> bool:
        """Whether line `number` and the next, both there and whole, do not follow one another."""
        before, after = self.true.get(number), self.true.get(number + 1)
        hashed = before.hash if before else chain.genesis(self.meeting) if not number else None
        previous = after.previous_hash if after else None
        if number == self.last:
            previous = self.meeting.last_hash
        if not self.last or hashed is None or previous is None:
            return False
        return hashed != previous


def _people(lines: Iterable[Signature]) -> Iterator[Problem]:
    for line in lines:
        signer = _is_kept(line, "salt", Signature.SIGNER, chain.person_digest, line.person_digest)
        if not signer or bool(line.salt) != (line.erased_at is None):
            yield Problem("person_changed", line.number)
        if not _is_kept(
            line, "author_salt", Signature.AUTHOR, chain.author_digest, line.author_digest
        ):
            yield Problem("author_changed", line.number)
        # No account any more: it was erased, and the line stays as the law asks.
        owner = line.enrolment.person_id if line.enrolment else None
        if owner is not None and line.person_ref not in {"", str(owner)}:
            yield Problem("person_swapped", line.number)


def _is_kept(
    line: Signature,
    salt: str,
    names: tuple[str, ...],
    digest: Callable[[Signature], str],
    kept: str,
) -> bool:
    """Either what was written, or nothing of it."""
    if getattr(line, salt):
        return digest(line) == kept
    return not any(getattr(line, name) for name in names)


def _drawings(lines: Iterable[Signature]) -> Iterator[Problem]:
    for line in lines:
        if line.image and (fault := _fault(line.image, line.image_sha256)):
            yield Problem(f"image_{fault}", line.number)


def _photos(meeting: Meeting) -> Iterator[Problem]:
    for sheet in meeting.paper_sheets.all():
        if sheet.image and (fault := _fault(sheet.image, sheet.sha256)):
            yield Problem(f"photo_{fault}")
        elif not sheet.image and sheet.erased_at is None:
            yield Problem("photo_missing")


def _fault(name: str, sha256: str) -> str:
    if not attendance_storage().exists(name):
        return "missing"
    return "" if sha256_of(read(name)) == sha256 else "changed"
