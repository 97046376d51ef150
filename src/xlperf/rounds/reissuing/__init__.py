"""Reissue: bring a round up to a new master budget, or to a new version of its form.

Every unit's answers are taken from the copy of it that counts; where none came in, from nowhere.
A unit whose workbook would not change is not sent another one. What is issued again lies in a
folder of its own in `outbox`, and holds exactly what is to be sent now.
"""

from .desk import Reissued
from .run import Reissuing, reissue

__all__ = ["Reissued", "Reissuing", "reissue"]
