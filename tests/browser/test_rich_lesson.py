"""A lesson that shows all that a lesson may show, as a browser lays it out and plays it."""

import base64
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from courses.catalogue.models import Course
from courses.enrolment.enrolling import enrol
from courses.interchange.loading import SHIPPED
from tests.browser.test_pages import _cookie, _violations
from tests.courses.catalogue.files import FIGURE, FILES
from tests.courses.small import LESSON_UN, NOW, Folder

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]

# A film of two seconds, as the browser itself records it.
FILM = """async () => {
  const canvas = document.body.appendChild(document.createElement("canvas"));
  const brush = canvas.getContext("2d"), parts = [];
  const camera = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm" });
  camera.ondataavailable = (one) => parts.push(one.data);
  camera.start();
  for (let turn = 0; turn < 20; turn++) {
    brush.fillRect(turn * 5, 0, 5, 50);
    await new Promise((next) => setTimeout(next, 100));
  }
  const stopped = new Promise((next) => (camera.onstop = next));
  camera.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
}"""
SEEK = """async (time) => {
  const film = document.querySelector("video");
  const sought = new Promise((next) => (film.onseeked = next));
  film.currentTime = time;
  await sought;
  return [film.currentTime, film.error, film.textTracks[0].mode, film.textTracks[0].cues.length];
}"""
# For each word of a drawing: its height on the screen, and whether it leaves it or covers another.
LABELS = """() => [...document.querySelectorAll(".diagram__drawing")].flatMap((drawing) => {
  const frame = drawing.getBoundingClientRect();
  const scale = frame.width / drawing.viewBox.baseVal.width;
  const labels = [...drawing.querySelectorAll("text")].flatMap((text) => {
    const lines = [...text.querySelectorAll("tspan")];
    return lines.length ? lines : [text];
  });
  const places = labels.map((one) => [one, one.getBoundingClientRect()]);
  return places.map(([label, place], index) => ({
    words: label.textContent,
    size: parseFloat(getComputedStyle(label).fontSize) * scale,
    out: place.left < frame.left - 1 || place.right > frame.right + 1,
    covers: places.slice(0, index).filter(([, other]) =>
      place.left < other.right - 1 && other.left < place.right - 1 &&
      place.top < other.bottom - 3 && other.top < place.bottom - 3
    ).map(([other]) => other.textContent),
  }));
})"""
LESSON = """\
---
id: petite-un
title: Leçon riche
minutes: 10
---
*[ODD]: objectif de développement durable

Une note[^1], un ODD, du `code` et $\\\\frac{{a}}{{b}}$.

{diagrams}

{figure}

/// video | film.webm
    title: Un film
    captions: salut.vtt
    transcript: salut.md
///

/// audio | salut.mp3
    title: Un son
    transcript: salut.md
///

| Format | Durée |
|---|--:|
| parcours | 9 mois |

- [x] lu
- [ ] à lire

terme
:   définition

!!! warning
    Attention.

??? note "Plus"
    Encore.

$$
\\\\sum_{{i=1}}^{{n}} x_i + y_i + z_i + a_i + b_i + c_i + d_i + e_i = \\\\sqrt{{2}}
$$

```python
x = 1
```

[^1]: La note.
"""


@pytest.fixture
def lesson(site: str, tmp_path: Path, alice: Any, page: Page) -> str:
    """The address of the lesson, for alice, in a browser where she is signed in."""
    folder = Folder(tmp_path / "content")
    for name, content in FILES.items():
        folder.write(f"media/{name}", content)
    folder.write("media/film.webm", base64.b64decode(page.evaluate(FILM)))
    shutil.copytree(SHIPPED / "diagrams", folder.root / "diagrams")
    names = sorted(path.stem for path in (SHIPPED / "diagrams").glob("*.svg"))
    diagrams = "\n\n".join(f"/// schema | {name}\n///" for name in names)
    text = LESSON.format(diagrams=diagrams, figure=FIGURE).replace("\\\\", "\\")
    folder.write(LESSON_UN, text)
    course: Course = folder.load()
    enrol(course, by=alice, now=NOW)
    page.context.add_cookies([_cookie(alice, site)])
    return f"{site}/formations/petite/lecons/petite-un/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(lesson: str, page: Page, axe: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(lesson)
    page.evaluate("document.querySelectorAll('.prose details').forEach(one => one.open = true)")
    assert _violations(page, axe) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_lesson_never_scrolls_sideways(lesson: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(lesson)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_words_of_the_diagrams_are_readable_on_a_phone(lesson: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(lesson)
    page.evaluate("document.fonts.ready.then(() => 0)")
    labels = page.evaluate(LABELS)
    assert len(labels) > 60
    assert [one for one in labels if one["size"] < 14 or one["out"] or one["covers"]] == []


def test_a_video_plays_from_where_somebody_moves_with_its_captions(lesson: str, page: Page) -> None:
    statuses = []
    page.on("response", lambda one: statuses.append(one.status) if ".webm" in one.url else None)
    page.goto(lesson)
    page.wait_for_function("document.querySelector('video').readyState > 0")
    assert page.evaluate(SEEK, 1.0) == [1, None, "showing", 1]
    assert set(statuses) == {206}
