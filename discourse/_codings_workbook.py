"""A coding sheet as a workbook for people: lists to choose from, no formulas, the same bytes each time."""

import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WIDTHS = {"statement_id": 14, "before": 50, "text": 60, "after": 30}
HIDDEN = ["doc_id", "start"]
LONGEST_LIST = 255  # what a spreadsheet takes as a list written in the cell
MOMENT = (2000, 1, 1, 0, 0, 0)


def write_workbook(sheet, path, parts):
    """Write ``sheet`` to ``path``; a column ``<variable>_values`` makes a list to choose from in ``<variable>``.

    The list is an offer, not a check, since several values may stand in a cell, parted by ``parts``.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page = book.active
    page.title = "coding"
    for j, name in enumerate(sheet.columns, 1):
        letter = get_column_letter(j)
        page.column_dimensions[letter].width = WIDTHS.get(name, 18)
        page.column_dimensions[letter].hidden = name in HIDDEN
        for i, value in enumerate([name, *sheet[name].tolist()], 1):
            cell = page.cell(i, j)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # or a text that begins with "=" would be run
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=i == 1)
        choices = sheet.get(f"{name}_values")
        listed = ",".join(choices.iloc[0].split(parts)) if choices is not None and len(sheet) else ""
        if 0 < len(listed) <= LONGEST_LIST:
            offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
            offer.add(f"{letter}2:{letter}{len(sheet) + 1}")
            page.add_data_validation(offer)
    page.freeze_panes = "B2"
    book.save(path)
    _settle_bytes(path)


def _settle_bytes(path):
    """Take the moment of writing out of the file."""
    with ZipFile(path) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in entries:
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            info = ZipInfo(name, MOMENT)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
