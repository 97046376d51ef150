"""A round is a folder: what is sent lies in `outbox`, what came in in `received`, and a ledger."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from .ledger import Ledger

T = TypeVar("T")


@dataclass(frozen=True)
class Round:
    """A round of collecting. Get one from `open_round`; `close` it, or use it in `with`."""

    folder: Path
    ledger: Ledger
    _kept: dict[object, tuple[object, Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __enter__(self) -> "Round":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()

    @property
    def name(self) -> str:
        """What the round is called, on summaries and in its workbooks."""
        return self.ledger.terms.name

    @property
    def due(self) -> date:
        """The last day on which a return is not late."""
        return self.ledger.deadlines().due

    def local(self, at: datetime) -> datetime:
        """A moment on the clock of the office that began the round, whatever machine asks."""
        return self.ledger.terms.local(at)

    def kept(self, name: object, age: object, made: Callable[[], T]) -> T:
        """What was made before and is as good, or is made now.

        Args:
            name: what it is.
            age: what it was made of: where that is another, it is made anew.
        """
        then, what = self._kept.get(name, (None, None))
        if then != age or what is None:
            what = made()
            self._kept[name] = age, what
        found: T = what
        return found

    @property
    def outbox(self) -> Path:
        """Where the workbooks lie that are to be sent."""
        return self.folder / "outbox"

    @property
    def received(self) -> Path:
        """Where what came in is kept as it was."""
        return self.folder / "received"
