"""The summary workbook: one module a sheet, and what all of them are written with."""
