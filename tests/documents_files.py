"""Made-up files of every kind for the tests of reading."""

import io
import zipfile

PARAGRAPHS = [
    "President Mara Doln said on Monday that Vestria would not withdraw from the Ostmark.",
    "“We will stay on the Sereth,” Doln told reporters in Lorn. “Nobody decides this for us.”",
    "The Kadar Republic has called her government illegitimate since the vote in March.",
]
TEXT = "\n\n".join(PARAGRAPHS)


def pdf_bytes(pages, size=12):
    """A PDF whose ``pages`` are lists of (x, y, text) or (x, y, text, size), set in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    numbers = []
    for lines in pages:
        drawn = []
        for x, y, text, *own in lines:
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            drawn.append(f"BT /F1 {own[0] if own else size} Tf {x} {y} Td ({escaped}) Tj ET")
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        numbers.append(len(objects))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] /Count {len(numbers)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>"
    )
    return out + f"{tail}\nstartxref\n{len(out)}\n%%EOF\n".encode("latin-1")


def docx_bytes(paragraphs=PARAGRAPHS, heading="Doln rules out withdrawal"):
    """A DOCX file with a heading, paragraphs and a page header."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "The Lorn Courier, page 1"
    if heading:
        document.add_heading(heading, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_bytes(rows):
    """An XLSX file of one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezipped(data, changes):
    """A zip with the parts named in ``changes`` replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changes:
                new.writestr(part, old.read(part))
        for name, content in changes.items():
            new.writestr(name, content)
    return stream.getvalue()


def html_page(paragraphs=PARAGRAPHS, title="Doln rules out withdrawal", head="", around=True):
    """A news page with a menu, a share bar, a related link and a footer."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>" if around else ""
    foot = "<footer><p>© 2024 The Lorn Courier. All rights reserved.</p></footer>" if around else ""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{nav}"
        f"<main><article><h1>{title}</h1>{body}</article></main>{foot}</body></html>"
    )
