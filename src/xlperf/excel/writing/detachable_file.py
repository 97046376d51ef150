"""What a zip is written through, so that nothing is written any more once it has failed."""

from typing import BinaryIO


class DetachableFile:
    """A file as `zipfile` needs it, until it is detached.

    A zip that failed half-way would write its directory when Python collects it: into a file
    that is closed by then, or on a disk that is full, with a complaint on the screen.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO | None = file
        self._position = 0  # where it would be, once it is detached

    def detach(self) -> None:
        """From now on, nothing reaches the file."""
        self._file = None

    def write(self, content: bytes) -> int:
        """Write."""
        if self._file:
            return self._file.write(content)
        self._position += len(content)
        return len(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        if self._file:
            return self._file.seek(offset, whence)
        self._position = offset
        return offset

    def tell(self) -> int:
        """Where it is."""
        return self._file.tell() if self._file else self._position

    def flush(self) -> None:
        """Hand on what is held back."""
        if self._file:
            self._file.flush()
