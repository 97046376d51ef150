"""Texts made for tests: Word files and PDFs by hand, and how two records are compared."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from xlperf.budget.nouns import Project, UnitPart
from xlperf.publishing.texts.pieces import TextTable
from xlperf.reading.filled import Filled

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
HEAD = (
    ("项目编码", "13081123P000109100016", "", "项目名称", "讲座", "", ""),
    ("预算规模及资金用途", "预算数", "30.00", "其中：财政资金", "30.00", "其他资金", ""),
    ("", "讲课费", "", "", "", "", ""),
    ("资金支出计划（%）", "3月底", "", "6月底", "10月底", "12月底", ""),
    ("", "25%", "", "50%", "75%", "100%", ""),
    ("绩效目标", "办好讲座", "", "", "", "", ""),
)
HEADING = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "", "指标值", "指标值确定依据")
ROW = ("产出指标", "数量指标", "讲座场次", "全年讲座场次", "", "≥12 场", "工作计划")
ABOVE = ("1.讲座绩效目标表", "125001 甲局本级", "单位：万元")


def lines(*rows: Sequence[str], above: Sequence[str] = ABOVE) -> str:
    """A text with the table of one project, its cells apart by tabs."""
    table = "\n".join("\t".join(row) for row in (*HEAD, HEADING, *(rows or (ROW,))))
    return "\n\n".join((*above, table)) + "\n"


def paragraph(text: str, inside: str = "") -> str:
    """A paragraph of a Word file; `inside` is put before its text as it is."""
    return f'<w:p>{inside}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell(text: str, *, width: int = 1, above: str = "", run: str = "") -> str:
    """A cell of a Word table; `above` is what `vMerge` says, `run` the properties of its text."""
    facts = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    facts += f'<w:vMerge w:val="{above}"/>' if above else ""
    said = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:tc><w:tcPr>{facts}</w:tcPr><w:p>{said}</w:p></w:tc>"


def table(rows: Iterable[Sequence[str]]) -> str:
    """A Word table of cells that are XML already, or text."""
    made = ""
    for row in rows:
        cells = "".join(each if each.startswith("<w:tc>") else cell(each) for each in row)
        made += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def word_file(
    body: str, parts: Mapping[str, str | bytes] = {}, relations: str = "", top: str = ""
) -> bytes:
    """A Word file with this body, with other parts beside it and relations to them."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}">'
        f"<w:body>{body}</w:body></w:document>"
    )
    main = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{main}{top}</Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}'
        "</Relationships>",
        **parts,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
    return file.getvalue()


def project_in_word(rows: Sequence[Sequence[str]] = (ROW,), head: Sequence[Any] = HEAD) -> str:
    """The lines over a project's table and the table, as Word has them."""
    return "".join(map(paragraph, ABOVE)) + table([*head, HEADING, *rows])


def pdf_file(pages: int = 1, stream: bytes = b"", extra: bytes = b"", inside: bytes = b"") -> bytes:
    """A PDF with one font and this stream on each page, written by hand.

    Args:
        extra: objects from number 10 on.
        inside: what its trailer says besides.
    """
    first = 100
    kids = b" ".join(b"%d 0 R" % (first + n) for n in range(pages))
    objects = [
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
        b"2 0 obj <</Type/Pages/Kids[%s]/Count %d>> endobj" % (kids, pages),
        b"3 0 obj <</Length %d>> stream\n%s\nendstream endobj" % (len(stream), stream),
        b"4 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj",
        *([extra] if extra else []),
        *(
            b"%d 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R"
            b"/Resources<</Font<</F1 4 0 R>>/XObject<</Im1 10 0 R>>>>>> endobj" % (first + n)
            for n in range(pages)
        ),
    ]
    made, places = b"%PDF-1.4\n", {}
    for each in objects:
        for number in re.findall(rb"(?:^|endobj )(\d+) 0 obj", each):
            places[int(number)] = len(made)
        made += each + b"\n"
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        made += b"%d 1\n%010d 00000 n \n" % (number, place)
    made += b"trailer <</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        first + pages, inside, start,
    )  # fmt: skip
    return made


def picture_pdf() -> bytes:
    """A page with nothing on it but a picture over the whole of it."""
    picture = (
        b"10 0 obj <</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 1>> stream\n\x80\nendstream endobj"
    )
    return pdf_file(stream=b"q 595 0 0 842 0 0 cm /Im1 Do Q", extra=picture)


def recognised_pdf() -> bytes:
    """A scan with the text a program made out of it laid over the picture."""
    words = b"BT /F1 12 Tf 60 700 Td (Budget 1038.03) Tj ET"
    return (
        picture_pdf()
        .replace(b"/Im1 Do Q", b"/Im1 Do Q " + words)
        .replace(b"/Length 30", b"/Length %d" % (31 + len(words)))
    )


def secret_pdf() -> bytes:
    """A PDF with a password nobody gave."""
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (
        b"o" * 32, b"u" * 32,
    )  # fmt: skip
    return pdf_file(stream=b"BT /F1 12 Tf 60 700 Td (secret) Tj ET", inside=lock)


def rows_of(project: Project) -> list[tuple[str, ...]]:
    """The indicators of a project as they are printed."""
    return [
        (each.level1, each.level2, each.level3, each.description, each.target.raw, each.basis)
        for each in project.indicators
    ]


def head_of(project: Project) -> tuple[Any, ...]:
    """What stands once in a project's table."""
    plan = tuple(point.percent for point in project.plan)
    return (project.code, project.name, project.budget, project.fiscal, project.other,
            project.purpose, project.goal, plan)  # fmt: skip


def folded(value: Any) -> Any:
    """A value without white space, and so all texts in it."""
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    if isinstance(value, tuple | list):
        return tuple(folded(each) for each in value)
    return value


def paragraphs_of(part: UnitPart) -> list[str]:
    """Every paragraph of a unit's part, headings of goals among them."""
    goals = [line for goal in part.goals for line in (goal.project, *goal.text.split("\n"))]
    return [folded(each) for each in (*part.overall, *goals, *part.safeguards)]


def told(filled: Filled, code: str) -> list[str]:
    """Where and what a code was told."""
    return [f"{each.place}|{each.found}" for each in filled.findings if each.code == code]


def sums(filled: Filled) -> tuple[int, int, int]:
    """The sum of a text: all its signs, those taken, those left over."""
    (found,) = (each for each in filled.findings if each.code == "text.account")
    return int(found.found), int(found.values["taken"]), int(found.values["left"])


def texts_of(tables: Iterable[TextTable]) -> list[list[str]]:
    """The texts of tables, row by row."""
    return [[each.text for each in one.row(row)] for one in tables for row in range(one.rows)]
