"""Codebooks: read whole, refused with the line of what is wrong; cues mean what their author wrote."""

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from discourse._codebook_cues import CueError, read_cue, read_terms
from discourse._codebook_tokens import Line
from discourse.codebook import Codebook, CodebookError, load_codebook

SMALL = """\
name: small
version: 1.0.0
terms:
  force: [military force, troops]
variables:
  threat:
    definition: Force is announced.
    multiple: true
    values:
      ultimatum:
        definition: Force is tied to a condition.
        cues:
          - 'unless ..9 {force}'
        examples:
          - Unless Kadar leaves Ostmark, Vestria will send troops.
        near_misses:
          - Vestria will send doctors.
"""


def written(tmp_path, text, name="book.yaml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def found(cue, text, terms=None):
    "What a cue finds in a sentence, as the sentence's own characters."
    line = Line(text)
    pattern = re2.compile(f"(?i){read_cue(cue, read_terms(terms or {})).regex}")
    return [text[slice(*line.span(*match.span()))] for match in pattern.finditer(line.spelled)]


def test_a_codebook_is_read_whole(tmp_path):
    book = load_codebook(written(tmp_path, SMALL))
    value = book.variables["threat"].values["ultimatum"]
    assert (book.coder, value.name, book.variables["threat"].codes) == ("rules:small@1.0.0", "ultimatum", ["ultimatum"])
    assert value.cues[0].find == ["unless ..9 {force}"]
    assert value.cues[0].place.endswith("book.yaml:13")
    assert value.examples[0].voice == "direct"


def test_the_shipped_codebook_loads_and_says_what_it_decides():
    book = load_codebook()
    assert load_codebook(book) is book
    assert list(book.variables) == ["legitimacy", "threat", "settlement", "stance"]
    assert book.variables["legitimacy"].codes == ["legitimation", "delegitimation"]
    assert list(book.variables["legitimacy"].basis) == [
        "legal", "electoral", "recognition", "moral", "historical", "performance",
    ]  # fmt: skip
    assert set(book.variables["threat"].codes) == {"threat", "ultimatum", "strength", "warning", "denial"}
    assert set(book.variables["settlement"].values) == {"favor", "against", "conditional", "none"}
    assert all(value.definition for v in book.variables.values() for value in v.values.values())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("multiple: true", "multipel: true", r"book.yaml:8: the key 'multipel' is not known"),
        ("        definition: Force is tied to a condition.\n", "", r"book.yaml:10: .*ultimatum lacks 'definition'"),
        ("version: 1.0.0", "version: one", r"book.yaml:2: version: .*found 'one'"),
        ("version: 1.0.0", "name: again", r"book.yaml:2: the key 'name' stands twice, first in line 1"),
        (
            "'unless ..9 {force}'",
            "'unless ..9 {farce}'",
            r"book.yaml:13: .*no list 'farce' among the terms. Known: force",
        ),
        ("'unless ..9 {force}'", "'unless ..900 {force}'", r"book.yaml:13: .*a gap of 900 words; at most 60"),
        ("'unless ..9 {force}'", "'unless (..9 force'", r"book.yaml:13: .*'..9' must stand between two words"),
        ("'unless ..9 {force}'", "'unless? force?'", r"book.yaml:13: .*everything in it may be missing"),
        ("'unless ..9 {force}'", '"\\bunless"', r"book.yaml:13: .*control character.*single quotes"),
        (
            "'unless ..9 {force}'",
            "{find: unless, negated: perhaps}",
            r"book.yaml:13: negated is one of .*found 'perhaps'",
        ),
        ("'unless ..9 {force}'", "{find: unless, regex: un}", r"book.yaml:13: a cue has either find or regex"),
        (
            "'unless ..9 {force}'",
            "{find: unless, basis: legal}",
            r"book.yaml:13: the basis 'legal' is not known. Known: none",
        ),
        (
            "[military force, troops]",
            "[military force, '{force}']",
            r"terms: the lists force -> force contain each other",
        ),
        ("[military force, troops]", "[military force, '(troops']", r"book.yaml:4: .*'\)' is missing"),
        ("    multiple: true", "    sources: [nobody1900]", r"book.yaml:7: the source 'nobody1900' is not among"),
        ("variables:", "variables: &a", r"book.yaml:18: aliases"),
        ("  threat:", "threat:", r"book.yaml:\d+: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, old, new, message):
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    if new == "variables: &a":
        text += "more: *a\n"
    with pytest.raises(CodebookError, match=message):
        load_codebook(written(tmp_path, text))


def test_every_problem_is_listed(tmp_path):
    text = SMALL.replace("multiple: true", "multipel: true").replace("version: 1.0.0", "version: one")
    with pytest.raises(CodebookError, match="1 more problems") as caught:
        load_codebook(written(tmp_path, text))
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "found nothing"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"- a\n- b\n", "found a list"),
        (b"name: [\n", "not YAML"),
        (b"name: a\x07b\n", "control character"),
        (b"name: !!python/object:os.system x\n", "tag"),
        (b"[" * 5000, "not YAML|nested too deeply"),
    ],
)
def test_what_is_no_codebook_is_refused(tmp_path, content, message):
    with pytest.raises(CodebookError, match=message):
        load_codebook(written(tmp_path, content))


def test_names_and_paths_that_lead_nowhere(tmp_path):
    with pytest.raises(CodebookError, match=r"no codebook of that name. Shipped: .*legitimacy-threat"):
        load_codebook("legitimacy")
    with pytest.raises(CodebookError, match="cannot be read"):
        load_codebook(tmp_path / "absent.yaml")
    with pytest.raises(TypeError, match="a path, a name or a Codebook; got int"):
        load_codebook(7)


def test_a_codebook_in_several_files(tmp_path):
    head, tail = SMALL.split("terms:")
    written(tmp_path, "terms:" + tail, "part.yaml")
    book = load_codebook(written(tmp_path, head + "include: [part.yaml]\n"))
    assert book == Codebook.model_validate(book.model_dump(by_alias=True))
    assert book.variables["threat"].values["ultimatum"].cues[0].place.endswith("part.yaml:11")
    with pytest.raises(CodebookError, match=r"part.yaml:2: 'force' stands already in .*book.yaml:4"):
        load_codebook(written(tmp_path, head + "terms:\n  force: [arms]\ninclude: [part.yaml]\n"))
    with pytest.raises(CodebookError, match="file names in the same folder"):
        load_codebook(written(tmp_path, head + "include: [../part.yaml]\n"))


@pytest.mark.parametrize(
    ("cue", "text", "hits"),
    [
        ("troops", "Troops, troops and stormtroops.", ["Troops", "troops"]),
        ("threat*", "A threatening letter; a threat.", ["threatening", "threat"]),
        ("will|may attack", "They may attack. They will not attack.", ["may attack"]),
        ("will not attack", "They won't attack.", ["won't attack"]),
        ("(ready to | going to) fight", "We are ready to fight, going to fight.", ["ready to fight", "going to fight"]),
        ("no longer? legitimate", "No legitimate and no longer legitimate.", ["No legitimate", "no longer legitimate"]),
        ("unless ..3 war", "Unless they yield, war. Unless they yield at last to us, war.", ["Unless they yield, war"]),
        (
            "leave ... war",
            "Leave our land or there will certainly be war.",
            ["Leave our land or there will certainly be war"],
        ),
        (
            "border ~3 troops",
            "Troops at the border. The border and troops.",
            ["Troops at the border", "border and troops"],
        ),
        ("US", "The US let us in.", ["US"]),
        ("organi[sz]ed", "organised or organized", ["organised", "organized"]),
        ("{NAME} denied", "Yesterday Dana Korit denied it; she denied it.", ["Yesterday Dana Korit denied"]),
        ("blames {NAME}", "She blames Gen. Tomas A. Reval for it.", ["blames Gen. Tomas A. Reval"]),
        ("the Union of Northern States", "the “Union” of Northern States", ["the “Union” of Northern States"]),
        ("café", "Le café, cafés.", ["café"]),
        ("Зброя", "Це зброя. Зброя!", ["Зброя"]),
        ("cease-fire", "A cease\u2011fire? A cease–fire, a cease-fire.", ["cease-fire"]),
        ("^ peace", "Peace now. No peace.", ["Peace"]),
        ("peace {QUESTION}", "Peace? No peace.", ["Peace"]),
    ],
)
def test_what_a_cue_finds(cue, text, hits):
    assert found(cue, text) == hits


def test_named_lists_may_name_other_lists():
    terms = {"force": ["troops", "{arms}"], "arms": ["missile*"]}
    assert found("send {force}", "They send missiles, they send doctors.", terms) == ["send missiles"]


def test_what_a_cue_captures():
    pattern = read_cue("<target: {NAME}> is ..2 illegitimate", {})
    assert pattern.captures == ("target_0",)
    match = re2.compile(pattern.regex).search(Line("We say that Tomas Reval is simply illegitimate.").spelled)
    assert match.group("target_0").split() == ["Tomas", "Reval"]


@pytest.mark.parametrize(
    "cue",
    [
        "",
        "a (b",
        "a )",
        "a | | b",
        "..3 a",
        "a ..3",
        "a ..3 ..3 b",
        "{x",
        "<who: a>",
        "a < b",
        "*",
        "a ~ b",
        "a ~",
        "a ..99999 b",
        f"a ~{'9' * 5000} b",
    ],
)
def test_what_cannot_be_read_is_refused(cue):
    with pytest.raises(CueError):
        read_cue(cue, {})


@given(st.text(max_size=60))
def test_any_cue_is_read_or_refused(cue):
    try:
        pattern = read_cue(cue, {"force": read_cue("troops", {})})
    except CueError:
        return
    options = re2.Options()
    options.log_errors = False
    re2.compile(pattern.regex, options)


@given(st.text(max_size=200))
def test_words_of_any_text_lead_back_to_its_characters(text):
    line = Line(text)
    spans = [(start, end) for _, start, end in line.words]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert len(line.spelled) == sum(len(word) + 2 for word, _, _ in line.words)
    for number, (word, start, end) in enumerate(line.words):
        at = sum(len(w) + 2 for w, _, _ in line.words[:number])
        assert line.span(at, at + len(word) + 2) == (start, end)
        assert line.spelled[at] == ("\t" if word[0].isupper() else " ")
        assert (
            line.before(number, 2) == line.spelled[sum(len(w) + 2 for w, _, _ in line.words[: max(0, number - 2)]) : at]
        )
