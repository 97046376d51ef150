"""Join: one return out of two copies of a unit, each with what the other left blank."""

from .run import join_copies

__all__ = ["join_copies"]
