"""What plain XlsxWriter calls cost: those of one workbook, recorded and written out as a script.

While a workbook is generated, every call that reaches XlsxWriter is noted with its arguments.
The notes become the source of a Python function of one line a call (`s3.write_string(4, 1, '…',
f7)`): what a person would have written who knew every cell beforehand, with nothing looked up
and nothing decided. It writes the same parts, byte for byte, and that is checked.
"""

import datetime
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import xlsxwriter

from xlperf.excel.packages import parts_of
from xlperf.excel.writing.formulas_once import FormulasOnce

_MADE: Final = {"add_worksheet": "s", "add_format": "f", "add_chart": "c"}
"""The calls whose answer later calls go to, and what such an answer is named."""


class _Recorded:
    """An object of XlsxWriter that notes each call before it passes it on."""

    def __init__(self, real: object, name: str, lines: list[str]) -> None:
        self._real, self._name, self._lines = real, name, lines

    def __getattr__(self, method: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            # A class of sheet is left out: the script has XlsxWriter's own sheets.
            spelled = [_spelled(each) for each in arguments if not isinstance(each, type)]
            spelled += [f"{name}={_spelled(each)}" for name, each in options.items()]
            line = f"{self._name}.{method}({', '.join(spelled)})"
            answer = getattr(self._real, method)(
                *(_plain(each) for each in arguments),
                **{name: _plain(each) for name, each in options.items()},
            )
            if method not in _MADE:
                self._lines.append(line)
                return answer
            made = f"{_MADE[method]}{len(self._lines)}"
            self._lines.append(f"{made} = {line}")
            return _Recorded(answer, made, self._lines)

        return call


def _plain(value: Any) -> Any:
    """An argument as XlsxWriter is to see it."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value._real if isinstance(value, _Recorded) else value


def _spelled(value: Any) -> str:
    """An argument as source; formats and charts by the names they were given."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name!r}: {_spelled(each)}' for name, each in value.items())}}}"
    return value._name if isinstance(value, _Recorded) else repr(value)


class _PreparedBook(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """A workbook of the sheets xlperf itself writes on."""

    worksheet_class = FormulasOnce


@contextmanager
def _recording(lines: list[str]) -> Iterator[None]:
    """For a while, every workbook of XlsxWriter is a recorded one."""
    real = xlsxwriter.Workbook

    def recorded(target: Any, options: dict[str, Any]) -> _Recorded:
        lines.append(f"book = Workbook(target, {options!r})")
        return _Recorded(real(target, options), "book", lines)

    xlsxwriter.Workbook = recorded
    try:
        yield
    finally:
        xlsxwriter.Workbook = real


def recorded_source(make: Callable[[], bytes]) -> tuple[str, bytes]:
    """The source of the plain script that writes what `make` writes, and what that is."""
    lines: list[str] = []
    with _recording(lines):
        wanted = make()
    source = "def script(target):\n    " + "\n    ".join(lines) + "\n"
    if parts_of(script(source)()) != parts_of(wanted):
        raise AssertionError("the recorded calls do not write the same workbook")
    return source, wanted


def script(source: str, *, prepared: bool = False) -> Callable[[], bytes]:
    """A recorded script, ready to run; with `prepared`, on sheets that prepare a formula once."""
    book = _PreparedBook if prepared else xlsxwriter.Workbook
    names: dict[str, Any] = {"Workbook": book, "datetime": datetime}
    exec(compile(source, "<recorded>", "exec"), names)  # noqa: S102 - we wrote it

    def run() -> bytes:
        target = io.BytesIO()
        names["script"](target)
        return target.getvalue()

    return run
