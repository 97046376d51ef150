"""Forms in Excel that come back right."""

from .form import Form

__all__ = ["Form"]
