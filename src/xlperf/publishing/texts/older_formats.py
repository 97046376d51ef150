"""Texts of older programs (.doc, .wps, .rtf, .odt), made a .docx by LibreOffice where it is there.

It runs with a profile of its own and a limit of time, and is ended with all it started. A fresh
profile runs no macros and follows no links unasked.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from ...findings import FileError

_SECONDS = 60
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
             r"C:\Program Files\LibreOffice\program\soffice.exe")  # fmt: skip
_SUFFIXES = ((b"{\\rtf", ".rtf"), (b"PK", ".odt"))


def as_word(content: bytes, name: str) -> bytes:
    """The same text as a .docx.

    Raises:
        FileError: LibreOffice is not there, or could not make one of it.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise FileError("text.old-format", file=name)
    suffix = next((each for head, each in _SUFFIXES if content.startswith(head)), ".doc")
    with tempfile.TemporaryDirectory(prefix="xlperf-", ignore_cleanup_errors=True) as folder:
        given, made = Path(folder, f"text{suffix}"), Path(folder, "made", "text.docx")
        given.write_bytes(content)
        _run([program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
              "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir",
              str(made.parent), str(given)], name)  # fmt: skip
        if not made.is_file():
            raise FileError("text.not-converted", file=name, found="—")
        return made.read_bytes()


def _run(command: list[str], name: str) -> None:
    """Run it to its end, or end it and its children when it takes too long."""
    silent = subprocess.DEVNULL
    started = subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        started.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        _end(started)
        raise FileError("text.not-converted", file=name, found=f"> {_SECONDS} s") from None
    except BaseException:
        _end(started)
        raise


def _end(started: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(started.pid, signal.SIGKILL)
        else:
            started.kill()
    started.wait()
