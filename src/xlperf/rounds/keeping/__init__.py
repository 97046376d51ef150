"""What came in, as it is kept in the round's folder: put there whole, and read back unchanged."""

from .read_back import NOT_AS_IT_CAME, kept_path, read_kept, state_of, what_is_wrong
from .received import Keeper, clear_away, digest_of, name_on_disk, workroom

__all__ = [
    "NOT_AS_IT_CAME",
    "Keeper",
    "clear_away",
    "digest_of",
    "kept_path",
    "name_on_disk",
    "read_kept",
    "state_of",
    "what_is_wrong",
    "workroom",
]
