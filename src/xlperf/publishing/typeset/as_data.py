"""What the template of a PDF is given: texts, cells and measures, as JSON can hold them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from ...form import Form
from ..paging import PagedPart, PagedSection, PagedText, Piece
from ..printed import Paragraph, Prose

Json = dict[str, Any]


def as_data(
    form: Form, paged: PagedText, fonts: Mapping[str, Any], *, day: date, draft: str, title: str
) -> Json:
    """Everything a PDF shows of a unit.

    Args:
        fonts: the fonts of each kind of text, in the order in which they are tried.
        day: the date of the file.
        draft: what the cover says of a draft; "" of what is none.
        title: what the file is called; "" for the title of the text, and by whom it is.
    """
    text = paged.text
    return {
        "title": title or text.name,
        "by": "" if title else text.by,
        "day": [day.year, day.month, day.day],
        "lang": form.lang,
        "region": "CN" if form.lang == "zh" else "GB",
        "contents": form.word("publish.contents"),
        "form": form.publish.model_dump(mode="json"),
        "fonts": fonts,
        "paper": asdict(paged.paper),
        "parted": any(part.heading for part in text.parts),
        "unit": _unit(paged, draft),
    }


def _unit(paged: PagedText, draft: str) -> Json:
    text = paged.text
    parts = [_part(each) for each in paged.parts]
    return {"title": text.title, "cover": text.cover, "draft": draft, "parts": parts}


def _part(part: PagedPart) -> Json:
    return {
        "heading": part.heading,
        "paper": asdict(part.paper),
        "sections": [_section(each) for each in part.sections],
    }


def _section(paged: PagedSection) -> Json:
    section = paged.section
    if isinstance(section, Prose):
        paragraphs = [_paragraph(each) for each in section.paragraphs]
        return {"kind": "prose", "heading": section.heading, "paragraphs": paragraphs}
    return {
        "kind": "tables", "heading": section.heading, "left": section.left, "right": section.right,
        "pieces": [_piece(each) for table in paged.tables for each in table],
    }  # fmt: skip


def _paragraph(each: Paragraph) -> Json:
    return {"text": each.text, "entry": each.is_entry}


def _piece(piece: Piece) -> Json:
    return {
        "begins": piece.begins_page,
        "headings": piece.repeated,
        "widths": piece.columns.widths,
        "margin": piece.columns.margin,
        "around": piece.around,
        "cells": list(_cells(piece)),
    }


def _cells(piece: Piece) -> Iterator[Json]:
    for at, row in enumerate(piece.rows):
        for cell in row.cells:
            yield {
                "text": cell.text, "row": at, "column": cell.column, "rows": cell.rows,
                "columns": cell.columns, "across": cell.across,
                "tall": piece.is_tall,
            }  # fmt: skip
