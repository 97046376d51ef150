"""The workbook that is handed on: the parts that were looked over, under names of our own."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_NAMESPACE = "http://schemas.openxmlformats.org"
_BOOK = f"{_NAMESPACE}/spreadsheetml/2006/main"
_TO = f"{_NAMESPACE}/officeDocument/2006/relationships"
_PACKAGE = f"{_NAMESPACE}/package/2006/relationships"
_DATE = (1980, 1, 1, 0, 0, 0)


def place_of(number: int) -> str:
    """The part in which the sheet of this number stands."""
    return f"xl/worksheets/sheet{number}.xml"


def packed(
    sheets: Sequence[tuple[str, str]], kept: Mapping[str, bytes], *, from_1904: bool
) -> bytes:
    """A package of the parts that were looked over, listed by us, their sheets in this order."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" state="{state}" r:id="s{n}"/>'
        for n, (name, state) in enumerate(sheets, 1)
    )
    days = ' date1904="1"' if from_1904 else ""
    pointed = [(f"s{n}", "worksheet", place_of(n)) for n in range(1, len(sheets) + 1)]
    pointed += [
        (kind, kind, f"xl/{kind}.xml")
        for kind in ("sharedStrings", "styles")
        if f"xl/{kind}.xml" in kept
    ]
    made = {
        "_rels/.rels": _pointing([("book", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_BOOK}" xmlns:r="{_TO}"><workbookPr{days}/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _pointing(pointed),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, text in made.items():
            package.writestr(zipfile.ZipInfo(name, _DATE), text)
        for name, content in kept.items():
            package.writestr(zipfile.ZipInfo(name, _DATE), content)
    return file.getvalue()


def _pointing(relations: Sequence[tuple[str, str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{identifier}" Type="{_TO}/{kind}" Target="/{part}"/>'
        for identifier, kind, part in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'
