"""What people put outside the cells: read tells it, and no update of a workbook loses it."""

import io
import re
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment

from parts import samples
from parts.broken import with_parts
from parts.office import Office
from parts.package import Package
from parts.rounds import FORM, IN_TIME, answered, issued, master_of, took_in
from xlperf import Form, read
from xlperf.budget.nouns import Master
from xlperf.cli.program import cli
from xlperf.findings import Finding, Level, level_of
from xlperf.master.list_form import list_workbook
from xlperf.rounds.opening import open_round
from xlperf.rounds.reissuing import reissue
from xlperf.syncing import sync

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = (
    '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="A"/><xdr:cNvSpPr{}/></xdr:nvSpPr><xdr:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/>'
    "<a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)
OBJECTS = {
    "text-box": SHAPE.format(' txBox="1"', "另有 200 册"),
    "shape": SHAPE.format("", ""),
    "picture": "<xdr:pic/>",
    "chart": "<xdr:graphicFrame/>",
}
TELLS = {"text-box": "文本框", "shape": "图形", "picture": "图片", "chart": "图表"}


def with_object(content: bytes, kind: str, sheet: int = 1) -> bytes:
    """A workbook with something laid over C10 of one of its sheets, as Excel writes it."""
    anchor = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col>"
        "<xdr:colOff>0</xdr:colOff><xdr:row>10</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f"{OBJECTS[kind]}<xdr:clientData/></xdr:twoCellAnchor>"
    )
    drawing = f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main">{anchor}</xdr:wsDr>'  # noqa: E501
    part = Package(content).sheets[sheet].part
    rels = re.sub(r"([^/]+)$", r"_rels/\1.rels", part)
    relation = (
        f'<Relationship Id="rIdDrawn" Type="{RELATIONS}/drawing" Target="../drawings/drawn.xml"/>'
    )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if rels in package.namelist():
            listed = (
                package.read(rels)
                .decode()
                .replace("</Relationships>", f"{relation}</Relationships>")
            )
        else:
            space = "http://schemas.openxmlformats.org/package/2006/relationships"
            listed = f'<Relationships xmlns="{space}">{relation}</Relationships>'
        types = package.read("[Content_Types].xml").decode()
        cells = package.read(part).decode()
    before = "<legacyDrawing" if "<legacyDrawing" in cells else "</worksheet>"
    pointer = f'<drawing xmlns:r="{RELATIONS}" r:id="rIdDrawn"/>{before}'
    kind_of_part = "application/vnd.openxmlformats-officedocument.drawing+xml"
    override = f'<Override PartName="/xl/drawings/drawn.xml" ContentType="{kind_of_part}"/>'
    return with_parts(
        content,
        {
            part: cells.replace(before, pointer).encode(),
            rels: listed.encode(),
            "xl/drawings/drawn.xml": drawing.encode(),
            "[Content_Types].xml": types.replace("</Types>", f"{override}</Types>").encode(),
        },
    )


def project_sheet(content: bytes) -> int:
    """The number of the first project's sheet."""
    names = [each.name for each in Package(content).sheets]
    return names.index(read(content).projects[0].sheet)


def dearer() -> bytes:
    """The master budget of the first unit with another amount."""
    master = master_of(1)
    (unit,) = master.units
    (project,) = unit.projects
    assert project.budget is not None
    assert project.fiscal is not None
    more = {"budget": project.budget + 1, "fiscal": project.fiscal + 1}
    changed = unit.model_copy(update={"projects": (project.model_copy(update=more),)})
    return list_workbook(Form.load("master"), master.model_copy(update={"units": (changed,)}))


@pytest.mark.parametrize("kind", OBJECTS)
def test_an_object_is_told_at_its_place(kind: str) -> None:
    content = answered(1)
    (told,) = [
        each for each in read(with_object(content, kind, project_sheet(content))).findings
        if each.code == "sheet.object"
    ]  # fmt: skip
    assert (told.level, told.place.cell) == (Level.WARNING, "C10")
    assert TELLS[kind] in told.message()


def test_a_shape_of_an_old_drawing_is_told_and_the_box_of_a_note_is_none() -> None:
    """Controls and text boxes of older programs stand beside the boxes of notes."""
    content = noted(answered(1), "B3", "一句话")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        (part,) = (each for each in package.namelist() if each.endswith(".vml"))
        drawn = package.read(part).decode()
    shape = (
        '<v:shape id="a" type="#_x0000_t201"><v:textbox><div><font>另有&lt;200&gt;<br></font></div>'
        '</v:textbox><x:ClientData ObjectType="Rect"><x:Anchor>2, 0, 9, 0, 4, 0, 11, 0</x:Anchor>'
        "</x:ClientData></v:shape>"
    )
    odd = with_parts(content, {part: drawn.replace("</xml>", f"{shape}</xml>").encode()})
    assert [each.kind for each in read(content).outside] == ["note"]
    (box, _) = read(odd).outside
    assert (box.kind, box.place, box.text) == ("text-box", "C10", "另有<200>")


def test_an_ordinary_return_tells_of_no_object() -> None:
    filled = read(answered(1))
    assert not [each for each in filled.findings if each.code.startswith("sheet.")]
    assert filled.outside == ()


@pytest.mark.parametrize(("level", "wanted"), [("error", [Level.ERROR]), ("off", [])])
def test_the_form_sets_the_level(level: str, wanted: list[Level]) -> None:
    """The level says what is told; that something is lost is known all the same."""
    form = Form.model_validate({**FORM.model_dump(), "levels": {"sheet.object": level}})
    content = answered(1)
    filled = read(with_object(content, "text-box", project_sheet(content)), form)
    assert [e.level for e in filled.findings if e.code == "sheet.object"] == wanted
    assert [each.kind for each in filled.outside] == ["text-box"]
    assert sync(filled, changed_master()).refused


def changed_master() -> Master:
    """The master budget in which the first unit has another amount."""
    master = master_of(1)
    (unit,) = master.units
    (project,) = unit.projects
    more = {"budget": Decimal(99), "fiscal": Decimal(99), "other": Decimal(0)}
    changed = unit.model_copy(update={"projects": (project.model_copy(update=more),)})
    return master.model_copy(update={"units": (changed,)})


@pytest.mark.parametrize("kind", OBJECTS)
def test_sync_leaves_a_file_with_objects_alone_unless_told_otherwise(
    tmp_path: Path, kind: str
) -> None:
    content = answered(1)
    source, master = tmp_path / "回.xlsx", tmp_path / "主.xlsx"
    source.write_bytes(with_object(content, kind, project_sheet(content)))
    before = source.read_bytes()
    master.write_bytes(dearer())
    args = ["sync", str(source), "--master", str(master), "--out", str(tmp_path / "新")]
    refused = CliRunner().invoke(cli, args)
    assert refused.exit_code == 1
    assert "990001" in refused.output
    assert "--without-objects" in refused.output
    assert not [*tmp_path.glob("新/*")]
    done = CliRunner().invoke(cli, [*args, "--without-objects"])
    assert done.exit_code == 0
    (made,) = (tmp_path / "新").iterdir()
    assert read(made).identity is not None
    assert source.read_bytes() == before


def test_what_an_object_says_is_kept_aside_when_it_is_left_out() -> None:
    content = answered(1)
    source = with_object(content, "text-box", project_sheet(content))
    made = sync(source, changed_master(), without_objects=True)
    assert "另有 200 册" in [each.answer for each in made.changes]
    assert made.content is not None
    again = read(made.content)
    assert again.identity is not None
    assert "另有 200 册" in [each.text for each in again.identity.aside]


def test_a_file_nothing_changes_for_stands_with_its_objects() -> None:
    content = answered(1)
    made = sync(with_object(content, "picture", project_sheet(content)), master_of(1))
    assert (made.refused, made.content) == ((), None)


def test_an_object_on_the_guide_would_be_lost_too() -> None:
    made = sync(with_object(answered(1), "picture", 0), changed_master())
    assert [each.code for each in made.refused] == ["sync.objects"]


def noted(content: bytes, place: str, text: str) -> bytes:
    """A workbook with a person's note on a cell of its first project's sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[read(content).projects[0].sheet][place].comment = Comment(text, "李")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_notes_of_every_format_are_carried_into_the_new_workbook(
    tmp_path: Path, libreoffice: Office, suffix: str
) -> None:
    content = answered(1)
    place = str(read(content).projects[0].where["budget"])
    for cell, text in ((place, "含上年结转"), ("A1", "标题上的话")):
        content = noted(content, cell, text)
    source = tmp_path / "回.xlsx"
    source.write_bytes(content)
    (saved,) = libreoffice.converted([source], suffix)
    filled = read(saved)
    told = {f.place.cell: f.found for f in filled.findings if f.code == "sheet.note"}
    assert told.keys() == {place, "A1"}
    assert "含上年结转" in told[place]
    made = sync(saved, changed_master())
    assert made.content is not None, made.refused
    again = read(made.content)
    notes = [each.text for each in again.projects[0].comments.values()]
    assert any("含上年结转" in each for each in notes)
    assert again.identity is not None
    aside = [each.text for each in again.identity.aside]
    assert any("标题上的话" in each for each in aside)
    assert not any("含上年结转" in each for each in aside)


def test_a_round_leaves_the_unit_alone_and_lists_it(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    issued(folder, master_of(1))
    content = answered(1)
    returned = tmp_path / "990001.xlsx"
    returned.write_bytes(with_object(content, "text-box", project_sheet(content)))
    took_in(folder, [returned])
    later = IN_TIME + timedelta(days=1)
    with open_round(folder) as round:
        (left,) = reissue(round, later, master=changed_master(), workers=1)
        assert left.issue is None
        assert [each.code for each in left.refused] == ["sync.objects"]
        (done,) = reissue(round, later, workers=1, without_objects=True)
        assert done.issue is not None
        assert done.issue.number == 2
    (kept,) = (folder / "received").rglob("*.xlsx")
    assert kept.read_bytes() == returned.read_bytes()


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_what_lies_over_cells_is_told_in_other_formats(
    tmp_path: Path, libreoffice: Office, suffix: str
) -> None:
    content = answered(1)
    source = tmp_path / "回.xlsx"
    source.write_bytes(with_object(content, "text-box", project_sheet(content)))
    (saved,) = libreoffice.converted([source], suffix)
    (told,) = [each for each in read(saved).findings if each.code == "sheet.object"]
    assert "另有 200 册" in told.found
    assert [each.code for each in sync(saved, changed_master()).refused] == ["sync.objects"]


def of_no_height(content: bytes, sheet: str, row: int) -> bytes:
    """A workbook with one row pushed together to nothing."""
    part = next(each.part for each in Package(content).sheets if each.name == sheet)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        cells = package.read(part).decode()
    (attributes,) = re.findall(f'<row r="{row}"([^>]*)>', cells)
    bare = re.sub(' (ht|customHeight)="[^"]*"', "", attributes)
    flat = f'<row r="{row}"{bare} ht="0" customHeight="1">'
    return with_parts(content, {part: cells.replace(f'<row r="{row}"{attributes}>', flat).encode()})


def hidden(content: bytes, how: str, sheet: str, letters: str, row: int) -> bytes:
    """A workbook with a row or column out of sight."""
    if how == "row of no height":
        return of_no_height(content, sheet, row)
    book = openpyxl.load_workbook(io.BytesIO(content))
    if how == "hidden row":
        book[sheet].row_dimensions[row].hidden = True
    else:
        book[sheet].column_dimensions[letters].hidden = True
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


HIDES = ("hidden row", "hidden column")


@pytest.mark.parametrize(
    ("how", "suffix"),
    [
        *((how, suffix) for how in HIDES for suffix in ("xlsx", "xls", "ods")),
        ("row of no height", "xlsx"),  # LibreOffice gives such a row its height again
    ],
)
def test_what_is_taken_from_where_nobody_sees_it_is_told(
    tmp_path: Path, libreoffice: Office, how: str, suffix: str
) -> None:
    content = answered(1)
    filled = read(content)
    cell = filled.projects[0].where["indicators.0.level3"]
    letters = str(cell).rstrip("0123456789")
    source = tmp_path / "回.xlsx"
    source.write_bytes(hidden(content, how, filled.projects[0].sheet, letters, cell.row + 1))
    (saved,) = [source] if suffix == "xlsx" else libreoffice.converted([source], suffix)
    found = [each for each in read(saved).findings if each.code.endswith(".hidden")]
    assert [each.code for each in found] == ["column.hidden" if "column" in how else "row.hidden"]
    assert samples.filled_unit(FORM).projects[1].indicators[0].level3 in [
        each.level3 for each in read(saved).projects[0].project.indicators
    ]


WORDS = {"text-box": ("文本框", "text box"), "picture": ("图片", "picture")}


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("code", ["sheet.object", "sync.objects"])
def test_each_language_has_its_own_word_for_what_lies_on_a_sheet(code: str, kind: str) -> None:
    told = Finding(code, level_of(code), found="表!C10", values={"expected": kind})
    chinese, english = WORDS[kind]
    assert chinese in told.message("zh")
    assert english not in told.message("zh")
    assert english in told.message("en")
    assert chinese not in told.message("en")


def test_several_kinds_and_what_earlier_versions_kept_are_told() -> None:
    several = Finding("sync.objects", Level.ERROR, values={"expected": "text-box picture"})
    assert "文本框、图片" in several.message("zh")
    assert "text box, picture" in several.message("en")
    kept = Finding("sheet.object", Level.WARNING, values={"expected": "文本框 text box"})
    assert "文本框" in kept.message("zh")
