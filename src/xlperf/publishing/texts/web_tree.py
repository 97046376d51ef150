"""A web page as a tree of elements: what is left open is closed as browsers do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr"}
)  # fmt: skip
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "option"})
_CLOSES = {
    "p": {"p"}, "li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
    "tbody": {"tr", "td", "th", "thead", "tbody"}, "table": {"p"}, "div": {"p"},
    "option": {"option"},
}  # fmt: skip
_DEEPEST = 300
"""Elements deeper than this are put into the one above; hostile pages nest without end."""


@dataclass(frozen=True)
class Element:
    """An element, with its text and elements in their order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def is_unseen(self) -> bool:
        """Whether a browser shows nothing of it by its kind."""
        return self.name in _UNSEEN

    @property
    def is_hidden(self) -> bool:
        """Whether it is there and not shown."""
        style = self.attributes.get("style", "").replace(" ", "").lower()
        return (
            "hidden" in self.attributes or "display:none" in style or "visibility:hidden" in style
        )

    def each(self, name: str) -> "Iterator[Element]":
        """The elements of a kind inside, at any depth."""
        waiting = [iter(self.inside)]
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
            elif isinstance(one, Element):
                if one.name == name:
                    yield one
                waiting.append(iter(one.inside))


def tree_of(text: str) -> Element:
    """The tree of a page."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """An element begins."""
        closes = _CLOSES.get(tag, set())
        while len(self._open) > 1 and self._open[-1].name in closes:
            self._open.pop()
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(made)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """An element that is closed at once."""
        self._open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """An element ends, with all that is open inside it; one that was never open is nothing."""
        names = [each.name for each in self._open]
        if tag in names[1:]:
            at = len(names) - 1 - names[::-1].index(tag)
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        """Text."""
        self._open[-1].inside.append(data)
