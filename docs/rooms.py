"""The rooms of src/xlperf in one picture, drawn from the import contract and their docstrings.

`docs/make.py` writes it. Nothing in it is placed by hand: a room that is added, moved or says
something else of itself is drawn so.
"""

import ast
import textwrap
from collections.abc import Iterator
from configparser import ConfigParser
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "xlperf"
CONTRACT = "importlinter:contract:rooms"
WIDTH, MARGIN, GAP = 960, 20, 10
ARROW = 60
"""The column on the left that says which way imports run."""
SIGN = 7.3
"""How wide a sign of the description is, at the most."""
TITLE, LINE, PADDING = 24, 17, 10


class Room(NamedTuple):
    """A room: its name, the first sentence of its docstring, and the rooms inside it."""

    name: str
    says: str
    inside: tuple[str, ...]


def floors() -> list[list[Room]]:
    """The rooms, floor by floor from the top."""
    contract = ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contract[CONTRACT]["layers"].split("\n")
    return [[room(name.strip()) for name in line.split("|")] for line in layers if line.strip()]


def room(name: str) -> Room:
    """A room as it speaks of itself."""
    folder = HOUSE / name
    module = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    told = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    inside = sorted(each.parent.name for each in folder.glob("*/__init__.py"))
    return Room(name, told.partition("\n\n")[0].replace("\n", " "), tuple(inside))


def picture() -> str:
    """The picture, as SVG."""
    height, drawn = MARGIN, list[str]()
    for floor in floors():
        width = (WIDTH - 2 * MARGIN - ARROW - GAP * (len(floor) - 1)) / len(floor)
        texts = [wrapped(each, width) for each in floor]
        tall = TITLE + LINE * max(map(len, texts)) + PADDING
        for number, (each, lines) in enumerate(zip(floor, texts, strict=True)):
            left = MARGIN + ARROW + number * (width + GAP)
            drawn += box(each, lines, (left, height, width, tall))
        height += tall + GAP
    drawn += arrow(height - GAP)
    total = height - GAP + MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}" '
        f'width="{WIDTH}" height="{total}" font-family="Helvetica, Arial, sans-serif">'
    )
    ground = f'<rect width="{WIDTH}" height="{total}" fill="#ffffff"/>'
    return "\n".join([head, ground, *drawn, "</svg>"]) + "\n"


def wrapped(each: Room, width: float) -> list[str]:
    """What a room says, in lines that fit into its box."""
    lines = textwrap.wrap(each.says, int((width - 2 * PADDING) / SIGN))
    inside = f"rooms inside: {', '.join(each.inside)}" if each.inside else ""
    return lines + textwrap.wrap(inside, int((width - 2 * PADDING) / SIGN))


def box(each: Room, lines: list[str], place: tuple[float, float, float, float]) -> Iterator[str]:
    """The box of a room: its name, and what it says of itself."""
    left, top, width, tall = place
    yield (
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{tall:.0f}" rx="6" '
        f'fill="#eef4fb" stroke="#4a78a8"/>'
    )
    yield text(each.name, left + PADDING, top + TITLE - 5, "#12355b", 'font-weight="bold"')
    for number, line in enumerate(lines):
        colour = "#5a6b7b" if line.startswith("rooms inside:") else "#222222"
        yield text(line, left + PADDING, top + TITLE + LINE * number + 11, colour)


def arrow(bottom: float) -> Iterator[str]:
    """Which way imports run."""
    x, top = MARGIN + ARROW / 2 - 8, MARGIN + 6
    yield f'<path d="M{x} {top}V{bottom - 10}" stroke="#4a78a8" stroke-width="2"/>'
    yield f'<path d="M{x - 6} {bottom - 12}h12l-6 12z" fill="#4a78a8"/>'
    turned = f'transform="rotate(-90 {x + 18} {(top + bottom) / 2})" text-anchor="middle"'
    yield text("imports run down, never up", x + 18, (top + bottom) / 2, "#4a78a8", turned)


def text(words: str, x: float, y: float, colour: str, more: str = "") -> str:
    """A line of text."""
    more = f" {more}" if more else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="13" fill="{colour}"{more}>{escape(words)}</text>'
    )
