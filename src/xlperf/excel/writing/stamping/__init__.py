"""Many workbooks of the same shapes, written at the cost of filling and packing them."""

from .stamper import Stamper

__all__ = ["Stamper"]
