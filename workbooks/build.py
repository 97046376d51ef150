"""Rebuild the gallery: what the demonstration makes, and a few workbooks broken on purpose.

The ledger of its round is left out: it is no workbook, and not the same bytes every time.
"""

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from xlperf.demo import demo

HERE = Path(__file__).parent
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
SOURCE = "125002 示例单位甲（虚构）.xlsx"


def words_in_money(sheet: Worksheet) -> None:
    """A word where a figure belongs."""
    sheet["D6"] = "三十六万"


def label_deleted(sheet: Worksheet) -> None:
    """A label gone, so that nobody can say what stands beside it."""
    sheet["E6"] = None


def amount_changed(sheet: Worksheet) -> None:
    """A locked amount changed by hand."""
    sheet["D6"] = 63


def code_as_number(sheet: Worksheet) -> None:
    """A code typed as a number, which has lost its last digits."""
    sheet["C5"] = 13081123000202100016


BROKEN: dict[str, Callable[[Worksheet], None]] = {
    "金额写成文字.xlsx": words_in_money,
    "栏目被删.xlsx": label_deleted,
    "预算数被改.xlsx": amount_changed,
    "编码成了数字.xlsx": code_as_number,
}


def broken(returned: Path) -> Iterator[tuple[str, bytes]]:
    """The returned workbook, broken in each way, with its name: the same bytes each time."""
    for name, spoil in BROKEN.items():
        book, made = openpyxl.load_workbook(returned), io.BytesIO()
        spoil(book.worksheets[3])
        book.save(made)
        yield name, of_one_day(made)


def of_one_day(made: io.BytesIO) -> bytes:
    """The same parts, without the moment they were saved at."""
    kept = io.BytesIO()
    with ZipFile(made) as parts, ZipFile(kept, "w") as archive:
        for name in parts.namelist():
            content = MODIFIED.sub(rb"\g<1>2023-01-01T00:00:00Z\2", parts.read(name))
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return kept.getvalue()


def main() -> None:
    """Make everything anew; what is no longer made goes."""
    for old in HERE.glob("[0-9]-*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    with tempfile.TemporaryDirectory() as name:
        made = demo(Path(name))
        printed = Path(name).rglob("*.docx")
        for path in sorted([*Path(name).rglob("*.xlsx"), *printed]):
            target = HERE / path.relative_to(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    returned = next(HERE / "3-回收" / path.name for path in made.returns if path.name == SOURCE)
    folder = HERE / "8-有毛病的"
    folder.mkdir()
    for file, content in broken(returned):
        (folder / file).write_bytes(content)


if __name__ == "__main__":
    main()
