"""The table of defences names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_defence_has_its_test():
    named = re.findall(r"`(tests/\w+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(named) >= 15
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), f"{file} has no {test}"
