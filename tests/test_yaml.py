"""YAML keeps what was written and where."""

import pytest

from discourse import _yaml
from discourse._lexicon import FOLDER
from discourse._yaml import YamlError, read_marked


def written(tmp_path, text):
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_texts_stay_as_written_and_know_their_line(tmp_path):
    data = read_marked(written(tmp_path, "no: on\n12:30: [1.0, 'null', \"\"]\nnothing:\ntilde: ~\nlong: |\n  a\n  b\n"))
    assert data == {"no": "on", "12:30": ["1.0", "null", ""], "nothing": None, "tilde": None, "long": "a\nb\n"}
    places = [key.place.rsplit(":", 1)[1] for key in data]
    assert places == ["1", "2", "3", "4", "5"]
    assert data["12:30"][0].place.endswith("words.yaml:2")


@pytest.mark.parametrize("text", ["", "# only a remark\n", "---\n"])
def test_an_empty_file_holds_nothing(tmp_path, text):
    assert read_marked(written(tmp_path, text)) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", ":3: the key 'a' stands twice, first in line 1"),
        ("a: &x 1\nb: *x\n", r":2: aliases \(\*name\) are not read"),
        ("a: 1\nb: !date 2\n", ":2: the tag '!date' is not read"),
        ("a: 1\n---\nb: 2\n", ":2: a second document begins here"),
        ("[a, b]: 1\n", ":1: a key must be a word; found a list"),
        ("- b\n- " + "[" * 60 + "]" * 60, ":2: nested too deeply"),
        ("[" * 100_000, ":1: nested too deeply"),
        ("- " * 100_000 + "a", ":1: nested too deeply"),
        ("a: [1\nb: 2\n", ":2: not YAML"),
        ('a: "\\b"\n', ":1: .* holds a control character. In double quotes"),
        ("a: 1\né: \x07\n", ":2: holds a control character"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, message):
    with pytest.raises(YamlError, match=message):
        read_marked(written(tmp_path, text))


def test_fifty_levels_are_read(tmp_path):
    data = read_marked(written(tmp_path, "[" * 51 + "]" * 51))
    for _ in range(50):
        (data,) = data
    assert data == []


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(YamlError, match=r"none.yaml: cannot be read \(No such file"):
        read_marked(tmp_path / "none.yaml")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.yaml")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_both_parsers_read_the_same(path, monkeypatch):
    fast = read_marked(path)
    monkeypatch.setattr(_yaml, "LOADER", _yaml.yaml.SafeLoader)
    assert read_marked(path) == fast
