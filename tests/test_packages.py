"""Zips: listed by us, inflated within bounds, and made anew with what is unchanged as it stands."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.excel.packages import GENEROUS, Part, listed, open_package, rebuilt
from xlperf.findings import FileError

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)
ENTRIES = st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=6)
CHANGES = st.dictionaries(NAMES, st.none() | st.binary(max_size=300), max_size=4)
DAY = datetime(2022, 11, 16, 9, 30, 2)  # zips know no zone


def zipped(entries: dict[str, bytes], comment: bytes = b"") -> bytes:
    """A zip as Python writes one, with every second entry packed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.comment = comment
        for number, (name, content) in enumerate(entries.items()):
            info = zipfile.ZipInfo(name, DAY.timetuple()[:6])
            made.writestr(info, content, zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED)
    return file.getvalue()


def held(content: bytes) -> dict[str, bytes]:
    """What another reader finds in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def packed(content: bytes, part: Part) -> bytes:
    start = part.start(content)
    return content[start : start + part.packed]


@given(ENTRIES, CHANGES, st.binary(max_size=9).filter(lambda each: b"PK" not in each))
def test_what_is_not_changed_is_copied_as_it_stands(
    entries: dict[str, bytes], changes: dict[str, bytes | None], comment: bytes
) -> None:
    content = zipped(entries, comment)
    parts = listed(content, "a.zip", GENEROUS)
    again = rebuilt(content, parts, changes)
    kept = {name: changes.get(name, each) for name, each in {**entries, **changes}.items()}
    assert held(again) == {name: each for name, each in kept.items() if each is not None}
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert package.comment == comment
    before = {part.name: part for part in parts}
    for part in listed(again, "a.zip", GENEROUS):
        if part.name not in changes:
            assert packed(again, part) == packed(content, before[part.name])
            assert part.modified == before[part.name].modified
    assert rebuilt(content, parts, {}) == content


@given(ENTRIES)
def test_what_is_listed_is_what_another_reader_lists(entries: dict[str, bytes]) -> None:
    content = zipped(entries)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        told = [(i.filename, i.CRC, i.compress_size, i.file_size) for i in package.infolist()]
    parts = listed(content, "a.zip", GENEROUS)
    assert [(p.name, p.checksum, p.packed, p.size) for p in parts] == told
    for part in parts:
        date, time = part.modified
        day = (date >> 9) + 1980, date >> 5 & 0xF, date & 0x1F
        assert datetime(*day, time >> 11, time >> 5 & 0x3F, (time & 0x1F) * 2) == DAY
        whole, ends = part.inflated(content, part.start(content), part.size)
        assert ends
        assert whole == entries[part.name]


def test_no_more_is_inflated_than_is_asked_for() -> None:
    content = zipped({"a": b"", "b": bytes(1000)})
    _, part = listed(content, "a.zip", GENEROUS)
    inflated, ends = part.inflated(content, part.start(content), 10)
    assert len(inflated) == 11
    assert not ends


def test_a_zip_in_the_large_form_is_read_and_not_patched() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made, made.open("a", "w", force_zip64=True) as entry:
        entry.write(b"1")
    content = file.getvalue()
    parts = listed(content, "a.zip", GENEROUS)
    package = open_package(content, "a.zip", parts, GENEROUS)
    assert package.read("A") == b"1"
    elsewhere = replace(parts[0], offset=1)  # as the large form has it: not where the record says
    with pytest.raises(ValueError, match="zip64"):
        rebuilt(content, [elsewhere], {})


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", zipped({"a": b"1"})[:-5]])
def test_what_has_no_end_is_refused(damage: bytes) -> None:
    with pytest.raises(FileError) as caught:
        listed(damage, "a.zip", GENEROUS)
    assert caught.value.code == "file.truncated"
