"""The kept files that are no longer what came in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ..keeping import state_of, what_is_wrong
from ..ledger import Arrival
from ..round import Round


@dataclass(frozen=True, slots=True)
class Altered:
    """A kept file that is no longer what came in.

    Attributes:
        code: what is wrong: `kept.gone` or `kept.changed`.
    """

    arrival: Arrival
    code: str


def altered_files(round: Round, arrivals: Iterable[Arrival]) -> Iterator[Altered]:
    """The kept files that are not as they came in, each once; the same bytes are kept once.

    The round remembers what it has seen of a file, as long as the disk says it was not touched.
    """
    firsts: dict[str, Arrival] = {}
    for each in arrivals:
        firsts.setdefault(each.file, each)
    for each in firsts.values():
        seen = partial(what_is_wrong, round.folder, each)
        code = round.kept(each.file, state_of(round.folder, each), seen)
        if code:
            yield Altered(each, code)
