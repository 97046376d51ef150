"""The border around one file: whatever goes wrong inside it becomes a verdict on that file.

A fault of our own is told with its kind and the line it arose at, for a maintainer to mend;
the run it belongs to goes on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import walk_tb

from .errors import FileError, XlperfError
from .finding import Finding, Place, level_of

_OWN = __name__.partition(".")[0]
_LONGEST = 200


@contextmanager
def one_file(file: str) -> Iterator[None]:
    """Whatever is raised inside, but our own errors and a stop by the user, as a FileError.

    Raises:
        FileError: `file.unexpected`, with its cause; `file.memory` where memory ran out.
    """
    try:
        yield
    except (XlperfError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except MemoryError as error:
        raise FileError("file.memory", file=file, found="") from error
    except BaseException as error:  # a panic of native code is no Exception
        raise unexpected(file, error) from error


def unexpected(file: str, error: BaseException) -> FileError:
    """The verdict on a file that something went wrong with that nobody foresaw."""
    return FileError("file.unexpected", file=file, found=line_of(error))


def finding_of(file: str, error: FileError) -> Finding:
    """The same verdict as a finding, for whoever goes on with other files."""
    return Finding(
        error.code, level_of(error.code), Place(file), found=error.values.get("found", "")
    )


def line_of(error: BaseException) -> str:
    """What a maintainer needs to know of an exception, in one printable line."""
    said = str(error).encode("utf-8", "backslashreplace").decode()
    message = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in said)
    told = f"{type(error).__name__}: {message[:_LONGEST]}" if message else type(error).__name__
    return f"{told} ({_where(error)})"


def _where(error: BaseException) -> str:
    """Module and line of our innermost frame; of the innermost at all where none is ours."""
    frames = [
        (str(frame.f_globals.get("__name__", "?")), line)
        for frame, line in walk_tb(error.__traceback__)
    ]
    ours = [each for each in frames if each[0].split(".")[0] == _OWN and each[0] != __name__]
    module, line = (ours or frames or [("?", 0)])[-1]
    return f"{module}:{line}"
