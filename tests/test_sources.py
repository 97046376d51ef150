"""A file is a path, its bytes, or an open binary file: the same for every verb that reads one."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from xlperf import read, read_master
from xlperf.findings import FileError
from xlperf.reading import Filled, annotate, read_many

ROOT = Path(__file__).parents[1]
RETURNS = sorted((ROOT / "workbooks" / "3-回收").glob("*.xlsx"))
GOOD = RETURNS[1]
CONTENT = GOOD.read_bytes()
WRONG = [None, 7, [], {}, bytearray(CONTENT), object()]


class PathLike:
    """What stands for a path without being one."""

    def __fspath__(self) -> str:
        return str(GOOD)

    def __str__(self) -> str:
        return str(GOOD)


class Failing(io.RawIOBase):
    """A file on a disk that fails."""

    name = "x.xlsx"

    def read(self, size: int = -1, /) -> bytes:
        """Fail as disks do."""
        raise OSError(5, "Input/output error")


def test_a_path_its_text_its_bytes_and_an_open_file_read_the_same() -> None:
    by_path = read(GOOD)
    assert by_path.file == str(GOOD)
    assert read(str(GOOD)) == read(PathLike()) == by_path
    assert read(CONTENT, name=str(GOOD)) == by_path
    assert read(io.BytesIO(CONTENT), name=str(GOOD)) == by_path
    assert read(CONTENT).file == read(io.BytesIO(CONTENT)).file == ""
    with GOOD.open("rb") as file:
        assert read(file) == by_path
        assert not file.closed


def test_an_open_file_is_read_from_where_it_stands() -> None:
    file = io.BytesIO(b"leader" + CONTENT)
    file.seek(6)
    assert read(file).is_readable
    assert file.tell() == 6 + len(CONTENT)
    with pytest.raises(FileError):  # nothing is left
        read(file)


@pytest.mark.parametrize("source", WRONG, ids=lambda each: type(each).__name__)
def test_anything_else_is_a_mistake_of_the_caller(source: object) -> None:
    for verb in (read, lambda each: annotate(each, Filled("x"))):
        with pytest.raises(TypeError, match=type(source).__name__):
            verb(source)  # type: ignore[no-untyped-call, arg-type]


def test_a_file_open_for_text_is_refused_with_what_to_do() -> None:
    with pytest.raises(TypeError, match="'rb'"):
        read(io.StringIO("text"))  # type: ignore[arg-type]


def test_a_file_that_fails_or_is_huge_is_an_error_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(FileError) as raised:
        read(Failing())
    assert raised.value.code == "file.unopened"
    assert "x.xlsx" in str(raised.value)
    monkeypatch.setattr("xlperf.reading.sources.LARGEST", len(CONTENT) - 1)
    with pytest.raises(FileError) as raised:
        read(io.BytesIO(CONTENT))
    assert raised.value.code == "file.too-large"
    monkeypatch.setattr("xlperf.reading.sources.LARGEST", len(CONTENT))
    assert read(io.BytesIO(CONTENT)).is_readable


def test_annotate_takes_the_same() -> None:
    filled = read(GOOD)
    marked = annotate(CONTENT, filled)
    assert marked != CONTENT
    assert annotate(GOOD, filled) == annotate(str(GOOD), filled) == marked
    assert annotate(io.BytesIO(CONTENT), filled) == marked
    with pytest.raises(FileError) as raised:
        annotate(GOOD.with_name("nowhere.xlsx"), filled)
    assert raised.value.code == "file.not-found"


def test_a_master_budget_is_taken_from_the_same() -> None:
    path = ROOT / "workbooks" / "sample" / "master.csv"
    wanted = read_master(path)
    assert wanted.units
    for source in (str(path), path.read_bytes(), io.BytesIO(path.read_bytes())):
        assert read_master(source) == wanted
    with path.open("rb") as file:
        assert read_master(file) == wanted
    with pytest.raises(TypeError, match="not a path"):
        read_master(7)  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
@pytest.mark.parametrize("name", ["master.csv", "master.xlsx"])
def test_a_pipe_for_a_master_budget_keeps_nobody_waiting(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(FileError) as caught:
        read_master(tmp_path / name)
    assert caught.value.code == "file.special"


def test_many_files_of_every_kind_come_back_in_their_order() -> None:
    told: list[tuple[int, int | None]] = []
    with RETURNS[2].open("rb") as file:
        sources = [GOOD, str(RETURNS[0]), CONTENT, file, Failing(), b"no workbook"]
        read_back = list(read_many(sources, workers=1, on_progress=lambda *step: told.append(step)))
        assert not file.closed
    assert [each.file for each in read_back] == [
        str(GOOD), str(RETURNS[0]), "", str(RETURNS[2]), "x.xlsx", "",
    ]  # fmt: skip
    assert read_back[:2] == [read(GOOD), read(RETURNS[0])]
    assert read_back[2] == read(CONTENT)
    assert [each.is_readable for each in read_back] == [True] * 4 + [False] * 2
    assert [each.findings[0].code for each in read_back[4:]] == ["file.unopened", "file.text"]
    assert told == [(done, 6) for done in range(1, 7)]


def test_of_files_without_a_number_few_are_taken_ahead() -> None:
    taken: list[int] = []
    told: list[tuple[int, int | None]] = []

    def endless() -> Iterator[Path]:
        while True:
            taken.append(1)
            yield GOOD

    reading = read_many(endless(), workers=1, on_progress=lambda *step: told.append(step))
    assert taken == []
    assert next(reading).is_readable
    assert len(taken) <= 4
    assert next(reading).is_readable
    assert told == [(1, None), (2, None)]
    reading.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("files", [str(GOOD), GOOD, CONTENT, io.BytesIO(CONTENT)])
def test_one_file_where_many_belong_is_a_mistake(files: object) -> None:
    with pytest.raises(TypeError, match="list"):
        read_many(files)  # type: ignore[arg-type]


def test_what_is_no_file_among_many_is_a_mistake_and_nothing_is_left_running() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        list(read_many([None], workers=1))  # type: ignore[list-item]
