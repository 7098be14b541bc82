"""A short run of the fuzzer; benchmarks/fuzz.py runs as long as wanted."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import fuzz


def test_broken_files_never_crash_hang_or_cost_their_neighbours():
    failures, _ = fuzz.run(rounds=150, seed=1)
    assert failures == []
