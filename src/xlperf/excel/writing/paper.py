"""How a sheet is printed: A4, one page wide, its heading on each page."""

from xlsxwriter.worksheet import Worksheet

from ...sheet import Print

A4 = 9


def set_printing(worksheet: Worksheet, printing: Print) -> None:
    """Set up the pages of a sheet."""
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    worksheet.center_horizontally()
    if printing.landscape:
        worksheet.set_landscape()
    if printing.area:
        box = printing.area
        worksheet.print_area(box.top, box.left, box.bottom, box.right)
    if printing.repeat:
        worksheet.repeat_rows(*printing.repeat)
    if printing.footer:
        worksheet.set_footer(f"&C&10{printing.footer}")
