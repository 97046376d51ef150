"""What was made of a copy to be sent back: it holds until something else is decided of the copy."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..ledger import Arrival, Event

_OUTBOX = "outbox/"


def marked_copies(events: Iterable[Event], arrivals: Iterable[Arrival]) -> dict[int, Event]:
    """What was made last of each copy, by its number, and says what is to be mended now.

    What was made before the office decided of the copy once more, or before it was judged anew,
    says what was to be mended then.

    Args:
        events: the whole audit, in its order.
    """
    judged_by: dict[int, list[int]] = {}
    for each in arrivals:
        judged_by.setdefault(each.edition, []).append(each.id)
    made: dict[int, Event] = {}
    for event in events:
        number = _number(event, "arrival")
        if event.action == "returned":
            made[number] = event
        elif event.action == "judged" or _is_verdict(event):
            made.pop(number, None)
        elif event.action == "edition":
            for judged in judged_by.get(_number(event, "number"), ()):
                made.pop(judged, None)
    return made


def _is_verdict(event: Event) -> bool:
    """Whether the office said what becomes of a copy, not only which copy counts."""
    return event.action == "overruled" and bool(event.facts.get("verdict"))


def still_there(folder: Path, made: Mapping[int, Event]) -> dict[int, Event]:
    """Those that still lie where they are to be sent from; another folder is its owner's."""
    return {number: each for number, each in made.items() if not _is_gone(folder, each)}


def _is_gone(folder: Path, made: Event) -> bool:
    file = str(made.facts.get("file", ""))
    return file.startswith(_OUTBOX) and not (folder / file).is_file()


def _number(event: Event, name: str) -> int:
    return int(event.facts.get(name, 0))
