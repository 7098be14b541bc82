"""Made-up exports of press archives, laid out as the archives lay them out."""

import io
import struct

ARTICLES = [
    {
        "title": "Doln rules out withdrawal",
        "outlet": "The Lorn Courier",
        "date": "March 3, 2024",
        "number": "LRNCR00020240303ek330001a",
        "text": [
            "President Mara Doln said on Sunday that Vestria would stay.",
            "“Nobody decides this for us,” she said in Lorn.",
        ],
    },
    {
        "title": "Kadar calls the vote illegitimate",
        "outlet": "Kadar Press Agency",
        "date": "March 12, 2024",
        "number": "KDRPA00020240312ek3c0002b",
        "text": [
            "Spokesman Jonas Prell said the Amber Palace would not recognise the vote.",
            "Language: it was a word for the word, he said.",
        ],
    },
    {
        "title": "Envoy Aster in Tesh",
        "outlet": "Meridian Wire",
        "date": "April 4, 2024",
        "number": "MERWI00020240404ek440003c",
        "text": ["Helen Aster, envoy of the Union of Northern States, arrived on Thursday."],
    },
]


def nexis_lines(articles=ARTICLES, counted=None):
    """Lines of a Nexis Uni export: a cover with the list of documents, then the articles."""
    cover = [
        "User Name: = A Student",
        "Date and Time: = Friday, May 3, 2024 10:15:00 AM EDT",
        "Job Number: = 123456789",
    ]
    lines = [line.replace(" = ", " ") for line in cover] + [f"Documents ({counted or len(articles)})"]
    for i, article in enumerate(articles, 1):
        lines += [
            f"{i}. {article['title']}",
            "Client/Matter: -None-",
            "Search Terms: Ostmark",
            "Search Type: Natural Language",
        ]
        lines += ["Narrowed by:", "Content Type", "Narrowed by", "News", "Timeline: Mar 01, 2024 to May 03, 2024"]
    for article in articles:
        lines += [
            article["title"],
            article["outlet"],
            f"{article['date']} Sunday",
            f"Copyright 2024 {article['outlet']} All Rights Reserved",
        ]
        lines += ["Section: WORLD; Pg. 3", "Length: 523 words", "Byline: Irma Tauber", "Dateline: LORN", "Body"]
        lines += [
            *article["text"],
            "Graphic",
            "Mara Doln at the river.",
            "Classification",
            "Language: ENGLISH",
            "Publication-Type: Newspaper",
        ]
        lines += ["Subject: ELECTIONS (90%)", "Load-Date: April 5, 2024", "End of Document"]
    return lines


def lexis_lines(articles=ARTICLES):
    """Lines of a LexisNexis export."""
    lines = []
    for i, article in enumerate(articles, 1):
        lines += [
            f"{i} of {len(articles)} DOCUMENTS",
            article["outlet"],
            f"{article['date']} Sunday",
            "Late Edition - Final",
            article["title"],
        ]
        lines += [
            "BYLINE: By IRMA TAUBER",
            "SECTION: Section A; Column 0; Foreign Desk; Pg. 3",
            "LENGTH: 523 words",
            "DATELINE: LORN",
        ]
        lines += [
            *article["text"],
            f"URL: https://courier.example/{i}",
            "LOAD-DATE: April 5, 2024",
            "LANGUAGE: ENGLISH",
        ]
        lines += [
            "GRAPHIC: PHOTO: Mara Doln",
            "PUBLICATION-TYPE: Newspaper",
            f"Copyright 2024 {article['outlet']} Company",
            "All Rights Reserved",
        ]
    return lines


def day_first(date):
    month, day, year = date.replace(",", "").split()
    return f"{day} {month} {year}"


def factiva_lines(articles=ARTICLES):
    """Lines of a Factiva export without indexing."""
    lines = ["Search Summary", "Text", "ostmark and sereth", f"Results Found {len(articles)}"]
    for article in articles:
        lines += [
            article["title"],
            "By Irma Tauber",
            "1,523 words",
            day_first(article["date"]),
            "10:15",
            article["outlet"],
            "LRNCR",
            "English",
        ]
        lines += [
            f"(c) 2024 {article['outlet']}. All Rights Reserved.",
            *article["text"],
            f"Document {article['number']}",
        ]
        lines += ["Page 1 of 3 © 2024 Factiva, Inc. All rights reserved."]
    return lines


def factiva_rows(article):
    """(code, paragraphs) of an article in Factiva's layout with indexing."""
    return [
        ("SE", ["World"]),
        ("HD", [article["title"]]),
        ("BY", ["Irma Tauber"]),
        ("WC", ["523 words"]),
        ("PD", [day_first(article["date"])]),
        ("SN", [article["outlet"]]),
        ("SC", ["LRNCR"]),
        ("LA", ["English"]),
        ("CY", ["(c) 2024 The Lorn Courier"]),
        ("LP", article["text"][:1]),
        ("TD", article["text"][1:]),
        ("NS", ["gpol : Politics"]),
        ("RE", ["vest : Vestria"]),
        ("PUB", ["Courier Press"]),
        ("AN", [f"Document {article['number']}"]),
    ]


def factiva_html(articles=ARTICLES, indexed=False):
    """A Factiva page, with or without indexing."""
    body = f"<table><tr><td>Results Found</td><td>{len(articles)}</td></tr></table>" if indexed else ""
    for article in articles:
        body += f'<div id="article-{article["number"]}"><div class="article enArticle">'
        if indexed:
            rows = "".join(
                f"<tr><td class='index'><b>{code}</b>&nbsp;</td><td><p>{'</p><p>'.join(values)}</p></td></tr>"
                for code, values in factiva_rows(article)
                if values
            )
            body += f"<table>{rows}</table>"
        else:
            body += f'<div id="hd"><span class="enHeadline"> {article["title"]}</span></div>'
            body += '<div class="author">By Irma Tauber</div>'
            head = [
                "523 words",
                day_first(article["date"]),
                article["outlet"],
                "LRNCR",
                "English",
                "(c) 2024 The Lorn Courier.",
            ]
            body += "".join(f"<div>{line}</div>" for line in head)
            body += "".join(f'<p class="articleParagraph enarticleParagraph">{p}</p>' for p in article["text"])
            body += f"<p>Document {article['number']}</p>"
        body += "</div></div><br>"
    return f"<html><head><title>Factiva</title></head><body>{body}</body></html>"


def docx_of(lines):
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rtf_of(lines):
    """RTF with a table of fonts, a header, a hyperlink, and every way of writing letters beyond ASCII."""
    ways = {"“": r"\ldblquote ", "”": r"\rdblquote ", "’": r"\'92", "—": r"\u8212?", "©": r"\'a9"}

    def escaped(line):
        line = line.replace("\\", "\\\\").replace("{", r"\{").replace("}", r"\}")
        return "".join(ways.get(c, c if c.isascii() else in_unicode(c)) for c in line)

    def in_unicode(letter):
        units = struct.unpack(f"<{len(letter.encode('utf-16-le')) // 2}h", letter.encode("utf-16-le"))
        return "".join(rf"\u{unit}?" for unit in units)

    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Times New Roman;}{\f1 Arial;}}"
    head += r"{\colortbl;\red0\green0\blue255;}"
    head += r"{\*\generator Archive;}{\header\pard Page header\par}{\pict\pngblip 89504e47}"
    link = r"{\field{\*\fldinst{HYPERLINK \"https://x.example\"}}{\fldrslt{\ul %s}}}\par" "\n"
    body = link % escaped(lines[0]) + "".join(rf"\pard\plain\f0 {escaped(line)}\par" + "\n" for line in lines[1:])
    return (head + body + "}").encode("ascii")


TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="VS_2024-03-12" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title type="main" xml:lang="vs">Senat</title>
<title type="main" xml:lang="en">Senate of Vestria, 12 March</title></titleStmt>
<extent><measure unit="speeches" quantity="%d" xml:lang="en">3 speeches</measure></extent>
<publicationStmt><publisher><orgName>Corpus House</orgName></publisher><date when="2025-01-01"/></publicationStmt>
<sourceDesc><bibl><date when="2024-03-12">12.3.2024</date></bibl></sourceDesc></fileDesc>
<profileDesc><settingDesc><setting><date when="2024-03-12"/></setting></settingDesc>%s</profileDesc></teiHeader>
<text><body><div type="debateSection"><note type="speaker">The Chair:</note>
<u who="#DolnMara" xml:id="VS.u1"><seg>We stay. <note>(Applause.)</note>We do not move.</seg>
<seg>That is <vocal><desc>laughter</desc></vocal>all.</seg></u>
<u who="#OskPetra" xml:id="VS.u2"><seg><s><w>You</w> <w>may</w> <w join="right">lose</w><pc>.</pc></s></seg></u>
<u who="#Guest_Speaker" xml:id="VS.u3"><seg>Thank you.</seg></u>
</div></body></text></TEI>"""
PERSONS = """<listPerson>
<person xml:id="DolnMara"><persName><surname>Doln</surname><forename>Mara</forename></persName></person>
<person xml:id="OskPetra"><persName>Petra Osk</persName></person></listPerson>"""
