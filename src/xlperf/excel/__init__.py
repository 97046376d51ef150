"""The outside world: the only room that knows xlsx libraries."""

from .set_aside import SetAside

__all__ = ["SetAside"]
