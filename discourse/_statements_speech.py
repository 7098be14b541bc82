"""Where a document is speech as a whole: turns of a transcript, a speech, a signed statement, a release.

A text with its genre goes in, stretches (start, end, speaker, quoting) come out. ``quoting`` says that people quoted
inside speak for themselves, as in a government's release. A genre that is not given is guessed from turns and title.
"""

import re
from collections import Counter
from functools import cache

from discourse._lexicon import load_lexicon
from discourse.sentences import find_paragraphs, find_sentences
from discourse.speakers import find_turns, plain, shortened, title_names

QUOTED = re.compile(r"[“\"«][^“”\"«»\n]*[”\"»\n]")
# Share of the text that turns must cover before a text of a genre counts as a transcript.
SHARE = {"": 0.5, "statement": 0.5, "transcript": 0, "news": 0.85}
EDITED = 0.4  # the same for a text that names who speaks after it, as an editor's lead does
HAILING = 0.2  # the same for a text that begins by addressing hearers
CALL = 8  # words of an exclamation that addresses hearers
OWN = 0.08  # share of sentence-like pieces with "I" or "we" that makes unlabelled text speech


@cache
def _words(language):
    words = load_lexicon("speech", language)
    forms = "|".join(sorted(map(re.escape, words["forms"]), key=len, reverse=True))
    by, joint, about, addressed = ("|".join(words[k]) for k in ("by", "joint", "about", "addressed"))
    kept = "".join(rf"(?<!\b{re.escape(office)})" for office in words["sent"])
    ends = rf"$|[,;:|]|\s(?:{about})\s|{kept}\s(?:{addressed})\s"
    rests = {}  # by the first letter, which is looked for before anything else
    for own in sorted({w for word in words["own"] for w in (word, word[:1].upper() + word[1:])}):
        rests.setdefault(own[0], []).append(re.escape(own[1:]))
    owns = "|".join(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return {
        "form_by": re.compile(rf"(?i)\b(?:{forms})\s+(?:{by})\s+"),
        "form_after": re.compile(rf"(?i)['’]s?\s+(?:{forms})\b"),
        "form_of": re.compile(rf"(?i)\s*(?:{joint})\s+(?:{by})\s+(?:the\s+)?(.{{3,120}}?)(?:\s(?:{about})\s.*)?$"),
        "before_form": re.compile(rf"\s*([^\s:|]\S*(?: \S+){{0,3}}?) (?i:{joint}) (?i:{about}) "),
        "office": re.compile(rf"(?i)(?:the )?(?:[^,;:|]{{3,60}}?(?={ends})|[^,;:|]{{3,60}})"),
        "own": re.compile(rf"[{''.join(rests)}](?<![\w'’].)(?:{owns})(?!\w)"),
        "hails": re.compile(rf"(?i)(?:{'|'.join(map(re.escape, words['hails']))})\b"),
        "release": re.compile(rf"(?i)^\s*(?:{'|'.join(map(re.escape, words['releases']))})\b"),
        "issuer": re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words['issuers']))})\b"),
        "signatory": re.compile(rf"\b(?:{'|'.join(words['signatory'])}),\s+([^,\n]{{3,60}}),"),
    }


def find_speech(text, speakers, title="", speaker="", genre="", outlet="", language="en"):
    """Stretches of a document that are somebody's own speech.

    Returns
    -------
    list of (start, end, speaker, quoting), in order, disjoint; [] for news and analysis without turns.
    """
    return [
        (start, end, speakers.registered(name), quoting)
        for start, end, name, quoting in _stretches(text, speakers, title, speaker, genre, outlet, language)
    ]


def _stretches(text, speakers, title, speaker, genre, outlet, language):
    "What `find_speech` gives, with names as the document has them, whatever a registry says."
    words = _words(language)
    turns = find_turns(text, title, least=1)
    if len(turns) == 1 and genre != "transcript" and not _is_own(text[turns[0][1] :], words, EDITED):
        turns = []
    first = turns[0][1] if turns else len(text)
    covered = len(text) - (0 if turns and _is_own(text[:first], words) else first)
    byline = speakers.speaker or _byline(title, speakers, words)
    if byline and _is_office_of(byline, outlet, speakers.lexicon):
        byline = outlet
    if turns and (genre == "transcript" or (genre != "analysis" and covered >= SHARE.get(genre, 0.5) * len(text))):
        return _with_lead(text, turns, byline, words, speakers)
    if genre == "transcript":
        return [(0, len(text), byline, False)] if speaker or _is_own(text, words) else []
    shown = "" if genre else outlet or title
    issued = shown and words["issuer" if outlet else "release"].search(shown)
    if genre == "statement" or issued or (not genre and (speaker or (byline and _is_own(text, words)))):
        signed = byline or _signatory(text, speakers, words)
        if signed:
            return [(0, len(text), signed, False)]
        return [(0, len(text), _issuer(text, title, outlet, speakers), True)]
    if not genre and _hails(text, words, language) and _is_own(text, words, HAILING):
        return [(0, len(text), byline or outlet, False)]
    if genre == "news" and byline and _is_own(text, words):
        return [(0, len(text), byline, False)]
    return _interviews(text, turns)


def _is_office_of(byline, outlet, lexicon):
    "Is a byline the office on whose pages it stands: 'the President' on those of the President of Vestria?"
    office = byline.lower().removeprefix(lexicon.article)
    return not lexicon.titles.isdisjoint(office.split()) and f"{outlet.lower()} ".startswith(f"{office} ")


def _byline(title, speakers, words):
    "The name after 'Statement by' or before 's remarks' in a title."
    if not title:
        return ""
    named = title_names(title, speakers.lexicon)
    for match in words["form_by"].finditer(title):
        for start, end, name in named:
            if start - match.end() <= 4 and match.end() < end:
                return speakers.canonical(name)
    for match in words["form_after"].finditer(title):
        for _, end, name in named:
            if end == match.start():
                return speakers.canonical(name)
    match = words["form_of"].match(title) or words["before_form"].match(title)
    if match:
        shown = shortened(match[1], speakers.lexicon)
        return shown if " " in shown else speakers.lexicon.article + shown
    for match in words["form_by"].finditer(title):
        office = words["office"].match(title, match.end())
        if office and not speakers.lexicon.titles.isdisjoint(office[0].lower().split()):
            last = next((name for _, end, name in named if end == office.end() and " " in name), "")
            return speakers.canonical(last) if last else shortened(office[0], speakers.lexicon)
    return ""


def _signatory(text, speakers, words):
    "The name in 'I, NAME, President of ...', or a name that stands alone at the end."
    match = words["signatory"].search(text)
    lines = [text[a:b] for a, b in find_paragraphs(text)[-3:]]
    for shown in [match[1]] if match else [line for line in lines if 5 < len(line) < 50]:
        label = shown.title() if shown.isupper() else shown
        people = [m for m in title_names(label, speakers.lexicon) if len(m[2].split()) > 1]
        if people and people[0][1] >= len(label.rstrip(" .,")) - 1:
            return speakers.canonical(people[0][2])
    return ""


def _issuer(text, title, outlet, speakers):
    "The body that publishes an unsigned release: its outlet, the title's last part, or the first body that announces."
    if outlet:
        return outlet
    tail = title.rpartition("|")[2].strip() if "|" in title else ""
    if tail:
        return tail
    for mention in speakers.mentions:
        if mention.kind == "body" and mention.start < 600:
            after = text[mention.end : mention.end + 40].lower()
            if any(verb in after for verb in load_lexicon("speech")["announce"]):
                return mention.name
    return ""


def _is_own(text, words, share=OWN):
    "Whether enough of a text speaks of itself as I or we, outside quotation marks."
    told = QUOTED.sub(" ", text)
    if not words["own"].search(told):
        return False
    pieces = re.split(r"[.!?]\s", told)
    return sum([bool(words["own"].search(p)) for p in pieces]) >= max(1, share * len(pieces))


def _hails(text, words, language):
    "Whether a text begins by addressing hearers: 'Dear colleagues', 'Ladies and gentlemen', 'Defenders of the bridge!'"
    _, start, end = next(iter(find_sentences(text, language)), (0, 0, 0))
    opening = text[start:end]
    return bool(words["hails"].match(opening)) or (opening.endswith("!") and len(opening.split()) <= CALL)


def _fullest(speakers, label, byline):
    "The fullest name for a label; a bare office is the by-line's; a label that names nobody stands as it is."
    words = [plain(w) for w in label.split()]
    lexicon = speakers.lexicon
    if byline and all(w in lexicon.titles or w in lexicon.qualifiers or w in lexicon.determiners for w in words):
        return byline
    name = speakers.canonical(label)
    return label if name.lower() == label.lower() else name


def _with_lead(text, turns, byline, words, speakers):
    "Turns, and the text before the first: speech that goes on if it says I or we, else an editor's lead."
    speech = [(start, end, _fullest(speakers, speaker, byline), False) for speaker, start, end in turns]
    first = turns[0][1]
    named = {speakers.canonical(m.name) for m in speakers.inside(0, first)} & {name for _, _, name, _ in speech}
    if text[:first].strip() and _is_own(text[:first], words, EDITED if named else OWN):
        others = sorted({name for _, _, name, _ in speech} - {speech[0][2]})
        named = len(others) == 1 and " " in others[0] and " " in speech[0][2]
        speech.insert(0, (0, first, others[0] if named else byline, False))
    return speech


def _interviews(text, turns):
    "Question-and-answer parts inside an article: labels that come again; the last turn ends with its paragraph."
    if len(turns) < 3:
        return []
    labels = Counter(speaker for speaker, _, _ in turns)
    kept = [t for t in turns if labels[t[0]] > 1]
    if len(kept) < 3:
        return []
    speaker, start, end = kept[-1]
    line = text.find("\n", start)
    kept[-1] = (speaker, start, end if line < 0 else min(end, line))
    return [(start, end, speaker, False) for speaker, start, end in kept]
