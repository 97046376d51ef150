"""Workbooks with something in them that no careful person would leave: for tests of borders.

Each way strikes one place: the bytes of a part, what the hidden sheet says, the defined names,
the formats, the cells. What is drawn hangs on the given chance alone, so that a run can be
done again.
"""

import io
import re
from collections.abc import Callable, Sequence
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlperf.sheet import column_letters

from .seen import drawn_formats

Parts = dict[str, bytes]
SPLICES = (
    b"", b"\x00", b"-1", b"1e308", b"99999999999999999999", b"NaN", b"#N/A", b"\xff\xfe",
    b"&#x1b;", b"_x0000_", b"\xed\xa0\x80", b"A1:XFD1048576", b"[h]:mm", b"</c>", b"<v>",
)  # fmt: skip
_TEXTS = (
    "", "0", "-1", "NaN", "1e999999", "1_000", "２０２３", "9" * 40, "9" * 5000, "#REF!", "x",
    "aside", "issued", "given", "kind", "unit.code", "number", "budget", "goal", "plan.",
    "plan.dec.x", "indicators.", "indicators.R001", "indicators..value", "indicators.R001.number",
    "goals.x", "goals.1.text", "overall", "overall.-1", "safeguards.1e3", "extra.", "figure.budget",
    "typed.indicators.R001.number", "comment.goal", "reason.R001", "&#x202e;", "_x001B_",
    "xlperf|hebei-2023|1|99999999999|990001|1||WRKV",
)  # fmt: skip
_ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#SPILL!", "?")
_FIGURES = (
    "1e300", "-1e300", "3e6", "1E400", "NaN", "INF", "0.1e-320", "-0", "46085", "2958466", "",
    "1,2", " 1", "0x1f", "123456789012345678901234567890",
)  # fmt: skip
_FORMATS = (
    "[h]:mm", "[mm]:ss", "yyyy/m/d", "0!.0000", ";;;", "[>1e300]0;0", "[$-804]aaaa", "G/通用格式",
    "0.00,,", "?/?", "[DBNum1]0", "[", "0" * 300, "",
)  # fmt: skip
_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"( s="[0-9]+")?(?:/>|[^>]*>.*?</c>)')
_VALUE = re.compile(rb' office:value="[^"]*"')
_SHEETS = re.compile(r"xl/worksheets/sheet[0-9]+\.xml")


def mutated(content: bytes, chance: Random) -> bytes:
    """A workbook struck once or twice: .xlsx and .ods in their parts, .xls in its bytes."""
    if not content.startswith(b"PK"):
        return _spliced(content, chance)
    with ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    ways = _OPEN if "content.xml" in parts else _WAYS
    for _ in range(chance.choice((1, 1, 2))):
        chance.choice(ways)(parts, chance)
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return made.getvalue()


def _spliced(body: bytes, chance: Random) -> bytes:
    for _ in range(chance.randint(1, 3) if body else 0):
        at, length = chance.randrange(len(body)), chance.randint(0, 12)
        body = body[:at] + chance.choice(SPLICES) + body[at + length :]
    return body


def _part(parts: Parts, chance: Random) -> None:
    name = chance.choice([*parts])
    parts[name] = _spliced(parts[name], chance)


def hidden_texts(parts: Parts, chance: Random) -> None:
    """The sheet 标识: a few of its words are others, or one of its rows is gone."""
    name = max(name for name in parts if _SHEETS.fullmatch(name))
    cells = [each.group() for each in _CELL.finditer(parts[name])]
    for cell in chance.sample(cells, chance.randint(1, 3)):
        head = re.match(rb'<c r="[A-Z]+[0-9]+"', cell)
        assert head
        text = chance.choice(_TEXTS)
        made = head.group() + f' t="inlineStr"><is><t>{text}</t></is></c>'.encode()
        parts[name] = parts[name].replace(cell, chance.choice((made, made, b"")), 1)


def _names(parts: Parts, chance: Random) -> None:
    book = parts["xl/workbook.xml"]
    names = re.findall(rb"<definedName .*?</definedName>", book)
    if not names:
        return
    struck = chance.choice(names)
    told = chance.choice(("#REF!", "", "'x'!$A:$A", "A1", '"xlperf|a|b|c|d|e|f|GGGG"', "1" * 9000))
    name = chance.choice(('name="xlperf_seal"', 'name="_xlnm.Print_Titles"', 'name=""', ""))
    made = f"<definedName {name}>{told}</definedName>".encode()
    more = made + struck if chance.random() < 0.5 else made
    parts["xl/workbook.xml"] = book.replace(struck, more, 1)


def _formats(parts: Parts, chance: Random) -> None:
    """Another number format for one style of cells, and a figure it may not hold."""
    styles = parts["xl/styles.xml"]
    code = chance.choice((chance.choice(_FORMATS), *drawn_formats(chance, 1)))
    told = escape(code, {chr(34): "&quot;"})
    number = chance.choice((14, 22, 45, 46, 57, 164, 999))
    add = f'<numFmt numFmtId="{number}" formatCode="{told}"/>'.encode()
    styles = re.sub(rb"(<numFmts[^>]*>)", lambda each: each.group() + add, styles, count=1)
    parts["xl/styles.xml"] = re.sub(rb'(<xf numFmtId=")[0-9]+', rb"\g<1>%d" % number, styles)
    _cells(parts, chance)


def _cells(parts: Parts, chance: Random) -> None:
    """Some cells of a sheet are of another kind, hold another thing, or have another style."""
    name = _sheet(parts, chance)
    share = chance.choice((0.02, 0.02, 0.2, 1))
    kind = chance.choice((_error, _figure, _date, _truth, _formula, _style, _rich))

    def other(cell: "re.Match[bytes]") -> bytes:
        if chance.random() > share:
            return cell.group()
        return kind(cell, chance)

    parts[name] = _CELL.sub(other, parts[name])


def _sheet(parts: Parts, chance: Random) -> str:
    return chance.choice([name for name in parts if _SHEETS.fullmatch(name)])


def _made(cell: "re.Match[bytes]", kind: str, inside: str) -> bytes:
    head = b'<c r="%s%s"%s' % (cell[1], cell[2], cell[3] or b"")
    return head + f"{kind}>{inside}</c>".encode()


def _error(cell: "re.Match[bytes]", chance: Random) -> bytes:
    return _made(cell, ' t="e"', f"<v>{chance.choice(_ERRORS)}</v>")


def _figure(cell: "re.Match[bytes]", chance: Random) -> bytes:
    return _made(cell, "", f"<v>{chance.choice(_FIGURES)}</v>")


def _date(cell: "re.Match[bytes]", chance: Random) -> bytes:
    day = chance.choice(("2023-03-01", "9999-99-99", "0000-00-00T25:00:00Z", "x", ""))
    return _made(cell, ' t="d"', f"<v>{day}</v>")


def _truth(cell: "re.Match[bytes]", chance: Random) -> bytes:
    return _made(cell, ' t="b"', f"<v>{chance.choice(('1', '0', '2', 'x'))}</v>")


def _formula(cell: "re.Match[bytes]", chance: Random) -> bytes:
    kind = chance.choice(("", ' t="str"', ' t="e"'))
    return _made(cell, kind, f"<f>A1+</f><v>{chance.choice((*_ERRORS, *_FIGURES))}</v>")


def _style(cell: "re.Match[bytes]", chance: Random) -> bytes:
    other = b' s="%d"' % chance.choice((0, 1, 5, 20, 33, 999))
    return cell.group().replace(cell[3], other, 1) if cell[3] else cell.group()


def _rich(cell: "re.Match[bytes]", chance: Random) -> bytes:
    text = chance.choice(
        ("≥95%", "x&#10;y", "_x001B_[31m", "￥30", "&#x202e;12", "项目编码", "绩效目标")
    )
    runs = f"<is><r><rPr><strike/></rPr><t>{text}</t></r><r><t>{text}</t></r></is>"
    return _made(cell, ' t="inlineStr"', runs)


def without_column(parts: Parts, chance: Random) -> None:
    """A column of a sheet is taken out, as a person does it; merged ranges end where they did."""
    name = _sheet(parts, chance)
    gone = chance.randint(0, 9)
    letters = [column_letters(number).encode() for number in range(40)]

    def moved(cell: "re.Match[bytes]") -> bytes:
        at = letters.index(cell[1]) if cell[1] in letters else -1
        if at == gone:
            return b""
        return cell.group().replace(cell[1], letters[at - 1], 1) if at > gone else cell.group()

    parts[name] = _CELL.sub(moved, parts[name])


def _open_cells(parts: Parts, chance: Random) -> None:
    """Figures of an .ods are others, of another kind, or under another style."""
    values = (*_FIGURES, "PT99999999H", "2023-03-01", "true")
    kinds = ("float", "date", "time", "percentage", "boolean", "string", "x")

    def other(_: "re.Match[bytes]") -> bytes:
        value, kind = chance.choice(values), chance.choice(kinds)
        name = chance.choice(("value", "date-value", "time-value", "boolean-value"))
        return f' office:{name}="{value}" calcext:value-type="{kind}"'.encode()

    body = parts["content.xml"]
    parts["content.xml"] = _VALUE.sub(other, body, count=chance.choice((1, 5, 0)))


def _open_part(parts: Parts, chance: Random) -> None:
    name = chance.choice(("content.xml", "content.xml", "styles.xml", "meta.xml"))
    if name in parts:
        parts[name] = _spliced(parts[name], chance)


_WAYS: Sequence[Callable[[Parts, Random], None]] = (
    _part, _part, hidden_texts, hidden_texts, _names, _formats, _formats, _cells, _cells, _cells,
    without_column,
)  # fmt: skip
_OPEN: Sequence[Callable[[Parts, Random], None]] = (_part, _open_cells, _open_part)
