"""A copied codebook is the same codebook, and nobody's changes are written over."""

import pytest

from discourse.codebook import copy_codebook, load_codebook


def test_a_copy_loads_as_the_same_codebook(tmp_path):
    path = copy_codebook("legitimacy-threat", tmp_path / "mine")
    one, other = load_codebook("legitimacy-threat"), load_codebook(path)
    assert (one.name, one.version, list(one.variables)) == (other.name, other.version, list(other.variables))
    counts = [[len(v.cues) for x in book.variables.values() for v in x.values.values()] for book in (one, other)]
    assert counts[0] == counts[1]


def test_changes_are_not_written_over(tmp_path):
    path = copy_codebook("legitimacy-threat", tmp_path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="is there already"):
        copy_codebook("legitimacy-threat", tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_unknown_name_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"not of the package. Known: \['legitimacy-threat'\]"):
        copy_codebook("weather", tmp_path)
