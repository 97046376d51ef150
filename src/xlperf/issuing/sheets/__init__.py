"""The sheets of an issued workbook, each described by one module."""
