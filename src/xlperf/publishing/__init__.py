"""The text that is published: printed as Word, PDF and workbook from the drawing and the answers."""
