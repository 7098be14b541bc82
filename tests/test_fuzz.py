"""A short run of the fuzzer; benchmarks/fuzz.py runs as long as wanted."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import fuzz
import pytest


def test_broken_files_never_crash_hang_or_cost_their_neighbours():
    failures, _ = fuzz.run(rounds=150, seed=1)
    assert failures == []


@pytest.mark.parametrize("unit", [" ", "\t", "**", "*_", "[](", "(a)", '[](x "', "# ", "<a ", "`"])
@pytest.mark.parametrize("head", ["", "[](", "![", "# a", "- ", "[x]: "])
def test_marks_without_end_are_read_in_linear_time(head, unit, tmp_path):
    "A search that starts anew at every mark, or tries every split of a run, takes minutes here."
    (tmp_path / "good.txt").write_text(fuzz.GOOD, encoding="utf-8")
    (tmp_path / "a.md").write_text(head + unit * (60_000 // len(unit)) + " end", encoding="utf-8")
    assert fuzz.read_spoiled(tmp_path / "a.md", tmp_path / "good.txt") == ""


def test_a_reading_that_hangs_is_a_finding(tmp_path, monkeypatch):
    def hang(*_, **__):
        while True:
            pass

    monkeypatch.setattr(fuzz, "read_documents", hang)
    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    assert fuzz.read_spoiled(tmp_path / "a.md", tmp_path / "good.txt") == "takes more than 0.05 s"
