"""Bytes of a file to text, within bounds.

What is not text, too large or in an unknown encoding is refused with ValueError; what had to be guessed is
said through ``note``. Line ends and every character are kept.
"""

import codecs
import re
import zipfile
import zlib

MAX_BYTES = 20_000_000  # a document as text: twice the longest novels
MAX_PACKED = 200_000_000  # a PDF or XML file, and all that a packed file may unfold to
MAX_TABLE = 2_000_000_000  # a table of plain text
MAX_PARTS = 10_000
MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
FRONT_MATTER_LINES = 60


def read_bytes(path, limit=MAX_BYTES):
    """The bytes of a file of at most ``limit`` bytes."""
    size = path.stat().st_size
    if size > limit:
        raise ValueError(
            f"is {size / 1e6:.1f} MB; a file of this kind may have at most {limit / 1e6:.0f} MB. "
            "Split it, or give its texts as rows of a JSONL or Parquet file."
        )
    data = path.read_bytes()
    if not data.strip():
        raise ValueError("is empty. Remove it or save it again.")
    return data


def decode(data, note, declared=""):
    """Text of ``data``: by its byte order mark, the encoding it declares, UTF-8, else Windows-1252."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            if encoding != "utf-8":
                note(f"is encoded in {encoding.upper()}, not UTF-8; it was read so. Save it as UTF-8 to be safe.")
            return _strictly(data[len(mark) :], encoding)
    if b"\0" in data:
        encoding = _unmarked_utf16(data)
        if not encoding:
            raise ValueError(
                f"is not text: a zero byte at {data.index(0)}. Give a text file, or the right file ending."
            )
        note(f"seems to be encoded in {encoding.upper()} without a mark; it was read so. Save it as UTF-8.")
        return _strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_otherwise(data, error, note, declared)


def _decode_otherwise(data, error, note, declared):
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8"):
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration: go on as if there were none
    place = f"byte {data[error.start]:#04x} at {error.start}"
    replaced = data.decode("utf-8", errors="replace")
    broken, sound = replaced.count("\ufffd"), sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", replaced)))
    if sound > broken:
        note(f"is damaged UTF-8 ({place}); {broken} characters were replaced by \ufffd. Save it again from its source.")
        return replaced
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1f\x7f]", data))
    high = len(re.findall(rb"[\x80-\xff]", data))
    if controls * 100 > len(data):
        raise ValueError(f"is not text: {controls} control bytes, {place} is not UTF-8. Give the right file ending.")
    if high * 5 > len(data):
        raise ValueError(f"is neither UTF-8 ({place}) nor Western text. Save it as UTF-8.")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as other:
        raise ValueError(f"is neither UTF-8 ({place}) nor Windows-1252 (at {other.start}). Save it as UTF-8.") from None
    note(f"is not UTF-8 ({place}); it was read as Windows-1252. Save it as UTF-8 to be safe.")
    return text


def _strictly(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"is cut or damaged {encoding.upper()}: {error.reason} at byte {error.start}. Save it as UTF-8."
        ) from None


def _unmarked_utf16(data):
    head = data[: 4000 & ~1]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def whole_characters(text):
    """``text`` with halves of surrogate pairs joined, and lone ones replaced: no file can hold them."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def split_front_matter(text):
    """Fields of a YAML head of plain ``key: value`` lines between two lines ``---``, and the text after it."""
    lines = text[:20_000].splitlines(keepends=True)[:FRONT_MATTER_LINES]
    if not lines or lines[0].strip() != "---":
        return {}, text
    fields, key, length = {}, "", len(lines[0])
    for line in lines[1:]:
        length += len(line)
        bare = line.strip()
        if bare in ("---", "..."):
            return {k: _unquoted(v) for k, v in fields.items()}, text[length:]
        entry = re.match(r"([A-Za-z][\w -]*?)\s*:(?:\s+(.*))?$", line.rstrip())
        if entry:
            key = entry[1].lower().replace(" ", "_").replace("-", "_")
            fields[key] = re.sub(r"^[>|][+-]?$", "", entry[2] or "")
        elif bare and key and line[0] in " \t":
            fields[key] = f"{fields[key]} {bare}".strip()
        elif bare and not bare.startswith("#"):
            return {}, text
    return {}, text


def _unquoted(value):
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return re.sub(r"\s+#\s.*$", "", value)


def check_package(path, kind):
    """Raise ValueError unless ``path`` is a sound zip within bounds that holds no document type definition."""
    read_limit = path.stat().st_size
    if read_limit > MAX_PACKED:
        raise ValueError(
            f"is {read_limit / 1e6:.0f} MB; a {kind} file may have at most {MAX_PACKED / 1e6:.0f} MB. Split it."
        )
    if not read_limit:
        raise ValueError("is empty. Remove it or save it again.")
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            unfolded = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or unfolded > MAX_PACKED:
                raise ValueError(
                    f"unfolds to {len(parts)} parts of {unfolded / 1e6:.0f} MB; at most {MAX_PARTS} parts of "
                    f"{MAX_PACKED / 1e6:.0f} MB are read. Split it, or distrust it."
                )
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    with package.open(part) as stream:
                        head = stream.read(65_536).replace(b"\0", b"")
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise ValueError(
                            f"declares entities in {part.filename}, which no {kind} file needs. Distrust it."
                        )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(
            f"is not a sound {kind} file ({error}). It may be cut short: fetch or save it again."
        ) from None
