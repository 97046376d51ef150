"""What a published file says when it is opened: its contents, and the pages its headings are on."""

import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from xlperf.publishing.printed import PrintedText, Prose

from .real import missing

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECONDS = 120


def folded(text: str) -> str:
    """A text without white space: lines are broken where a printer likes."""
    return re.sub(r"\s", "", text)


def pages_of_pdf(path: Path) -> list[str]:
    """The text of each page."""
    try:
        ran = subprocess.run(
            ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, timeout=SECONDS
        )
    except FileNotFoundError:
        missing("pdftotext", "apt-get install poppler-utils")
    return ran.stdout.decode("utf-8").split("\f")[:-1]


def facts_of_pdf(path: Path) -> dict[str, str]:
    """What pdfinfo says of a file, by name."""
    try:
        ran = subprocess.run(["pdfinfo", path], check=True, capture_output=True, timeout=SECONDS)
    except FileNotFoundError:
        missing("pdfinfo", "apt-get install poppler-utils")
    lines = ran.stdout.decode("utf-8", "replace").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def contents_of_word(path: Path) -> list[list[tuple[str, int]]]:
    """The stored contents of each unit: the headings that have a number, and the number."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))[0]
    found: list[list[tuple[str, int]]] = []
    for paragraph in body.iter(f"{_W}p"):
        asked = "".join(each.text or "" for each in paragraph.iter(f"{_W}instrText"))
        if "TOC" in asked:
            found.append([])
        if "PAGEREF" in asked:
            heading, number = _entry(paragraph)
            found[-1].append((heading, number))
    return found


def _entry(paragraph: ElementTree.Element) -> tuple[str, int]:
    """The text before the tab of a line, and the number behind it."""
    heading, number, is_behind = "", "", False
    for each in paragraph.iter():
        is_behind |= each.tag == f"{_W}tab" and "val" not in each.attrib and not each.attrib
        if each.tag == f"{_W}t":
            heading, number = (
                (heading, number + (each.text or ""))
                if is_behind
                else (heading + (each.text or ""), number)
            )
    return heading, int(number)


def wrong_numbers(
    contents: Sequence[tuple[str, int]], pages: Sequence[str], *, front: int
) -> list[str]:
    """The entries of a contents whose heading does not first stand on the page they say.

    Args:
        front: how many pages come before the first that is counted.
    """
    texts = [folded(page) for page in pages]
    wrong = []
    for heading, number in contents:
        found = [n for n, text in enumerate(texts[front:], 1) if folded(heading) in text]
        if found[:1] != [number]:
            wrong.append(f"{heading}: {number}, and it stands on {found}")
    return wrong


def said_by_word(path: Path) -> list[str]:
    """Every paragraph of a Word file that says something, cells too, in the order they stand."""
    with zipfile.ZipFile(path) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))[0]
    said = []
    for paragraph in body.iter(f"{_W}p"):
        if paragraph.find(f"{_W}hyperlink") is None:  # a line of the contents
            pieces = (
                "\n" if each.tag == f"{_W}br" else each.text or ""
                for each in paragraph.iter()
                if each.tag in (f"{_W}t", f"{_W}br")
            )
            said.append("".join(pieces))
    return [each for each in said if each]


def said_by_text(text: PrintedText, *, contents: str) -> list[str]:
    """The same of a text that was not printed yet; its tables uncut."""
    said = [text.title, *text.cover, contents]
    for part in text.parts:
        said += [part.heading] if part.heading else []
        for section in part.sections:
            said.append(section.heading)
            if isinstance(section, Prose):
                said += [each.text for each in section.paragraphs]
            else:
                said += filter(None, (section.left, section.right))
                rows = (row for table in section.tables for row in table.rows)
                said += (cell.text for row in rows for cell in row.cells if cell.text)
    return said
