"""Make the pictures of the README from the gallery: what LibreOffice prints, page by page.

The page of a published text is printed by xlperf itself.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from xlperf import publish, read
from xlperf.demo import ABOUT

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"


class Picture(NamedTuple):
    """One picture: which page of which workbook, and the part of it to keep (pixels)."""

    name: str
    workbook: str
    page: int
    dots_per_inch: int
    part: tuple[int, int, int, int]


REAL = "3-回收/125001 承德高新技术产业开发区社区管理办公室本级.xlsx"
EXAMPLE = "3-回收/125002 示例单位甲（虚构）.xlsx"
REISSUED = "2-收表/outbox/edition-2/125003 示例单位乙（虚构）（第2次）.xlsx"
SHOWN = (
    Picture("project", EXAMPLE, 4, 90, (30, 40, 1000, 640)),
    Picture("contents", REAL, 2, 90, (30, 30, 690, 380)),
    Picture("changes", REISSUED, 3, 90, (30, 45, 990, 222)),
    Picture("status", "6-收表情况.xlsx", 1, 90, (30, 45, 990, 560)),
    Picture("overview", "7-汇总.xlsx", 1, 90, (0, 0, 1060, 745)),
)


TEXT = Picture("text", REAL, 5, 80, (60, 90, 560, 660))
"""A page of what is published of the real unit."""


def main() -> int:
    """Render each workbook once, and cut the pictures from its pages."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdftoppm") is None:
        print("LibreOffice and pdftoppm (poppler-utils) are needed.", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        for number, workbook in enumerate(sorted({each.workbook for each in SHOWN})):
            source = shutil.copy(ROOT / "workbooks" / workbook, folder / f"{number}.xlsx")
            convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name]
            subprocess.run([*convert, str(source)], check=True, capture_output=True)
            for each in SHOWN:
                if each.workbook == workbook:
                    cut(folder / f"{number}.pdf", each)
        publish(read(ROOT / "workbooks" / REAL), folder / "text.pdf", about=ABOUT, draft=True)
        cut(folder / "text.pdf", TEXT)
    return 0


def cut(pdf: Path, picture: Picture) -> None:
    """One picture from one page."""
    left, top, width, height = map(str, picture.part)
    page, dots = str(picture.page), str(picture.dots_per_inch)
    place = ["-x", left, "-y", top, "-W", width, "-H", height]
    target = str(PICTURES / picture.name)
    command = ["pdftoppm", "-png", "-singlefile", "-f", page, "-l", page, "-r", dots, *place]
    subprocess.run([*command, str(pdf), target], check=True)


if __name__ == "__main__":
    sys.exit(main())
