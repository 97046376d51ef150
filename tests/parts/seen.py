"""Number formats drawn at random, written into a workbook, and displayed by LibreOffice."""

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import xlsxwriter

from .office import SECONDS, Office, new_profile

VALUES = (
    0, 1, 5, 30, 300000, 1234.5, 0.5, 0.95, 1.2, -5, -1234.567, 0.001, -0.001, 100.005, 44986,
    44986.5, 1.5, 99999.995, 0.333333333333333, 12345678.9, 1e9, -30, 1000, 999.999, -0.5,
)  # fmt: skip
_DIGITS = (
    "0", "#", "?", "0.00", "#.##", "0.0#", "#,##0", "#,##0.00", "0.???", "#,###", "000", "##0.0",
    "0,000.0", "?0.?", "0,", "0.0,,", "#,##0,", "0!.0000", "0\\.00", "00-00", '000"-"0000',
)  # fmt: skip
_BEFORE = (
    "", "", "", "", "-", "(", "¥", "￥", "$", '"约"', "第", "[$¥-804]", "[$-804]", "[Red]", "_ ",
    "* ", "+", '"12"', "\\ ", "[$€-2]", "-¥", "¥-", "_-", "_-¥* ", "_ ¥* ", "* -", "[$¥-804]* ",
    "[蓝色]", "[Color 3]", "[$-1E000804]", "[$-2000000]", "[$-1000804]",
    "[$USD] ", "'", "[$-411]", "[DBNum1]", "[DBNum2][$-804]", '"¥ "', "_(* ",
)  # fmt: skip
_BEHIND = (
    "", "", "", "", "%", ")", '"元"', '"万元"', " 万元", "元", "_)", "_ ", '"%"', "批", '"0"', "_)",
    "!%", " ", '"千"', "_-", ' "万元"', "_)%", "_ %", "[$元-804]", " [$万元]",
    '"元"_ ', "\\元", "人次", '""',
)  # fmt: skip
_WHOLE = (
    "General", "@", 'General"元"', '"-"', "-", '"无"', '""', "\\-??", "# ?/?", "# ??/??", "?/?",
    "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d", "h:mm", "h:mm:ss", "[h]:mm:ss", "[mm]:ss",
    "yyyy/m/d h:mm", "0.00E+00", "mmm", "aaaa", "mm:ss", "yy.m.d", "##0.0E+0", "##0E+00", "0E-0",
    "# ?/4", "# ?/100", "#/#", "0 ??/??", "# ???/???", "?? ?/?", "[DBNum1]General", "[DBNum1]0.00",
    "[DBNum2][$-804]General", "General%", "General;-General", "_ * -??_ ", '"正"', '"负"', '"零"',
    "_-@_-", "[$-804]General", "[Red]General", '"¥"General', "[$-F800]yyyy", "[ss].00", "s.0",
)  # fmt: skip
_CONDITIONS = (
    "[>100]", "[<=5]", "[=0]", "[>=0]", "[<>30]", "[>=1000]", "[<0]", "[<-5]", "[>0.5]",
    "[Red][<0]",
)  # fmt: skip
_OF_TEXTS = (
    "@",
    "",
    '"x"@',
    "0",
    "_ @_ ",
    "_-@_-",
    "@ ",
    '@"元"',
    "General",
    '"文"',
    "[Red]@",
    ";",
)


def drawn_formats(random: Random, count: int) -> list[str]:
    """So many formats, no two alike: of the usual pieces, put together in every way."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[_format(random)] = None
    return list(found)


def _format(random: Random) -> str:
    sections = [_section(random) for _ in range(random.choice((1, 1, 1, 2, 2, 3, 3, 4)))]
    if len(sections) == 4:
        sections[3] = random.choice(_OF_TEXTS)
    if random.random() < 0.15:
        sections[0] = random.choice(_CONDITIONS) + sections[0]
        if len(sections) > 2 and random.random() < 0.4:
            sections[1] = random.choice(_CONDITIONS) + sections[1]
    if len(sections) == 2 and random.random() < 0.5:
        sections[1] = random.choice(("-", "(", "-", "[Red]-")) + random.choice(_DIGITS)
    return ";".join(sections)


def _section(random: Random) -> str:
    if random.random() < 0.25:
        return random.choice(_WHOLE)
    return random.choice(_BEFORE) + random.choice(_DIGITS) + random.choice(_BEHIND)


def written(path: Path, formats: Sequence[str], values: Sequence[float] = VALUES) -> Path:
    """A workbook with a row for each format, in which every value stands under it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("数")
    for row, code in enumerate(formats):
        style = book.add_format({"num_format": code})
        for column, value in enumerate(values):
            sheet.write_number(row, column, value, style)
    book.close()
    return path


def shown_by_office(office: Office, path: Path) -> list[list[str]]:
    """What LibreOffice displays in every cell of the first sheet."""
    folder = Path(tempfile.mkdtemp(dir=office.folder))
    copy = folder / f"in{path.suffix}"
    shutil.copyfile(path, copy)
    profile = f"-env:UserInstallation={new_profile(office.folder)}"
    how = [str(office.program), profile, "--headless", "--norestore", "--convert-to"]
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [*how, as_shown, "--outdir", str(folder), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    with (folder / "in.csv").open(encoding="utf-8", newline="") as file:
        return [list(row) for row in csv.reader(file)]
