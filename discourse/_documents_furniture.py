"""What stands around an article and is none of it: call-outs, credits, notices, bylines, menus.

The words are data; the rules here say where in a block they count.
"""

import re
from functools import cache

from discourse._lexicon import load_lexicon

SHORT = 40  # words; a longer block is never furniture
LONG = 300  # characters; likewise
MENU = 5  # so many short blocks on end before an article are no part of it


@cache
def _words(name):
    entries = load_lexicon("furniture")[name]
    return "|".join(re.escape(e).replace(r"\ ", r"\s+") for e in sorted(entries, key=lambda e: (-len(e), e)))


@cache
def word_pattern(form, *names):
    return re.compile(form.format(*(_words(name) for name in names)), re.IGNORECASE)


def is_furniture(kind, text, at_edge=False):
    """Whether a block is a call-out, a credit, a rights notice, a byline or a rule and no part of the article."""
    if kind == "link" or not re.search(r"\w", text):
        return True
    words = len(text.split())
    if words > SHORT or len(text) > LONG:
        return False
    if word_pattern(r"(?:{})\W*", "lines").fullmatch(text) or is_page_number(text):
        return True
    if word_pattern(r"(?:{})\s*(?:[:>»|→]|[-–—]\s).*|(?:{})\W*", "callouts", "callouts").fullmatch(text):
        return True
    if words <= 30 and word_pattern(r"(?:{})\b.*", "invitations").fullmatch(text):
        return True
    rights = r"(?:{})\W{{0,3}}(?:\S{{1,4}}\s+){{0,2}}[12]\d{{3}}.*|.*(?:{}).*"
    if words <= 30 and word_pattern(rights, "rights", "rights_anywhere").fullmatch(text):
        return True
    return is_credit(text) or (at_edge and _is_byline(text, words))


def is_page_number(text):
    """Whether a line is the number of a page: "7", "Page 7", "3/7", "Page 3 of 7"."""
    number = r"\W*(?:(?:{})\s+)?\d{{1,4}}(?:\s*(?:{})\s*\d{{1,4}})?\W*"
    return bool(word_pattern(number, "pages", "page_of").fullmatch(text))


def is_credit(text):
    """Whether a short block is a picture's caption: it opens with a word such as "Photo:" or ends in a source alone."""
    opened = r"\W*(?:{})\s*(?:[:/|]|\b(?:{})\b).*|\W*(?:{})\s+(?:{})\b.*"
    if word_pattern(opened, "credits", "credit_links", "credits", "credits").fullmatch(text):
        return True
    closed = r".*[.!?)”]\s+\(?(?:{})\s*(?::|\b(?:{})\b)[^.!?]{{1,80}}"
    if word_pattern(closed, "credits", "credit_links").fullmatch(text):
        return True
    source = r"(?:{}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,10}})"
    before = r"(?:^|.*?(?:[.!?”\"]\s+|\s*[/|©(\[–—]\s*|\b(?:{})\s+))(?:(?:{})\s*[:/]?\s*)?"
    name = r"(?:\s*[/,:]\s*[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){{0,3}})?"
    end = rf"{before}{source}(?:\s*[/,]\s*{source})*{name}\s*[)\].]?"
    return bool(
        word_pattern(end, "credit_via", "credits", "agencies", "agencies").fullmatch(text)
    ) and not text.endswith(".")


def unsigned(text):
    """A last paragraph without the agency in brackets that signs it; "" if it is signed by none."""
    if text[-1:] not in ")]":
        return ""
    hit = word_pattern(r"(.*[.!?”\"])\s*[(\[](?:{})(?:\s*[/,]\s*(?:{}))*[)\]]", "agencies", "agencies").fullmatch(text)
    return hit[1] if hit and len(hit[1].split()) > 4 else ""


def _is_byline(text, words):
    if (
        words > 14
        or text.endswith(("!", "?"))
        or (text.endswith(".") and not word_pattern(r"(?:{})\b.*", "credited").fullmatch(text))
    ):
        return False
    hit = word_pattern(r"(?:{})[\s:]+(.+)", "bylines").fullmatch(text)
    return bool(hit) and all(
        w[0].isupper() or not w[0].isalpha() or w in load_lexicon("furniture")["name_particles"] for w in hit[1].split()
    )


def without_menus(blocks, title=""):
    """Blocks without what a page prints before the article and the list of other articles after it.

    Before: all up to a block that is the page's ``title``, or short lines without an end if there are many on end.
    After: short lines without an end that follow a call-out which stands alone; where there was a menu before, any.
    """
    prose = [i for i, block in enumerate(blocks) if not is_scrap(*block)]
    if not prose:
        return blocks
    begin, end = 0, len(blocks)
    named = [i for i in range(1, prose[-1]) if alike(blocks[i][1], title) and i < 0.4 * len(blocks)] if title else []
    if named:
        begin = named[-1] + 1
    elif sum(kind != "heading" for kind, _ in blocks[: prose[0]]) >= MENU:
        begin = max((i for i in range(prose[0]) if blocks[i][0] == "heading"), default=prose[0])
    for i in range(prose[-1] + 1, len(blocks)):
        if word_pattern(r"(?:{})\W*", "callouts").fullmatch(blocks[i][1]):
            end = i
            break
    tail = next((i for i in range(end, begin, -1) if not _is_tail(*blocks[i - 1])), begin)
    return blocks[begin : tail if begin and end - tail >= MENU else end]


def is_scrap(kind, text):
    """Whether a block is a short line without an end."""
    return kind != "item" and len(text.split()) <= 12 and text[-1] not in '.!?…:;,”"’)' and ": " not in text


def _is_tail(kind, text):
    return kind != "item" and len(text.split()) <= 15 and text[-1] not in '.!?…;,”"’)'


def alike(heading, title):
    """Whether a heading is the page's title, with the site's name after it or not."""
    whole, bare = (re.findall(r"\w+", s.lower()) for s in (title, re.split(r"\s(?:[|•·—–-]|::)\s", title)[0]))
    return bool(heading) and re.findall(r"\w+", heading.lower()) in (whole, bare)
