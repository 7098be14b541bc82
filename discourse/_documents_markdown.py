"""Markdown to blocks: paragraphs, headings and list items without mark-up.

A block is (kind, text), kind one of "heading", "paragraph", "item", or "link" for a text that was one link and no more.
"""

import html
import re

from discourse._documents_clean import join_lines

IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
LINK = re.compile(
    r"\[([^\[\]]*+)\]\(\s*+<?([^()\s<>]*+(?:\([^()\s]*+\)[^()\s<>]*+)*+)>?(?:\s++[\"'][^\"']*+[\"'])?\s*+\)"
)
REFERENCE = re.compile(r"^ {0,3}\[([^\[\]]+)\]:\s+\S+.*$", re.MULTILINE)
TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*)>?")
TURN = re.compile(r"(?:\*\*|__)[^*_]{2,80}(?::(?:\*\*|__)|(?:\*\*|__):)|[A-Z][^\s:.,!?]*(?: [A-Z][^\s:,!?]*){0,5}: \S")
ENDS = '.!?”"’…)*_'
WRAP = 120  # a paragraph with a longer line is not wrapped: each of its lines is a paragraph


def markdown_blocks(text):
    """Blocks of a Markdown text, in order."""
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", text.replace("\r\n", "\n").replace("\r", "\n"), flags=re.DOTALL)
    references = {name.lower() for name in REFERENCE.findall(text)}
    text = REFERENCE.sub("", text)
    blocks, lines = [], []

    def flush(kind="paragraph"):
        for part in _paragraphs(lines):
            whole_link = LINK.fullmatch(part.strip("*_").strip())
            plain = strip_markup(part, references)
            if plain:
                blocks.append(("link" if whole_link and kind != "heading" else kind, plain))
        lines.clear()

    kind = "paragraph"
    for line in text.split("\n"):
        bare = re.sub(r"^(?: {0,3}> ?)+", "", line).rstrip("\n")
        heading = re.match(r" {0,3}#{1,6}(?:\s+(.*))?$", bare)
        item = re.match(r"\s{0,8}[-*+]\s+(\S.*)$", bare)
        if heading:
            flush(kind)
            lines.append(_without_closing(heading[1] or ""))
            flush("heading")
            kind = "paragraph"
        elif lines and len(lines) == 1 and re.fullmatch(r" {0,3}(?:=+|-{2,})\s*", bare) and kind == "paragraph":
            flush("heading")
        elif not bare.strip() or re.fullmatch(r"\s*([-*_])(?:\s*\1){2,}\s*", bare):
            flush(kind)
            kind = "paragraph"
        elif item:
            flush(kind)
            kind = "item"
            lines.append(item[1])
        else:
            lines.append(bare)
    flush(kind)
    return blocks


def _without_closing(heading):
    """A heading without the run of # that may close it: "Vote ##" is "Vote", "C#" stays."""
    heading = heading.strip()
    words = heading.rstrip("#")
    return heading if words and not words[-1].isspace() else words.rstrip()


def _paragraphs(lines):
    """Wrapped lines joined; a hard break, a turn of a transcript or an unwrapped line begins anew."""
    groups = []
    unwrapped = any(len(line) > WRAP for line in lines)
    broken = True
    for line in lines:
        bare = line.strip().removesuffix("\\")
        turn = groups and TURN.match(bare) and groups[-1][-1].rstrip()[-1:] in ENDS
        if broken or unwrapped or turn:
            groups.append([bare])
        else:
            groups[-1].append(bare)
        broken = line.endswith(("  ", "\\"))
    return [part for part in map(join_lines, groups) if part]


def strip_markup(text, references=frozenset()):
    """The words of one Markdown paragraph: links, images, emphasis, code, tags, escapes and entities resolved."""
    kept = []

    def keep(found):
        kept.append(found)
        return f"\ue000{chr(0xE100 + len(kept) - 1)}" if len(kept) < 0x1700 else found

    text = re.sub(r"[\ue000-\uf8ff]", "", text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", lambda m: keep(m[1]), text)
    text = IMAGE.sub("", text)
    text = LINK.sub(r"\1", text)
    text = AUTOLINK.sub(lambda m: keep(m[1]), text)
    text = re.sub(r"https?://[^\s<>]+", lambda m: keep(m[0]), text)
    text = re.sub(r"\[\^[^\[\]\s]{1,40}\](?::\s)?", "", text)
    text = re.sub(
        r"\[([^\[\]]+)\]\[([^\[\]]*)\]", lambda m: m[1] if (m[2] or m[1]).lower() in references else m[0], text
    )
    text = re.sub(r"<br\s*/?>", " ", text, flags=re.IGNORECASE)
    text = TAG.sub("", text)
    text = re.sub(r"(?<!`)(`{1,3})(?!`)([^`]+)\1(?!`)", r"\2", text)
    text = _without_emphasis(text)
    text = html.unescape(text)
    text = re.sub(r"\ue000([\ue100-\uf8ff])", lambda m: kept[ord(m[1]) - 0xE100], text)
    return re.sub(r"[ \t\n]+", " ", text).strip()


def _without_emphasis(text):
    """Drop runs of * and _ that open and close; a lone mark ("5 * 3", "snake_case", "f***") stays."""
    open_runs, dropped = {}, set()
    for run in re.finditer(r"\*{1,3}|_{1,3}", text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        inside = before.isalnum() and after.isalnum()
        opens = bool(after.strip()) and not (before.isalnum() and (run[0][0] == "_" or inside))
        closes = bool(before.strip()) and not (after.isalnum() and (run[0][0] == "_" or inside))
        if closes and open_runs.get(run[0]):
            start, end = open_runs[run[0]].pop()
            dropped.update(range(start, end))
            dropped.update(range(*run.span()))
        elif opens:
            open_runs.setdefault(run[0], []).append(run.span())
    return "".join(c for i, c in enumerate(text) if i not in dropped) if dropped else text
