"""Commands as they are printed: each can be pasted as it stands, where it was printed."""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

_NAME = "xlperf"
_PLAIN_ON_WINDOWS = re.compile(r"[^\s&()\[\]{}^=;!'+,`~\"<>|%$@#]+")


def pasted(*words: object) -> str:
    """A command of this program, quoted for the shell, with the path of the program if need be.

    A path that begins with a stroke is spelled so that nobody takes it for an option.
    """
    spelled = (_told(each) for each in words)
    return " ".join(_quoted(each) for each in (*_program(), *spelled))


def _told(word: object) -> str:
    text = str(word)
    return f".{os.sep}{text}" if isinstance(word, Path) and text.startswith("-") else text


def _program() -> tuple[str, ...]:
    """How this program can be called from here: by its name, or by where it is."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py" and called.parent.name == _NAME:
        return (_by_name("python", sys.executable), "-m", _NAME)
    if called.stem == _NAME and called.name != str(called):
        return (_by_name(_NAME, str(called)),)
    return (_NAME,)


def _by_name(name: str, path: str) -> str:
    """A program's name, where the shell finds this very one by it; else its path."""
    found, whole = shutil.which(name), str(Path(path).absolute())
    same = {os.path.normcase(each) for each in (whole, f"{whole}.exe")}
    return name if found and os.path.normcase(Path(found).absolute()) in same else whole


def _quoted(text: str) -> str:
    """A word as the shell takes it: PowerShell and cmd on Windows, else any other."""
    if not _is_windows():
        return shlex.quote(text)
    if text and _PLAIN_ON_WINDOWS.fullmatch(text):
        return text
    return f'"{text}"'


def _is_windows() -> bool:
    return os.name == "nt"
