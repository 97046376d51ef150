"""A Word file without its text: styles by name, fonts, footers, settings, and the file's date.

python-docx makes it; what it has no words for is put into its XML.
"""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from ...form import Form
from ..paging import AFTER_PART, NOT_FIRST, NOT_LAST, POINT

LANGS = {"zh": ("zh-CN", "en-US"), "en": ("en-GB", "en-GB")}
_KEPT = frozenset({
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "heading 1", "heading 2",
    "Title", "footer", "header",
})  # fmt: skip
"""Styles of python-docx's own template that stay; it has a hundred more."""
_UNUSED = frozenset({"stylesWithEffects", "customXml", "numbering", "webSettings", "thumbnail"})


class Look(NamedTuple):
    """A paragraph style: its font by the name in the form, sizes in points."""

    name: str
    font: str
    size: float
    line: float
    across: str = "left"
    indent: float = 0.0
    kept: bool = False
    after: float = 0.0
    level: int | None = None


def looks(form: Form) -> tuple[Look, ...]:
    """The styles of a text, by the names that Word shows."""
    sizes, lines = form.publish.sizes, form.publish.lines
    body, set_in = lines.body, 2 * sizes.body
    return (
        Look("Title", "title", sizes.title, lines.title, "center"),
        Look("Heading 1", "title", sizes.title, lines.title, "center", 0, True,
             AFTER_PART / POINT, 0),
        Look("Heading 2", "heading", sizes.heading, body, "left", 2 * sizes.heading, True, 0, 1),
        Look("Table Title", "heading", sizes.heading, body, "center", 0, True, 0, 1),
        Look("Cover Line", "body", sizes.body, body, "center"),
        Look("Contents Title", "title", sizes.title, lines.title, "center", 0, False, 12),
        Look("toc 1", "heading", sizes.body, body),
        Look("toc 2", "body", sizes.body, body, "left", sizes.body),
        Look("Entry", "entry", sizes.body, body, "left", set_in, True),
        Look("Text", "body", sizes.body, body, "both", set_in),
        Look("Table Line", "table", sizes.table, lines.table, kept=True),
        Look("Table Text", "table", sizes.table, lines.table),
        Look("Gap", "table", 1, 1),
        Look("Page Number", "number", sizes.number, lines.body),
    )  # fmt: skip


class Skeleton(NamedTuple):
    """A Word file with all but its text, and what its text needs of it.

    Attributes:
        content: the file; python-docx stamps its zip with the clock.
        styles: the ids of the styles, by name.
        numbered: the ids of the footers with page numbers, of odd and of even pages.
        blank: those of the footers with nothing.
    """

    content: bytes
    styles: Mapping[str, str]
    numbered: tuple[str, str]
    blank: tuple[str, str]


def skeleton(form: Form, title: str, by: str, day: date) -> Skeleton:
    """Make a Word file without its text."""
    document = Document()
    _prune(document)
    _defaults(document, form)
    for look in looks(form):
        _style(document, form, look)
    _settings(document, form)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, by, by
    moment = datetime(day.year, day.month, day.day)
    properties.created = properties.modified = moment
    properties.language = LANGS[form.lang][0]
    properties.comments, properties.keywords, properties.revision = "", "", 1
    blank = _footers(document.sections[0])
    numbered = _footers(document.add_section(), form)
    made = BytesIO()
    document.save(made)
    ids = {each.name: each.style_id for each in document.styles}
    return Skeleton(made.getvalue(), ids, numbered, blank)


def _footers(section: Any, form: Form | None = None) -> tuple[str, str]:
    """The footers of odd and of even pages; without a form they say nothing."""
    ids = []
    for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        if form:
            _number(paragraph, form, is_odd=is_odd)
        kind = "default" if is_odd else "even"
        ids.append(next(
            each.get(qn("r:id")) for each in section._sectPr.findall(qn("w:footerReference"))
            if each.get(qn("w:type")) == kind
        ))  # fmt: skip
    return ids[0], ids[1]


def _number(paragraph: Any, form: Form, *, is_odd: bool) -> None:
    """The number of the page, on its outer side or in the middle."""
    paragraph.style = "Page Number"
    size, layout = Pt(form.publish.sizes.number), paragraph.paragraph_format
    if form.publish.side == "middle":
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif is_odd:
        layout.alignment, layout.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, size
    else:
        layout.alignment, layout.left_indent = WD_ALIGN_PARAGRAPH.LEFT, size
    before, _, after = form.publish.page.partition("{page}")
    paragraph.add_run(before)
    asked = f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
    begin, separate, end = (
        f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        for kind in ("begin", "separate", "end")
    )
    for markup in (begin, asked, separate):
        paragraph.add_run()._r.append(parse_xml(markup))
    paragraph.add_run("1")
    paragraph.add_run()._r.append(parse_xml(end))
    paragraph.add_run(after)


def _prune(document: Any) -> None:
    """Away with what the template of python-docx has and no text uses."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")) not in _KEPT:
            styles.remove(style)
        else:
            for tag in ("w:link", "w:next", "w:basedOn"):
                for old in style.findall(qn(tag)):
                    style.remove(old)
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                del relations[name]


def _defaults(document: Any, form: Form) -> None:
    """The font and language of all that has none of its own, and no spacing anywhere."""
    chinese, latin = LANGS[form.lang]
    fonts = form.publish.fonts
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for each in list(defaults):
        defaults.remove(each)
    east = chinese if form.lang == "zh" else "zh-CN"
    defaults.append(parse_xml(
        f'<w:rPrDefault {nsdecls("w")}><w:rPr>'
        f'<w:rFonts w:ascii="{fonts.latin}" w:hAnsi="{fonts.latin}" w:cs="{fonts.latin}"'
        f' w:eastAsia="{fonts.body}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{latin}" w:eastAsia="{east}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    ))  # fmt: skip
    lines = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:topLinePunct w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0"/>'
    )
    defaults.append(
        parse_xml(f"<w:pPrDefault {nsdecls('w')}><w:pPr>{lines}</w:pPr></w:pPrDefault>")
    )
    normal = document.styles["Normal"].element  # LibreOffice does not believe all defaults
    for old in normal.findall(qn("w:pPr")):
        normal.remove(old)
    own = normal.get_or_add_pPr()
    for each in list(parse_xml(f"<w:pPr {nsdecls('w')}>{lines}</w:pPr>")):
        own.append(each)


def _style(document: Any, form: Form, look: Look) -> None:
    styles = document.styles
    known = {each.name: each for each in styles}
    style = known.get(look.name) or styles.add_style(
        look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name.startswith("toc")
    )
    element = style.element
    for tag in ("w:pPr", "w:rPr"):
        if (old := element.find(qn(tag))) is not None:
            element.remove(old)
    style.base_style = styles["Normal"]
    style.hidden, style.quick_style = False, True
    style.font.size = Pt(look.size)
    run = element.get_or_add_rPr()
    font, latin = getattr(form.publish.fonts, look.font), form.publish.fonts.latin
    run.insert(0, parse_xml(
        f'<w:rFonts {nsdecls("w")} w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}"'
        f' w:eastAsia="{font}"/>'
    ))  # fmt: skip
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    layout.space_before, layout.space_after = Pt(0), Pt(look.after)
    layout.keep_with_next = layout.keep_together = look.kept or None
    layout.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    }[look.across]  # fmt: skip
    if look.indent:
        layout.first_line_indent = Pt(look.indent)
    if look.level is not None:
        layout.element.get_or_add_pPr().append(
            parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look.level}"/>')
        )


def _settings(document: Any, form: Form) -> None:
    """The signs that begin or end no line, said outright: the count of lines hangs on them."""
    settings = document.settings.element
    for old in list(settings):
        settings.remove(old)
    outer = "<w:evenAndOddHeaders/>" if form.publish.side == "outer" else ""
    east = LANGS["zh"][0]
    made = parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="420"/>{outer}'
        f'<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="{east}" w:val={quoteattr(NOT_LAST)}/>'
        f'<w:noLineBreaksBefore w:lang="{east}" w:val={quoteattr(NOT_FIRST)}/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode"'
        f' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGS[form.lang][1]}" w:eastAsia="{east}"/>'
        f'<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
    for each in list(made):
        settings.append(each)
