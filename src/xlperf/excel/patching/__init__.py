"""Marks on somebody's own workbook: a few parts are patched, all others stay as they are."""
