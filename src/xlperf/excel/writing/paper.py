"""How a sheet is printed: on which paper, one page wide or at a scale, its heading on each page."""

from xlsxwriter.worksheet import Worksheet

from ...sheet import Print

_PAPERS = {"A4": 9, "A3": 8}


def set_printing(worksheet: Worksheet, printing: Print) -> None:
    """Set up the pages of a sheet."""
    worksheet.set_paper(_PAPERS[printing.paper])
    if printing.scale:
        worksheet.set_print_scale(printing.scale)
    else:
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
    if printing.columns:
        worksheet.repeat_columns(*printing.columns)
    if printing.footer:
        size = 11 if printing.scale else 10  # it is drawn at the scale of the sheet
        worksheet.set_footer(f"&C&{size}{printing.footer}")
