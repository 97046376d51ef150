"""Returns: everything in a folder gets one verdict, whatever it is and however it is named."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from parts import here, hostile, samples
from xlperf import read
from xlperf.findings.errors import FileError
from xlperf.reading.returned_files import copies, listed

VERDICTS = {
    "a.xlsx": "",
    "b.xlsm": "file.macros",
    "c.xlsb": "file.xlsb",
    "d.et": "file.et",
    "e.csv": "file.text",
    "f.pdf": "file.pdf",
    "g.html": "file.html",
    "h.png": "file.picture",
    "i.json": "file.text",
    "j": "file.empty",
    "~$a.xlsx": "file.lock-office",
    ".~a.xlsx": "file.lock-wps",
    ".~lock.a.xlsx#": "file.lock-libreoffice",
    ".DS_Store": "file.system",
    "Thumbs.db": "file.system",
    "单位甲/报送/k.zip": "file.archive",
    "单位甲/a.xlsx": "",
}
CONTENTS = {
    "file.macros": hostile.changed("xl/vbaProject.bin", b""),
    "file.xlsb": hostile.changed("xl/workbook.bin", b""),
    "file.et": hostile.stream("Workbook"),
    "file.text": "编码,名称\n".encode("gb18030"),
    "file.pdf": b"%PDF-1.7\n",
    "file.html": b"<html><table>",
    "file.picture": b"\x89PNG\r\n\x1a\n",
    "file.empty": b"",
    "file.archive": hostile.zipped({"a.xlsx": hostile.workbook()}),
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one of each, and a folder in a folder."""
    top = tmp_path / "回收"
    for name, code in VERDICTS.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENTS.get(code, b"x") if code else samples.workbook())
    return top


def run(*arguments: object) -> "subprocess.CompletedProcess[bytes]":
    """The command line."""
    command = [sys.executable, "-c", "from xlperf.cli import main; main()"]
    done = subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, check=False, timeout=90
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def run_here(*arguments: object) -> "subprocess.CompletedProcess[bytes]":
    """The same, without processes of their own."""
    with here.reading():
        code, out, error = here.run(arguments)
    return subprocess.CompletedProcess(arguments, code, out.encode(), error.encode())


def told(done: "subprocess.CompletedProcess[bytes]", top: Path) -> dict[str, str]:
    """The code of what each file is, by its path below the folder; "" for one that was read."""
    files = json.loads(done.stdout)["files"]
    return {
        Path(each["file"]).relative_to(top).as_posix(): ""
        if each["form"]
        else each["findings"][0]["code"]
        for each in files
    }


def test_every_file_of_a_folder_gets_one_verdict(folder: Path) -> None:
    done = run_here("read", folder, "--json")
    assert told(done, folder) == VERDICTS
    assert done.returncode == 1


def test_what_systems_and_programs_leave_is_told_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(samples.workbook())
    for name in ("~$a.xlsx", ".~a.xlsx", ".~lock.a.xlsx#", ".DS_Store", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    done = run_here("read", tmp_path)
    clean = run_here("read", tmp_path / "a.xlsx")
    assert done.returncode == clean.returncode
    assert len(done.stderr.splitlines()) == 5


@posix
def test_pipes_sockets_and_links_in_a_circle_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(samples.workbook())
    os.mkfifo(tmp_path / "b.xlsx")
    (tmp_path / "c.xlsx").symlink_to("c.xlsx")
    (tmp_path / "d").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "e.xlsx").symlink_to("nowhere.xlsx")
    (tmp_path / "f.xlsx").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        with contextlib.chdir(tmp_path):  # the address of a socket has a hundred letters at most
            server.bind("g.xlsx")
        verdicts = told(run("read", tmp_path, "--json"), tmp_path)
    assert verdicts == {
        "a.xlsx": "", "b.xlsx": "file.special", "c.xlsx": "file.unopened", "d": "file.special",
        "e.xlsx": "file.not-found", "f.xlsx": "file.special", "g.xlsx": "file.special",
    }  # fmt: skip


@pytest.mark.long
@posix
def test_a_name_that_is_no_text_does_not_stop_the_run(tmp_path: Path) -> None:
    name = os.fsdecode("甲单位.xlsx".encode("gb18030"))
    (tmp_path / name).write_bytes(samples.workbook())
    (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.7\n")
    assert len(json.loads(run("read", tmp_path, "--json").stdout)["files"]) == 2
    assert run("read", tmp_path).returncode == 1
    master = Path(__file__).parents[1] / "workbooks" / "1-主预算.xlsx"
    out = tmp_path / "out" / "s.xlsx"
    assert run("reconcile", tmp_path, "--master", master).returncode == 1
    assert run("consolidate", tmp_path, "--master", master, "--out", out).returncode == 1
    assert out.is_file()


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(FileError) as caught:
        read(path)
    assert caught.value.code == "file.too-large"


@pytest.mark.long
def test_the_master_and_what_we_write_ourselves_are_no_returns(folder: Path) -> None:
    master = shutil.copy(Path(__file__).parents[1] / "workbooks" / "1-主预算.xlsx", folder)
    out, marked = folder / "汇总.xlsx", folder / "标注"
    first = run("consolidate", folder, "--master", master, "--out", out)
    assert out.is_file()
    again = run("consolidate", folder, "--master", master, "--out", out, "--force")
    assert again.stderr == first.stderr
    assert again.stdout == first.stdout
    out.unlink()
    Path(master).unlink()
    assert told(run("read", folder, "--json", "--annotate", marked), folder) == VERDICTS
    again = run("read", folder, "--json", "--annotate", marked, "--force")
    assert told(again, folder) == VERDICTS


def test_marked_copies_of_files_named_alike_keep_their_folders(folder: Path) -> None:
    marked = folder.parent / "标注"
    run_here("read", folder, "--annotate", marked)
    found = sorted(each.relative_to(marked).as_posix() for each in marked.rglob("*.xlsx"))
    assert found == ["单位甲/a.xlsx", "回收/a.xlsx"]


def test_each_file_is_listed_once_and_in_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    named = [folder / "e.csv", Path(), Path("./e.csv"), Path("单位甲/../e.csv"), folder / "单位甲"]
    found = listed(named)
    assert len(found) == len(VERDICTS)
    assert {path.resolve() for path in found} == {folder / name for name in VERDICTS}
    assert found == sorted(found)


def test_a_named_file_is_a_return_whatever_else_it_is(folder: Path) -> None:
    path = folder / "a.xlsx"
    assert listed([path], but=[path]) == [path]
    assert path not in listed([folder], but=[path])


def test_copies_never_meet() -> None:
    files = [Path("/x/a/1.xlsx"), Path("/y/a/1.xlsx"), Path("/y/a/2.xlsx")]
    assert copies(files[1:], Path("o")) == [Path("o/1.xlsx"), Path("o/2.xlsx")]
    wanted = [Path("o/x/a/1.xlsx"), Path("o/y/a/1.xlsx"), Path("o/y/a/2.xlsx")]
    assert copies(files, Path("o")) == wanted
    assert copies([Path("/a/1.XLSX"), Path("/1.xlsx")], Path("o")) == [
        Path("o/a/1.XLSX"), Path("o/1.xlsx"),
    ]  # fmt: skip
