"""Small workbooks as drawn by lot: mostly as programs write them, with something odd here or there.

How odd is drawn for each workbook: in most, one thing of a hundred; in some, every fifth.
"""

from collections.abc import Sequence
from random import Random

from . import hostile as h

_NUMBERS = (
    "1", "0", "2.5", "-0", ".5", "1.", "1e5", "1E-3", "1e99", "1e999", "NaN", "INF", "1_0", "0x1",
    " 3", "3 ", "３", "00012", "123456789012345678901234567890", "9" * 400, "", "-", "1&#50;", "+1",
    "46085", "2958466", "5e-324", "1<!-- -->2", "<![CDATA[1]]>", "1\n", "3000000",
)  # fmt: skip
TEXTS = (
    "甲", "乙 ", "", "  a ", "a&amp;b", "a&lt;b", "&#20013;", "&#x4e2d;", "&#160;", "&#10;",
    "&#13;", "&#9;x", "_x0041_", "_x000D_", "_x000d_", "a_x000D_\n", "a\r\nb", "\n",
    "<![CDATA[x]]>", "a<!-- c -->b", "]]>", "a>b", "\x01", "\ufffe", "\u3000x\u3000", "&nbsp;",
    "&", "_x", "&amp;amp;", "&amp;#20013;", "&#55296;",
    "&#64990;", "_x005F_x0041_", 't="s"', "\x00",
)  # fmt: skip
VALUES = {
    "": _NUMBERS, "n": _NUMBERS, "b": ("1", "0", "1", "2", "true", ""),
    "s": ("0", "1", "2", "3", "4", "5", "6", "7", "-1", "", "01", "999999999", "1 "),
    "e": ("#N/A", "#REF!", "#DIV/0!", "#SPILL!", "#n/a", "?", ""),
    "d": ("2026-03-04", "2026-03-04T10:00:00", "T08:30:00", "x"),
}  # fmt: skip
_KINDS = ("", "n", "s", "str", "b", "e", "inlineStr", "d", "zzz", "S")
_STYLES = ("", "0", "1", "2", "3", "4", "99", "-1", '1" s="2', "x", " 1", "01")
_MORE = ('cm="1"', 'vm="1"', 'x="1"', 'xml:space="preserve"', 'xmlns="u"', 'r="Z9"', 't="n"')
_FORMULAS = (
    "<f>A1+1</f>", "<f/>", '<f t="shared" si="0"/>', '<f>"&#20013;"&amp;A1</f>', "<f></f>",
    "<f >1</f>", '<f>"x" t="s"</f>', "<f>a\x00b</f>", '<f xmlns="u">1</f>', "<f><v>1</v></f>",
)  # fmt: skip
_NO_RESULT = ("s", "inlineStr")
INLINE = (
    "<is><t>{}</t></is>", '<is><t xml:space="preserve">{}</t></is>',
    '<is><t>{}</t><phoneticPr fontId="1"/></is>', "<is></is>", "<is><t/></is>",
    "<is><r><t>{}</t></r><r><rPr><strike/></rPr><t> {}</t></r></is>", "<is><t>{}</v></is>",
    '<is><t>{}</t><rPh sb="0" eb="1"><t>y</t></rPh></is>', "<is><t>{}</t><t>b</t></is>",
)  # fmt: skip
STORED = (
    "<v>{}</v>", "", "<v/>", "<v></v>", "<v />", "<v>{}</v><v>1</v>", "<x:v>{}</x:v>",
    '<v xml:space="preserve">{}</v>', "<v>{}</v>\n", " <v>{}</v>", "<is><t>a</t></is>",
)  # fmt: skip
_ROWS = (
    "", ' spans="1:9"', ' ht="20.25" customHeight="1"', ' hidden="1"', ' ht="0"', ' ht=".0"',
    ' x14ac:dyDescent="0.25"', ' hidden="0" ht="0"', ' ht="0" ht="5"', ' r="7"', ' xmlns="u"',
)  # fmt: skip
_HEADS = (
    "", '<dimension ref="A1:B2"/>', '<sheetFormatPr zeroHeight="1"/>',
    '<cols><col min="2" max="3" hidden="1"/></cols>',
    '<sheetViews><sheetView topLeftCell="B2"><selection activeCell="A1" sqref="A1:B2"/></sheetView>'
    "</sheetViews>", '<dimension ref="A"/>', '<dimension ref=""/>', "<!-- x -->", "<sheetData/>",
    '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', '<selection sqref="\ufffe"/>',
    '<a sqref="x" sqref="y"/>', '<b<c r="A1"/>c/>', '<x:sheetData xmlns:x="u"/>',
    '<conditionalFormatting sqref="A1:C9"><cfRule dxfId="0"/></conditionalFormatting>',
)  # fmt: skip
_TAILS = (
    "", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    '<sheetProtection sheet="1"/>',
    '<conditionalFormatting sqref="A1:C9"><cfRule dxfId="0"/></conditionalFormatting>',
    '<hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks>',
    "<headerFooter><oddFooter>&amp;C甲</oddFooter></headerFooter>",
    '<mergeCells><mergeCell ref="A1:B2" /><mergeCell ref="C5:A1" /></mergeCells>',
    '<hyperlinks><mergeCell ref="A5:B6"/></hyperlinks>', "<oddFooter>a</oddHeader>",
    '<oddFooter><mergeCell ref="A5:B6"/></oddFooter>', '<c r="A1"><v>9</v></c>', '<row r="1"/>',
    '<x:conditionalFormatting xmlns:x="u"><numFmt formatCode="0%"/><sqref>A1:B9</sqref>'
    "</x:conditionalFormatting>", "<oddFooter>\x02</oddFooter>",
    '<x:a xmlns:x="u"><numFmt formatCode="0%"/><x:sqref><oddFooter>A1</oddFooter></x:sqref></x:a>',
    "<oddFooter>]]></oddFooter>",
    '<mergeCells><mergeCell ref="D4"/></mergeCells>',
)  # fmt: skip
_STRINGS = (
    "<t>甲</t>", "<t>乙 </t>", '<t xml:space="preserve"> 丙 </t>', "<t/>",
    '<r><t>a</t></r><r><rPr><b/></rPr><t xml:space="preserve"> b</t></r>',
    "<r><rPr><strike/></rPr><t>x</t></r>", '<t>a</t><phoneticPr fontId="1" type="noConversion"/>',
)  # fmt: skip
_FORMATS = (
    "0.00", "yyyy/m/d", ";;;", "&quot;d&quot;0", "[h]:mm", "0!.0000", "General&quot;元&quot;",
    "[Red]0", "@",
)  # fmt: skip
_NUMBERED = ("0", "9", "10", "14", "22", "49", "164", "165")
_SPLICES = (b"\x00", b" ", b"\n", b"<!--x-->", b"&", b'"', b"<v>", b"</v>", b'<c r="B1"/>', b"\xff")


class _Lot:
    """What is drawn for one workbook."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.odd = chance.choice((0.0, 0.0, 0.003, 0.01, 0.03, 0.2))

    def one(self, of: Sequence[str], usual: int) -> str:
        """One of some, of which so many are usual."""
        return self.chance.choice(of if self.often(1) else of[:usual])

    def often(self, times: float) -> bool:
        """Whether something odd happens here."""
        return self.chance.random() < self.odd * times

    def rows(self) -> str:
        """Some rows, hardly ever out of order."""
        made = [self._row(number) for number in range(1, self.chance.randrange(2, 6))]
        if self.often(0.3):
            self.chance.shuffle(made)
        return ("\n" if self.often(0.1) else "").join(made)

    def _row(self, number: int) -> str:
        columns = [each for each in ("A", "B", "C", "D", "AA") if self.chance.random() < 0.5]
        columns += [self.chance.choice(("XFD", "XFE", "a", "A"))] if self.often(0.1) else []
        at = self.chance.choice((number + 1, 0, 1_048_577)) if self.often(0.1) else number
        cells = "".join(self._cell(f"{each}{at + self.often(0.1)}") for each in columns)
        said = f'<row r="{at}"{self.one(_ROWS, 4)}'
        return f"{said}>{cells}</row>" if cells or self.chance.random() < 0.5 else f"{said}/>"

    def _cell(self, address: str) -> str:
        is_blank = self.chance.random() < 0.1
        kind = "" if is_blank and not self.often(1) else self.one(_KINDS, 7)
        said = [f'r="{address}"']
        said += [f's="{style}"'] if (style := self.one(_STYLES, 6)) else []
        said += [f't="{kind}"'] if kind else []
        said += [self.chance.choice(_MORE)] if self.often(0.3) else []
        if self.often(0.3):
            self.chance.shuffle(said)
        opening = "<c " + " ".join(said)
        if is_blank:
            return opening + self.chance.choice(("/>", " />", "></c>"))
        value = self.one(VALUES.get(kind, TEXTS), 3)
        has_formula = self.chance.random() < 0.15 and (kind not in _NO_RESULT or self.often(1))
        formula = self.one(_FORMULAS, 4) if has_formula else ""
        inside = self.one(INLINE, 3) if kind == "inlineStr" else self.one(STORED, 1)
        return f"{opening}>{formula}{inside.replace('{}', value)}</c>"

    def strings(self) -> str:
        """The shared strings, some of which may be any."""
        items = [
            f"<t>{self.chance.choice(TEXTS)}</t>" if self.often(1) else each for each in _STRINGS
        ]
        if self.chance.random() < 0.5:
            items = [f"<t>{each}</t>" for each in "甲乙丙丁戊己庚"]
        return h.strings("".join(f"<si>{each}</si>" for each in items))

    def styles(self) -> str:
        """Five styles, under any format, in one of two fonts."""
        formats = "".join(
            f'<numFmt numFmtId="{number}" formatCode="{self.chance.choice(_FORMATS)}"/>'
            for number in (164, 165)
        )
        cells = "".join(
            f'<xf numFmtId="{number}" fontId="{self.chance.choice("0001")}"/>'
            for number in self.chance.choices(_NUMBERED, k=5)
        )
        return (
            f'<styleSheet xmlns="{h.MAIN}"><numFmts>{formats}</numFmts><fonts><font/><font>'
            f"<strike/></font></fonts><cellXfs>{cells}</cellXfs><dxfs><dxf><numFmt numFmtId='164' "
            "formatCode='0%'/></dxf></dxfs></styleSheet>"
        )

    def struck(self, content: bytes) -> bytes:
        """A part with one or two of its bytes changed, taken out or put in, if at all."""
        body = bytearray(content)
        for _ in range(self.chance.choice((1, 2)) if self.often(0.5) else 0):
            at = self.chance.randrange(len(body))
            taken = at + self.chance.choice((0, 0, 1, 1, 5))
            body[at:taken] = self.chance.choice(_SPLICES)
        return bytes(body)


def odd_workbook(chance: Random) -> bytes:
    """A workbook of one sheet."""
    lot = _Lot(chance)
    tails = {lot.one(_TAILS, 6), lot.one(_TAILS, 6)}
    sheet = h.sheet(lot.rows(), before=lot.one(_HEADS, 5), after="".join(sorted(tails)))
    made = h.parts()
    made[h.SHEET] = lot.struck(sheet.encode())
    made[h.STRINGS] = lot.strings().encode()
    pointed = [
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("r2", "sharedStrings", "sharedStrings.xml"),
        ("r3", "styles", "styles.xml"),
    ]
    made["xl/_rels/workbook.xml.rels"] = h.relations(*pointed).encode()
    made["xl/styles.xml"] = lot.styles().encode()
    if chance.random() < 0.1:
        days = b'<workbookPr date1904="1"/><sheets>'
        made[h.BOOK] = made[h.BOOK].replace(b"<sheets>", days)
    return h.zipped(made)
