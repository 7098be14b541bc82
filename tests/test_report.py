"""The page shows every character of the text once, every mark where it stands, and lets nothing in."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse._report_text import Mark, Statement, lanes, safe, text_html
from discourse.report import Report

TEXT = (
    "President Tomas Reval spoke in Tesh.\n\n"
    "“If they don’t leave, we will do it by military means,” Reval said. The plan is dead.\n\nPhoto: A. Nobody\n\n"
    "Mara Doln is no longer a legitimate leader, he added."
)
BOOK = """
name: small
version: 2.0.0
title: A small codebook
variables:
  legitimacy:
    definition: Is somebody presented as rightful?
    multiple: true
    basis: {legal: By law., electoral: By vote.}
    values:
      legitimation: {definition: Presented as rightful.}
      delegitimation: {definition: Presented as not rightful., cues: [{find: no longer ..2 legitimate, id: no-longer}]}
  threat:
    definition: Is force held out?
    values:
      ultimatum: {definition: Force is tied to what the other side does.}
      none: {definition: No force.}
"""
SENTENCES = [
    (0, "President Tomas", "Tesh.", "narrator", ""),
    (1, "“If they", "Reval said.", "direct", "Tomas Reval"),
    (1, "The plan", "dead.", "narrator", ""),
    (2, "Mara Doln", "added.", "indirect", "Tomas Reval"),
]


def span(words, text=TEXT):
    return text.index(words), text.index(words) + len(words)


def tables(text=TEXT, **more):
    """One document of four statements and five codings, two of which overlap and one of which has no evidence."""
    document = {
        "doc_id": "d1",
        "title": "Reval speaks",
        "date": "2025-11-27",
        "outlet": "Lorn Courier",
        "genre": "news",
    }
    document |= {"speaker": "", "url": "https://example.org/a", "text": text, "sha256": ""} | more
    statements = [
        {"statement_id": f"d1-{i + 1:03d}", "doc_id": "d1", "paragraph": p, "start": span(a)[0], "end": span(b)[1]}
        | {"voice": v, "speaker": s, "cue": "said" if s else ""}
        for i, (p, a, b, v, s) in enumerate(SENTENCES)
    ]
    codings = [
        coding("d1-002", "threat", "ultimatum", "If they don’t leave, we will do it", rule="threat-ultimatum-1"),
        coding("d1-002", "threat", "ultimatum", "we will do it by military means", coder="human:ana", confidence=0.8),
        coding("d1-003", "threat", "none", ""),
        coding("d1-003", "legitimacy", "delegitimation", "", coder="human:ana"),
        coding("d1-004", "legitimacy", "delegitimation", "no longer a legitimate leader", target="Mara Doln",
               basis="legal;electoral", rule="no-longer"),
    ]  # fmt: skip
    return (
        pd.DataFrame([document]),
        pd.DataFrame(statements),
        pd.DataFrame(codings).astype({"start": "Int64", "end": "Int64"}),
    )


def coding(
    statement_id, variable, value, evidence, target="", basis="", coder="rules:small@2.0.0", rule="", confidence=None
):
    start, end = span(evidence) if evidence else (None, None)
    return {
        "statement_id": statement_id, "variable": variable, "value": value, "target": target, "basis": basis,
        "coder": coder, "start": start, "end": end, "evidence": evidence, "confidence": confidence, "rule": rule,
    }  # fmt: skip


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


class Tree(HTMLParser):
    """Flat list of the page's elements, and the text of each mark by its tag's id."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open, self.marked, self.body = [], [], {}, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input", "br", "rect"):
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        looks = [a.get("class") or "" for _, a in self.open]
        for tag, a in self.open:
            if tag == "mark":
                self.marked[a["data-tag"]] = self.marked.get(a["data-tag"], "") + data
        if "body" in looks and not any(look.split()[:1] in (["who"], ["tag"]) for look in looks):
            self.body.append(data)

    def all(self, tag, **wanted):
        return [
            a for t, a in self.elements if t == tag and all(a.get(k.replace("_", "-")) == v for k, v in wanted.items())
        ]

    def classed(self, name):
        return [a for _, a in self.elements if name in (a.get("class") or "").split()]


def squeezed(text):
    return " ".join(text.split())


def test_every_character_of_the_text_is_shown_once(book):
    tree = Tree(Report(*tables(), codebook=book).html)
    assert squeezed("".join(tree.body)).replace(" ", "") == squeezed(TEXT).replace(" ", "")
    assert len([a for t, a in tree.elements if t == "p" and a.get("class") == "outside"]) == 1  # the photo credit


def test_marks_cover_their_evidence_and_overlap_in_lanes(book):
    tree = Tree(Report(*tables(), codebook=book).html)
    tags = tree.classed("tag")
    shown = {a["data-code"]: [] for a in tags}
    for a in tags:
        shown[a["data-code"]].append(tree.marked.get(a["id"], ""))
    assert shown == {
        "code-1-0": ["If they don’t leave, we will do it", "we will do it by military means"],
        "code-0-1": ["", "no longer a legitimate leader"],
    }
    assert {a["class"].split()[-1] for a in tree.all("mark", data_tag=tags[1]["id"])} == {"lane1"}


def test_a_label_tells_all_that_its_coding_says(book):
    tree = Tree(Report(*tables(), codebook=book).html)
    last = tree.classed("tag")[-1]
    assert json.loads(last["data-details"]) == [
        {"target": "Mara Doln", "basis": "legal, electoral", "coder": "rules:small@2.0.0", "rule": "no-longer",
         "cue": "no longer ..2 legitimate", "confidence": ""}
    ]  # fmt: skip
    assert last["data-target"] == "Mara Doln"
    assert tree.all("dd", data_definition="code-0-1", data_variable="legitimacy")


def test_coders_who_agree_share_one_label(book):
    documents, statements, codings = tables()
    again = codings.iloc[[4]].assign(coder="human:ana", basis="legal")
    page = Tree(Report(documents, statements, pd.concat([codings, again]), codebook=book).html)
    details = [json.loads(a["data-details"]) for a in page.classed("tag")]
    assert [len(d) for d in details] == [1, 1, 1, 2]
    assert [d["coder"] for d in details[-1]] == ["rules:small@2.0.0", "human:ana"]


def test_filters_count_statements(book):
    page = Report(*tables(), codebook=book).html
    found = dict(re.findall(r'<bdi class="name" title="([^"]+)">[^<]*</bdi><span class="count">([\d,]+)</span>', page))
    assert found == {
        "legitimation": "0", "delegitimation": "2", "ultimatum": "1",
        "Tomas Reval": "2", "direct": "1", "indirect": "1", "narrator": "2", "human:ana": "2", "rules:small@2.0.0": "2",
    }  # fmt: skip


def test_a_run_of_one_speaker_is_named_once_in_the_margin(book):
    documents, statements, codings = tables()
    statements["voice"], statements["speaker"] = "direct", "Tomas Reval"
    tree = Tree(Report(documents, statements, codings, codebook=book).html)
    assert [a["class"] for a in tree.classed("who")] == ["who"]


def test_values_of_one_name_are_labelled_with_their_variables():
    documents, statements, codings = tables()
    codings["value"] = "yes"
    labels = re.findall(r'class="tag[^>]*>([^<]+)</a>', Report(documents, statements, codings, codebook=None).html)
    assert labels == ["threat: yes", "threat: yes", "legitimacy: yes", "threat: yes", "legitimacy: yes"]


def test_without_a_codebook_codes_stand_in_the_order_of_their_names():
    tree = Tree(Report(*tables(), codebook=None).html)
    assert [(a["data-variable"], a["data-definition"]) for a in tree.all("dd") if "data-definition" in a] == [
        ("legitimacy", "code-0-0"),
        ("threat", "code-1-0"),
    ]


def test_a_corpus_has_an_index_and_a_document_without_statements_shows_its_text(book):
    documents, statements, codings = tables()
    documents = pd.concat([documents, documents.assign(doc_id="d2", title="", text="One.\n\nTwo & three.")])
    tree = Tree(Report(documents, statements, codings, codebook=book, title="Two texts").html)
    assert [a["data-document"] for a in tree.all("tr") if a] == ["document-0", "document-1"]
    assert "".join(tree.body).endswith("One.Two & three.")


def test_the_page_shows_itself_in_a_notebook_and_saves_whole(book, tmp_path):
    report = Report(*tables(), codebook=book)
    assert repr(report) == "Report of 1 document, 4 statements, 5 codings"
    frame = Tree(report._repr_html_()).all("iframe")[0]
    assert frame["srcdoc"] == report.html and frame["sandbox"] == "allow-scripts allow-popups"
    path = report.save(tmp_path / "deep" / "page.html")
    assert path.read_bytes().decode("utf-8") == report.html
    assert [p.name for p in path.parent.iterdir()] == ["page.html"]


# What must not get in

HOSTILE = '"><script>document.title="owned"</script><img src=x onerror="document.title=1">\'; --></style>'


def hostile_tables():
    """Hostile words wherever words can stand; evidence and text stay true to each other."""
    documents, statements, codings = tables()
    text = TEXT.replace(
        "Photo: A. Nobody", "<script>document.title='owned'</script> </article> &lt;b&gt; \x00\x1b\u202e"
    )
    documents = documents.assign(text=text, title=HOSTILE, outlet=HOSTILE, genre=HOSTILE, url="javascript:alert(1)")
    shift = text.index("Mara Doln") - TEXT.index("Mara Doln")
    for table in (statements, codings):
        late = (table["statement_id"] == "d1-004").to_numpy()
        for column in ("start", "end"):
            table.loc[late, column] += shift
    statements["speaker"], statements["voice"], statements["cue"] = HOSTILE, f"direct{HOSTILE}", HOSTILE
    statements["statement_id"] += HOSTILE
    codings["statement_id"] += HOSTILE
    for column in ("target", "coder", "rule"):
        codings[column] = HOSTILE
    codings["basis"] = f"legal;{HOSTILE}"
    return documents, statements, codings


@pytest.fixture
def hostile_page(tmp_path):
    path = tmp_path / "hostile.yaml"
    words = json.dumps(HOSTILE)
    book = BOOK.replace("A small codebook", words).replace("Is force held out?", words).replace("By law.", words)
    path.write_text(book.replace("Force is tied to what the other side does.", words), encoding="utf-8")
    return Report(*hostile_tables(), codebook=path, title=HOSTILE).html


def test_hostile_words_stay_words(hostile_page):
    tree = Tree(hostile_page)
    assert len(tree.all("script")) == 1 and not tree.all("img") and len(tree.all("style")) == 1
    assert not [name for _, a in tree.elements for name in a if name.startswith("on") or name == "style"]
    assert not [a["href"] for a in tree.all("a") if not a["href"].startswith("#")]
    shown = "".join(tree.body)
    assert "<script>document.title='owned'</script> </article> &lt;b&gt;" in shown
    assert "\x00" not in hostile_page and "␀␛" in shown


def test_text_that_no_page_can_hold_is_made_visible():
    assert safe("a\x00\ud800<b>\r\n") == "a␀?&lt;b&gt; \n"


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(book):
    page = Report(*tables(), codebook=book).html
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1))
    import base64
    import hashlib

    for name in ("style", "script"):
        inside = re.search(rf"<{name}>(.*?)</{name}>", page, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(inside.encode("utf-8")).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    assert not re.search(r"""(src|href|url)\s*[=(]\s*["']?(https?:)?//(?!example\.org)""", page)


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def rendered(tmp_path):
    "The page after its script has run, as headless Chromium prints it."
    if CHROMIUM is None:
        pytest.skip("install chromium to see pages in a browser")

    def render(page, fragment=""):
        path = tmp_path / "page.html"
        path.write_bytes(page.encode("utf-8"))
        quiet = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
        still = "--disable-background-networking --disable-component-update --enable-logging=stderr --v=0"
        command = [CHROMIUM, *quiet.split(), *still.split(), f"--user-data-dir={tmp_path / 'profile'}"]
        run = [*command, "--virtual-time-budget=1000", "--dump-dom", path.as_uri() + fragment]
        done = subprocess.run(run, capture_output=True, text=True, check=True, encoding="utf-8")
        return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]

    return render


def test_hostile_words_do_nothing_in_a_browser(hostile_page, rendered):
    dom, console = rendered(hostile_page)
    tree = Tree(dom)
    assert html.unescape(re.search(r"<title>(.*?)</title>", dom, re.DOTALL).group(1)) == HOSTILE
    assert len(tree.all("script")) == 1 and not tree.all("img")
    assert "<script>document.title='owned'</script>" in "".join(tree.body)
    assert console == []
    assert tree.all("button", id="theme")[0]["aria-label"] == "Switch to dark"  # the page's own script has run


def test_an_injected_script_is_stopped_by_the_policy(book, rendered):
    "The second wall: were the escaping to fail, the browser would refuse the script and the handler."
    page = Report(*tables(), codebook=book).html
    bad = "<script>document.title='owned'</script><img src='data:image/gif,x' onerror=\"document.title='owned'\">"
    dom, console = rendered(page.replace("</main>", f"{bad}</main>"))
    assert "<title>Reval speaks</title>" in dom
    assert sum("Content Security Policy" in line for line in console) >= 2


def test_a_link_to_a_statement_opens_its_document(book, rendered):
    documents, statements, codings = tables()
    documents = pd.concat([documents.assign(doc_id="d0", title="First"), documents])
    tree = Tree(rendered(Report(documents, statements, codings, codebook=book).html, "#statement-d1-004")[0])
    assert ["hidden" in a for a in tree.classed("document")] == [True, False]
    assert "hidden" in tree.all("section", id="index")[0]


# Rerun, properties, errors


def test_the_same_tables_give_the_same_bytes_in_any_surrounding(book, tmp_path):
    pd.to_pickle(tables(), tmp_path / "tables.pickle")
    code = (
        "import sys, pandas; from discourse.report import Report; tables, book, page = sys.argv[1:]; "
        "Report(*pandas.read_pickle(tables), codebook=book).save(page)"
    )
    runs = []
    for seed, zone, locale in (("1", "UTC", "C"), ("77", "Asia/Tokyo", "C.UTF-8")):
        around = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        command = [
            sys.executable,
            "-c",
            code,
            str(tmp_path / "tables.pickle"),
            str(book),
            str(tmp_path / f"{seed}.html"),
        ]
        runs.append(subprocess.Popen(command, env=around))
    assert [run.wait() for run in runs] == [0, 0]
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "77.html").read_bytes() != b""


@given(st.data())
def test_any_spans_over_any_text_show_every_character_once(data):
    text = data.draw(st.text(alphabet="ab <&\n.”", min_size=1, max_size=60))
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    statements = [
        Statement(f"s{i}", data.draw(st.integers(0, 2)) + 3 * i // 2, a, b, "direct", "Mara Doln", "", "speaker-0")
        for i, (a, b) in enumerate(zip(ends[::2], ends[1::2]))
    ]
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).filter(lambda p: p[0] < p[1]), max_size=6))
    marks = [
        Mark(f"mark-{i}", data.draw(st.sampled_from(statements)).statement_id, "v", "x", "h0 s0", "code-0-0", a, b, [])
        for i, (a, b) in enumerate(spans)
    ]
    tree = Tree(f'<div class="body">{text_html(text, statements, marks)}</div>')
    assert "".join("".join(tree.body).split()) == "".join(text.split())
    inside = {i for s in statements for i in range(s.start, s.end)}
    for mark in marks:
        assert tree.marked.get(mark.key, "") == "".join(text[i] for i in range(mark.start, mark.end) if i in inside)
    lane_of = lanes(marks)
    for a in marks:
        for b in marks:
            assert a is b or lane_of[a.key] != lane_of[b.key] or a.end <= b.start or b.end <= a.start
    assert len(tree.classed("tag")) == len(marks)


def broken(table, row, **change):
    table = table.copy()
    for column, value in change.items():
        table.loc[row, column] = value
    return table


@pytest.mark.parametrize(
    ("which", "change", "message"),
    [
        (
            2,
            {"statement_id": "d9-001"},
            "codings: 1 rows have a statement_id that is not among the statements, first 'd9-001'",
        ),
        (2, {"evidence": "other words"}, "evidence of 'd1-002' is 'other words', but 'If they don"),
        (2, {"value": "menace"}, r"1 codes are not in the codebook 'small': \['threat: menace'\], first in d1-002"),
        (2, {"end": 9999}, "span .*:9999 of 'd1' lies outside its text"),
        (1, {"end": 60}, "statements: 1 begin before the one before them ends, first 'd1-002'"),
        (1, {"statement_id": "d1-002"}, "values of 'statement_id' occur more than once"),
    ],
)
def test_wrong_tables_are_refused_with_the_place(book, which, change, message):
    parts = list(tables())
    parts[which] = broken(parts[which], 0, **change)
    with pytest.raises(ValueError, match=message):
        Report(*parts, codebook=book)


def test_wrong_kinds_are_refused(book):
    documents, statements, codings = tables()
    with pytest.raises(TypeError, match=r"statements must be a pandas DataFrame; got list\. find_statements"):
        Report(documents, [], codings, codebook=book)
    with pytest.raises(TypeError, match="title must be a str"):
        Report(documents, statements, codings, codebook=book, title=3)
    with pytest.raises(ValueError, match=r"codings lacks the columns \['rule'\]"):
        Report(documents, statements, codings.drop(columns="rule"), codebook=book)
