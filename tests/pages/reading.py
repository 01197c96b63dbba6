"""A page as a test reads it: its links, what it loads, its words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"meta", "link", "input", "br", "img", "hr", "source", "base", "path", "circle", "rect"}
UNSEEN = {"script", "style", "svg", "title"}


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)


class Reading(HTMLParser):
    """`elements` in the order in which they end; `words` is what can be seen, without names (bdi, cite)."""

    def __init__(self, page: bytes | str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[_Open] = []
        self._words: list[str] = []
        self.feed(page.decode() if isinstance(page, bytes) else page)
        self.close()
        self.words = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in EMPTY:
            self.elements.append(Element(tag, attributes))
        else:
            self._open.append(_Open(tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            last = self._open.pop()
            text = "".join(last.text)
            self.elements.append(Element(last.tag, last.attributes, " ".join(text.split())))
            if self._open:
                self._open[-1].text.append(text)
            if last.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].text.append(data)
        inside = {element.tag for element in self._open}
        foreign = any("lang" in element.attributes for element in self._open if element.tag != "html")
        if not inside & (UNSEEN | {"bdi", "cite"}) and not foreign:
            self._words.append(data)

    def all(self, tag: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag == tag)

    def one(self, tag: str) -> Element:
        (found,) = self.all(tag)
        return found

    @property
    def title(self) -> str:
        return self.one("title").text

    @property
    def links(self) -> list[str]:
        return [element.get("href") for element in self.all("a")]

    @property
    def own_links(self) -> list[str]:
        """Links to this site; those within the page among them."""
        return [href for href in self.links if href.startswith(("/", "#"))]

    def with_class(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.classes]
