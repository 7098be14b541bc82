"""RTF to blocks, in one pass and without following anything the file points to.

Text, paragraph marks and characters in any of RTF's ways of writing them are taken; tables of fonts and styles,
pictures, codes of fields, headers and footers are passed over. A cell of a table ends a block as a paragraph does.
"""

import re

from discourse._documents_bytes import read_bytes, whole_characters

TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<symbol>[^a-z])|"
    rb"(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
PASSED = {
    *(
        "fonttbl",
        "colortbl",
        "stylesheet",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "info",
        "pict",
        "object",
        "nonshppict",
    ),
    *(
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "footnote",
        "annotation",
        "themedata",
    ),
    *(
        "colorschememapping",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "generator",
        "bkmkstart",
        "bkmkend",
        "fldinst",
        "filetbl",
    ),
}
BREAKS = {"par", "line", "page", "sect", "cell", "row"}
SIGNS = {
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"},
    **{"tab": "\t", "emspace": " ", "enspace": " "},
}
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
MAX_DEPTH = 1_000


def rtf_blocks(path):
    """Blocks of an RTF file, all of kind "paragraph".

    Raises
    ------
    ValueError
        If the file does not begin as RTF does, or nests too deep.
    """
    data = read_bytes(path)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ValueError("is not an RTF file: it does not begin with {\\rtf. Save it again.")
    text = whole_characters("".join(_pieces(data)))
    return [("paragraph", re.sub(r" {2,}", " ", line).strip()) for line in text.split("\n") if line.strip()]


def _pieces(data):
    codepage = "cp1252"
    passed, skip = False, 1  # within a part that is passed over; how many characters stand in for one in Unicode
    stack, due, first = [], 0, False  # due: stand-ins still to be dropped; first: right after an opening brace
    at = 0
    while at < len(data):
        token = TOKEN.match(data, at)
        if token is None:
            at += 1  # a lone backslash
            continue
        at = token.end()
        brace, word = token["brace"], (token["word"] or b"").decode("ascii")
        if brace == b"{":
            if len(stack) >= MAX_DEPTH:
                raise ValueError(f"nests its groups deeper than {MAX_DEPTH}. Save it again.")
            stack.append((passed, skip))
            due, first = 0, True
            continue
        if brace == b"}":
            passed, skip = stack.pop() if stack else (False, 1)
            due, first = 0, False
            continue
        if first and (token["symbol"] == b"*" or word in PASSED):
            passed = True
        first = first and not token["text"] and not word
        number = int(token["number"]) if token["number"] else None
        if word == "bin" and number:
            at += max(number, 0)
        elif word == "ansicpg" and number:
            codepage = _codepage(number)
        elif word == "uc" and number is not None:
            skip = min(max(number, 0), 9)
        elif passed:
            continue
        elif word == "u" and number is not None:
            yield chr(number % 65_536)  # the upper half is written as negative numbers
            due = skip
        elif due and (token["hex"] or token["text"]):
            count = 1 if token["hex"] else min(due, len(token["text"]))
            due -= count
            if token["text"]:
                yield token["text"][count:].decode(codepage, errors="replace")
        elif token["hex"]:
            yield bytes([int(token["hex"], 16)]).decode(codepage, errors="replace")
        elif token["text"]:
            yield token["text"].decode(codepage, errors="replace")
        elif word in BREAKS:
            yield "\n"
        elif word in SIGNS:
            yield SIGNS[word]
        elif token["symbol"]:
            yield SYMBOLS.get(token["symbol"], "")


def _codepage(number):
    try:
        "".encode(f"cp{number}")
    except LookupError:
        return "cp1252"
    return f"cp{number}"
