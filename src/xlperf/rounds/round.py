"""A round is a folder: what is sent lies in `outbox`, what came in in `received`, and a ledger."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .ledger import Ledger


@dataclass(frozen=True)
class Round:
    """A round of collecting. Get one from `open_round`; `close` it, or use it in `with`."""

    folder: Path
    ledger: Ledger

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
        return self.ledger.terms.due

    @property
    def outbox(self) -> Path:
        """Where the workbooks lie that are to be sent."""
        return self.folder / "outbox"

    @property
    def received(self) -> Path:
        """Where what came in is kept as it was."""
        return self.folder / "received"
