"""What holds for every page, read from its HTML."""

from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """A response, looked at as a page."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.html = response.content.decode()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.text.setdefault(self._open[-1], []).append(data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [
            found
            for name, found in self.tags
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]

    def words(self, tag: str) -> str:
        return " ".join("".join(self.text.get(tag, [])).split())


def full(response: Any, status: int = 200) -> Page:
    """The page of a response, which holds to the rules of every page."""
    assert response.status_code == status, response.status_code
    page = Page(response)
    assert len(page.all("h1")) == 1
    assert [one.get("lang") for one in page.all("html")] == ["fr"]
    assert [tag for tag, found in page.tags if "style" in found] == []
    assert [tag for tag, found in page.tags if any(name.startswith("on") for name in found)] == []
    assert page.all("style") == []
    assert [one for one in page.all("script") if not one.get("src")] == []
    ids = [found["id"] for _tag, found in page.tags if "id" in found]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)
    return page


def fragment(response: Any, status: int = 200) -> Page:
    """The page of a response that is only a part of one."""
    assert response.status_code == status, response.status_code
    page = Page(response)
    assert page.all("html") == page.all("h1") == page.all("script") == []
    return page
