"""The command line: parse, call, print, exit code; no logic.

Exit codes: 0 clean, 1 findings of level error, 2 wrong use or unreadable input.
"""

from .program import main

__all__ = ["main"]
