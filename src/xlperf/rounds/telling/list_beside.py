"""A list of findings as a workbook of its own, for a file that cannot be marked itself."""

import io
from datetime import datetime

from ...budget import MoneyUnit, Unit
from ...excel.writing import Writer
from ...findings import Lang, word
from ...form import spoken_in
from ...reading import Filled, findings_list
from ...sheet import Workbook, in_language, text_font
from ...summary import Column, Listing, legal_text, summary_styles

_CENTRED = (0, 2)
"""The level and the cell."""


def findings_workbook(filled: Filled, lang: Lang, unit: Unit) -> bytes:
    """What is to be mended in a file, with the sheet and cell of each; nothing to fill in."""
    found, spoken = findings_list(filled, lang=lang), spoken_in(None, filled.form)
    columns = [
        Column(heading, width, "plain.choice" if number in _CENTRED else "plain.text")
        for number, (heading, width) in enumerate(found.columns)
    ]
    listing = Listing(
        name=found.name, title=f"{legal_text(str(unit))}　{found.name}", columns=columns,
        rows=len(found.lines), left=found.intro, frozen=1, none=word("status.none", lang),
        footer=word("footer", lang, title=found.name),
    )  # fmt: skip
    year = filled.form.year if filled.form else 2000
    book = Workbook(
        sheets=(), styles=in_language(summary_styles(MoneyUnit()), spoken),
        font=text_font(spoken), title=found.name, created=datetime(year, 1, 1),
    )  # fmt: skip
    buffer = io.BytesIO()
    with Writer(buffer, book, streaming=True) as writer:
        opened = listing.open(writer)
        for line in found.lines:
            opened.add([legal_text(text) for text in line.texts])
        opened.close()
    return buffer.getvalue()
