"""Workbooks are packed by us, lighter than XlsxWriter packs them: nothing else of them differs."""

import io
import zipfile
from pathlib import Path

import pytest

from test_stamping import PLAIN, book_of, numbered
from xlperf.excel.packages import LEVEL, pack_files, packed, parts_of
from xlperf.excel.writing import Writer, workbook_bytes


def test_the_parts_are_those_of_xlsxwriter_in_its_order() -> None:
    book, written = book_of(numbered(PLAIN, 1, {"a": "甲 & 乙", "c": 12.5})), io.BytesIO()
    with Writer(written, book) as writer:
        for sheet in book.sheets:
            writer.add(sheet)
    theirs, ours = parts_of(written.getvalue()), parts_of(workbook_bytes(book))
    assert list(ours.items()) == list(theirs.items())


def test_the_same_parts_give_the_same_bytes_whenever_they_are_packed() -> None:
    parts = {"one.xml": "绩效".encode() * 99, "folder/two.xml": b""}
    content = packed(parts)
    assert packed(parts) == content
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        assert made.testzip() is None
        assert {each.date_time for each in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.compress_type for each in made.infolist()} == {zipfile.ZIP_DEFLATED}
    assert parts_of(content) == parts


def test_a_workbook_is_packed_at_one_level_whoever_wrote_it() -> None:
    book, streamed = book_of(numbered(PLAIN, 1, {})), io.BytesIO()
    with Writer(streamed, book, streaming=True) as writer:
        for sheet in book.sheets:
            writer.add(sheet)
    for content in (workbook_bytes(book), streamed.getvalue()):
        hold_packed_at_our_level(content)


def hold_packed_at_our_level(content: bytes) -> None:
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as made:
        for name, part in parts_of(content).items():
            made.writestr(name, part)
    with zipfile.ZipFile(again) as theirs, zipfile.ZipFile(io.BytesIO(content)) as ours:
        sizes = [[each.compress_size for each in file.infolist()] for file in (theirs, ours)]
    assert sizes[0] == sizes[1]


def test_files_are_packed_as_the_same_bytes_and_taken_away(tmp_path: Path) -> None:
    def packed_files() -> bytes:
        target, files = io.BytesIO(), []
        for number, text in enumerate(("绩效" * 99, "")):
            files.append((f"folder/{number}.xml", tmp_path / f"{number}"))
            files[-1][1].write_text(text, encoding="utf-8")
        pack_files(files, target)
        return target.getvalue()

    content = packed_files()
    assert packed_files() == content
    assert not any(tmp_path.iterdir())
    assert parts_of(content) == {"folder/0.xml": ("绩效" * 99).encode(), "folder/1.xml": b""}


def test_a_file_that_cannot_be_packed_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        pack_files([("one.xml", tmp_path / "gone")], io.BytesIO())
