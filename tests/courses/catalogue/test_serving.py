"""Media as browsers ask for them: whole, in part, again."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from courses.catalogue.media import keep_media
from courses.catalogue.models import Media
from courses.catalogue.ranges import OutOfRange, asked_piece
from tests.courses.catalogue.files import MP4, WORDS
from tests.courses.small import NOW

pytestmark = pytest.mark.django_db
SIZE = len(MP4)


@pytest.fixture
def video() -> Media:
    return keep_media("salut.mp4", BytesIO(MP4), now=NOW)


def url(media: Media) -> str:
    return reverse("courses:catalogue:media", args=[media.sha256, media.name])


def body(answer: Any) -> bytes:
    """What was sent, if anything; reading it to its end closes the file."""
    return bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def test_a_file_is_given_whole_and_for_ever(video: Media, client: Client) -> None:
    answer = client.get(url(video))
    assert (answer.status_code, body(answer)) == (200, MP4)
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Content-Length"] == str(SIZE)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert set(answer.headers["Cache-Control"].split(", ")) == {
        "public", "max-age=31536000", "immutable",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, SIZE),
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=1000-999999", 1000, SIZE),
        ("bytes=-20", SIZE - 20, SIZE),
        (f"bytes=-{SIZE + 5}", 0, SIZE),
    ],
)
def test_a_piece_is_given_when_it_is_asked_for(
    video: Media, client: Client, asked: str, start: int, end: int
) -> None:
    answer = client.get(url(video), headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (206, MP4[start:end])
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.headers["Content-Length"] == str(end - start)
    assert answer.headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "lines=0-1", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "x"]
)
def test_what_cannot_be_read_is_answered_by_the_whole(
    video: Media, client: Client, asked: str
) -> None:
    answer = client.get(url(video), headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (200, MP4)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=999999-9999999", "bytes=-0"])
def test_a_piece_beyond_the_end_is_416(video: Media, client: Client, asked: str) -> None:
    answer = client.get(url(video), headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


def test_a_piece_of_another_content_is_not_mixed_with_this_one(
    video: Media, client: Client
) -> None:
    asked = {"Range": "bytes=10-19", "If-Range": '"autre"'}
    assert body(client.get(url(video), headers=asked)) == MP4
    asked["If-Range"] = f'"{video.sha256}"'
    assert body(client.get(url(video), headers=asked)) == MP4[10:20]


def test_what_a_browser_has_is_not_sent_again(video: Media, client: Client) -> None:
    answer = client.get(url(video), headers={"If-None-Match": f'"{video.sha256}"'})
    assert (answer.status_code, body(answer)) == (304, b"")
    assert answer.headers["ETag"] == f'"{video.sha256}"'


def test_a_transcript_is_shown_as_words(client: Client, db: None) -> None:
    words = keep_media("salut.md", BytesIO(WORDS), now=NOW)
    answer = client.get(url(words))
    assert body(answer) == WORDS
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_an_unknown_file_is_not_found(video: Media, client: Client) -> None:
    assert client.get(url(video).replace("salut", "autre")).status_code == 404
    assert client.get(url(video).replace(video.sha256, "0" * 64)).status_code == 404
    default_storage.delete(video.file.name or "")
    assert client.get(url(video)).status_code == 404


def test_only_reading_is_possible(video: Media, client: Client) -> None:
    assert client.post(url(video)).status_code == 405
    answer = client.head(url(video))
    assert (answer.status_code, body(answer)) == (200, b"")
    assert answer.headers["Content-Length"] == str(SIZE)


def test_an_empty_file_has_no_piece() -> None:
    with pytest.raises(OutOfRange):
        asked_piece("bytes=0-", 0)
