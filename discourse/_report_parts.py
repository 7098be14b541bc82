"""The parts of the page around the text: filters, index of a corpus, document heads, codebook, provenance."""

from collections import Counter
from typing import NamedTuple

from discourse._report_text import plain, safe
from discourse.codebook import NONE

HUES, LINES = 6, 5
VOICES = ["direct", "mixed", "indirect", "narrator"]


class Code(NamedTuple):
    """A value of a variable as the page shows it; ``look`` is its hue and line, ``key`` its anchor, ``label`` what
    stands at a mark: the value, with its variable where others have a value of that name."""

    key: str
    look: str
    variable: str
    value: str
    label: str
    definition: str


class Shown(NamedTuple):
    """A variable that the page shows."""

    name: str
    definition: str
    basis: dict
    codes: list


def shown_variables(pairs, codebook):
    """The variables among ``pairs`` of variable and value, in the order of the codebook; without one, of the names."""
    used = sorted({name for name, _ in pairs})
    if codebook is None:
        wanted = [(name, "", {}, {v: "" for n, v in sorted(pairs) if n == name and v != NONE}) for name in used]
    else:
        wanted = [
            (name, v.definition, v.basis, {code: v.values[code].definition for code in v.codes})
            for name, v in codebook.variables.items()
            if name in used
        ]
    names = Counter(value for *_, values in wanted for value in values)
    shown = []
    for i, (name, definition, basis, values) in enumerate(wanted):
        looks = [f"h{i % HUES} s{j % LINES}" for j in range(len(values))]
        codes = [
            Code(f"code-{i}-{j}", looks[j], name, value, value if names[value] == 1 else f"{name}: {value}", words)
            for j, (value, words) in enumerate(values.items())
        ]
        shown.append(Shown(name, definition, basis, codes))
    return shown


def number(n, noun=""):
    """``n`` with its noun in the singular or plural: 1 document, 2,000 documents."""
    return f"{n:,} {noun}{'s' if noun and n != 1 else ''}".strip()


def button_html(kind, key, name, count, look=""):
    swatch = f'<span class="swatch {look}" aria-hidden="true">abc</span>' if look else ""
    return (
        f'<li><button type="button" aria-pressed="false" data-kind="{kind}" data-key="{safe(key)}">{swatch}'
        f'<bdi class="name" title="{safe(name)}">{safe(name)}</bdi><span class="count">{count:,}</span></button></li>'
    )


def facet_html(title, buttons, names=True):
    look = "facet names" if names else "facet"
    items = f"<ul>{''.join(buttons)}</ul>"
    if len(buttons) > 12:
        items = f'<input class="find" type="search" placeholder="Find" aria-label="Find in {safe(title)}">{items}'
        look += " long"
    return f'<section class="{look}"><h2>{safe(title)}</h2>{items}</section>'


def facets_html(variables, code_counts, speakers, voice_counts, coder_counts):
    """The filters: codes by variable, speakers by frequency, voices, several coders; each with its statements."""
    parts = []
    for v in variables:
        items = [button_html("code", c.key, c.value, code_counts.get(c.key, 0), c.look) for c in v.codes]
        parts.append(facet_html(v.name, items, names=False))
    if speakers:
        parts.append(facet_html("speaker", [button_html("speaker", key, name, n) for key, name, n in speakers]))
    voices = [v for v in VOICES if v in voice_counts] + sorted(set(voice_counts) - {*VOICES, ""})
    if voices:
        parts.append(facet_html("voice", [button_html("voice", v, v, voice_counts[v]) for v in voices]))
    if len(coder_counts) > 1:
        parts.append(facet_html("coder", [button_html("coder", c, c, coder_counts[c]) for c in sorted(coder_counts)]))
    return "\n".join(parts)


def strip_html(length, statements, marks, variables):
    """Where in a text somebody is heard and where each variable is coded, as a picture of lines."""
    row_of = {v.name: i for i, v in enumerate(variables)}
    place = {s.statement_id: s for s in statements}
    height = 3 + 6 * len(variables)

    def bar(start, end, y, thick, look, code=""):
        x = 1000 * start / max(length, 1)
        wide = max(1000 * (end - start) / max(length, 1), 4)
        code = f' data-code="{code}"' if code else ""
        return f'<rect class="{look}"{code} x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{thick}"/>'

    out = ['<rect class="ground" width="1000" height="1" y="1"/>']
    out += [bar(s.start, s.end, 0, 3, "told") for s in statements if s.voice not in ("", "narrator")]
    for m in marks:
        home = place[m.statement_id]
        start, end = (home.start, home.end) if m.start is None else (m.start, m.end)
        out.append(bar(start, end, 5 + 6 * row_of[m.variable], 4, m.look.split()[0], m.code))
    return (
        f'<svg class="strip" viewBox="0 0 1000 {height}" height="{height}" preserveAspectRatio="none" '
        'aria-hidden="true">'
        f"{''.join(out)}</svg>"
    )


def address_html(url):
    """A link for a web address; any other text of a url is shown as text."""
    if url.startswith(("https://", "http://")):
        host = url.split("/")[2] or url
        return f'<a href="{safe(url)}" target="_blank" rel="noopener noreferrer">{safe(host)}</a>'
    return f"<span>{safe(url)}</span>"


def article_html(document, number_, variables, statements, marks, body):
    """One document: its head, the picture of where it is coded, its text."""
    meta = [f"<bdi>{safe(document[c])}</bdi>" for c in ("outlet", "date", "genre", "speaker") if document[c]]
    meta += [address_html(document["url"])] if document["url"] else []
    return (
        f'<article class="document" id="document-{number_}" aria-labelledby="title-{number_}"><header>'
        f'<h1 id="title-{number_}" dir="auto">{safe(document["title"] or document["doc_id"])}</h1>'
        f'<p class="meta">{"".join(meta)}</p>'
        f"{strip_html(len(document['text']), statements, marks, variables)}"
        f'<p class="step" hidden><span class="where"></span><button type="button" class="previous">Previous</button>'
        f'<button type="button" class="next">Next</button></p></header>'
        f'<div class="body">{body}</div></article>'
    )


def row_html(document, number_, variables, statements, marks):
    """A document's row in the index."""
    return (
        f'<tr data-document="document-{number_}"><td class="title"><a href="#document-{number_}"><bdi>'
        f"{safe(document['title'] or document['doc_id'])}</bdi></a></td>"
        f'<td class="optional"><bdi>{safe(document["outlet"])}</bdi></td><td class="date">{safe(document["date"])}</td>'
        f'<td class="optional">{strip_html(len(document["text"]), statements, marks, variables)}</td>'
        f'<td class="number" data-statements="{len(statements)}">{len(statements):,}</td></tr>'
    )


def index_html(title, about, rows):
    """The list of the documents of a corpus."""
    return (
        f'<section class="index" id="index" aria-labelledby="index-title"><h1 id="index-title">{safe(title)}</h1>'
        f'<p class="meta">{safe(about)}</p>'
        '<input class="find" id="find" type="search" placeholder="Find in titles, outlets and texts" '
        'aria-label="Find in titles, outlets and texts">'
        '<table><thead><tr><th scope="col">Document</th><th scope="col" class="optional">Outlet</th>'
        '<th scope="col">Date</th><th scope="col" class="optional">Where it is coded</th>'
        '<th scope="col" class="number">Statements</th></tr></thead>'
        f'<tbody>{"".join(rows)}</tbody></table><p class="nothing" hidden>No document matches.</p></section>'
    )


def glossary_html(variables, codebook):
    """What the codes mean, in the words of the codebook."""
    about = f"{codebook.title or codebook.name}, version {codebook.version}" if codebook else "Codes without a codebook"
    out = [f'<h2 id="codebook-title">Codebook</h2><p class="about">{safe(about)}</p><div class="variables">']
    for v in variables:
        hue = v.codes[0].look.split()[0] if v.codes else "h0"
        out.append(f'<section class="variable"><h3 class="{hue}">{safe(v.name)}</h3>')
        out.append(f'<p class="about">{safe(v.definition)}</p><dl>')
        for c in v.codes:
            swatch = f'<span class="swatch {c.look}" aria-hidden="true">abc</span>'
            out.append(
                f'<dt id="{c.key}" class="{hue}">{swatch}{safe(c.value)}</dt>'
                f'<dd data-definition="{c.key}" data-variable="{safe(v.name)}" data-value="{safe(c.value)}">'
                f"{safe(c.definition)}</dd>"
            )
        out.append("</dl>")
        if v.basis:
            grounds = "".join(f"<dt>{safe(name)}</dt><dd>{safe(words)}</dd>" for name, words in v.basis.items())
            out.append(f'<dl class="basis">{grounds}</dl>')
        out.append("</section>")
    return "".join([*out, "</div>"])


def provenance_html(documents, coders, version):
    """What the page was made from: coders, package and the hashes of the texts."""
    hashes = [plain(h) for h in documents["sha256"]] if "sha256" in documents.columns else []
    texts = f" Text sha256 {safe(hashes[0])}." if len(hashes) == 1 and hashes[0] else ""
    return f"<p>Coded by {safe(', '.join(coders)) or 'nobody'}. Made by discourse {safe(version)}.{texts}</p>"
