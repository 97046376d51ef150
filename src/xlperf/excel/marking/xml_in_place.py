"""XML as bytes with places in it: tags are found and replaced, nothing is parsed and written anew.

Only what is touched changes; spaces, quotes, prefixes and unknown parts stay as they were.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TAG = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|<(/?)([\w.-]+:)?([\w.-]+)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([\w.:-]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Tag(NamedTuple):
    """One tag. `prefix` ends with its colon; `depth` counts from the root, which has 0."""

    start: int
    end: int
    name: str
    prefix: bytes
    inside: bytes
    closing: bool
    empty: bool
    depth: int

    def get(self, name: str) -> str:
        """An attribute as text, "" when it is not there."""
        return attributes(self.inside).get(name, "")


class Node(NamedTuple):
    """One element: its opening tag, where its closing tag begins, where it ends."""

    tag: Tag
    inner_end: int
    end: int
    parent: str


class Edit(NamedTuple):
    """What comes instead of a stretch of bytes."""

    start: int
    end: int
    text: bytes


def tags(content: bytes) -> Iterator[Tag]:
    """Every tag in order; comments, instructions and CDATA are passed over."""
    depth = 0
    for match in _TAG.finditer(content):
        if match[3] is None:
            continue
        closing, empty = bool(match[1]), match[4].endswith(b"/")
        depth -= closing
        inside = match[4][:-1] if empty else match[4]
        yield Tag(
            match.start(), match.end(), match[3].decode(), match[2] or b"", inside,
            closing, empty, depth,
        )  # fmt: skip
        depth += not closing and not empty


def nodes(content: bytes, depth: int) -> Iterator[Node]:
    """Every element of one depth, in order."""
    parent, opening = "", None
    for tag in tags(content):
        if tag.depth == depth - 1 and not tag.closing:
            parent = tag.name
        elif tag.depth == depth and tag.empty:
            yield Node(tag, tag.end, tag.end, parent)
        elif tag.depth == depth and not tag.closing:
            opening = tag
        elif tag.depth == depth and opening:
            yield Node(opening, tag.start, tag.end, parent)


def root(content: bytes) -> Tag:
    """The root's tag.

    Raises:
        ValueError: there is none.
    """
    for tag in tags(content):
        return tag
    raise ValueError("no XML")


def attributes(inside: bytes) -> dict[str, str]:
    """The attributes of a tag, by their name as it is spelled."""
    return {
        match[1].decode(): html.unescape(match[3][1:-1].decode("utf-8"))
        for match in _ATTRIBUTE.finditer(inside)
    }


def namespace(tag: Tag) -> str:
    """The namespace of a root's own name."""
    prefix = tag.prefix[:-1].decode()
    return tag.get(f"xmlns:{prefix}" if prefix else "xmlns")


def prefix_of(tag: Tag, uri: str) -> str:
    """The prefix a root declares for a namespace, with its colon; "" when it declares none."""
    for name, value in attributes(tag.inside).items():
        if value == uri and name.startswith("xmlns:"):
            return f"{name[6:]}:"
    return ""


def with_attribute(tag: bytes, name: str, value: object) -> bytes:
    """A tag with an attribute replaced, its quotes kept; one that was not there comes first."""
    text = escaped(str(value)).encode()
    for match in _ATTRIBUTE.finditer(tag):
        if match[1].decode() == name:
            return tag[: match.start(3) + 1] + text + tag[match.end(3) - 1 :]
    end = re.match(rb"<[\w.:-]+", tag)
    at = end.end() if end else 1
    return tag[:at] + b" " + name.encode() + b'="' + text + b'"' + tag[at:]


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits made; insertions at one place keep their order."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        pieces += [content[at : edit.start], edit.text]
        at = edit.end
    return b"".join([*pieces, content[at:]])


def inserted_last(content: bytes, node: Node, text: bytes) -> Edit:
    """Put something at the end of an element, also of one that has no content yet."""
    if not node.tag.empty:
        return Edit(node.inner_end, node.inner_end, text)
    opening = content[node.tag.start : node.tag.end].removesuffix(b"/>")
    closing = b"</" + node.tag.prefix + node.tag.name.encode() + b">"
    return Edit(node.tag.start, node.tag.end, opening + b">" + text + closing)


def prefixed(xml: str, prefix: bytes) -> bytes:
    """Elements written without a prefix, as a part that uses one spells them."""
    text = xml.encode()
    return re.sub(rb"<(/?)(?=\w)", rb"<\1" + prefix, text) if prefix else text


def unprefixed(xml: bytes) -> str:
    """Elements as they are spelled without a prefix."""
    return re.sub(rb"<(/?)[\w.-]+:", rb"<\1", xml).decode("utf-8")


def escaped(text: str) -> str:
    """Text of other people as XML holds it: nothing in it is a tag, an entity or a control.

    Excel reads `_x0041_` as A: such a text gets its first sign spelled that way itself.
    """
    legal = _LOOKS_ESCAPED.sub("_x005F_", _ILLEGAL.sub("", text.replace("\r\n", "\n")))
    return html.escape(legal)
