"""What is compiled gives what plain Python gives, and never hides a change of the source."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import discourse
from discourse._compiled import PACKAGE, SWITCH, SourceFinder, is_compiled, sources

CODE = """
import sys, hashlib
import discourse
documents = discourse.load_demo()
statements = discourse.find_statements(documents)
tables = [discourse.find_attributions(documents), statements, discourse.code_by_rules(statements)]
print(*(hashlib.sha256(table.to_csv(index=False).encode()).hexdigest() for table in tables))
files = {name: str(getattr(module, "__file__", "")) for name, module in sys.modules.items()}
print(*sorted(n for n, file in files.items() if n.startswith("discourse.") and file.endswith((".so", ".pyd"))))
"""
COMPILED = pytest.mark.skipif(not is_compiled(), reason="nothing is compiled here")


def run(code, folder, **environment):
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(folder), **environment},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


@COMPILED
def test_both_forms_give_the_same_tables():
    compiled, modules = run(CODE, PACKAGE.parent, **{SWITCH: ""})
    interpreted, none = run(CODE, PACKAGE.parent, **{SWITCH: "1"})
    assert compiled == interpreted
    assert modules.split() == sorted(f"discourse.{path.stem}" for path in PACKAGE.glob("*.pxd"))
    assert not none


@pytest.fixture
def package(tmp_path):
    "A copy of the package that one may change."
    left_out = shutil.ignore_patterns("__pycache__", "weights")
    return Path(shutil.copytree(PACKAGE, tmp_path / "discourse", ignore=left_out))


ASK = "from discourse import _attribution_spans as m; print(m.__file__, getattr(m, 'CHANGED', None))"


@COMPILED
@pytest.mark.parametrize("suffix", [".py", ".pxd"])
def test_a_module_changed_since_it_was_compiled_runs_and_all_others_with_it(package, suffix):
    assert run(ASK, package.parent)[0].split()[0] != str(package / "_attribution_spans.py")
    changed = package / f"_attribution_spans{suffix}"
    changed.write_text(changed.read_text() + ("\nCHANGED = 1\n" if suffix == ".py" else "\n# changed\n"))
    assert run(ASK, package.parent) == [f"{package / '_attribution_spans.py'} {1 if suffix == '.py' else None}"]
    other = "from discourse import _attribution_model as m; print(m.__file__)"
    assert run(other, package.parent) == [str(package / "_attribution_model.py")]


@COMPILED
@pytest.mark.parametrize("record", [None, "", "[]", '{"python": "cpython-27"}'])
def test_what_is_compiled_counts_only_with_its_record(package, record):
    path = package / "compiled.json"
    path.unlink()
    if record is not None:
        path.write_text(record)
    assert run(ASK, package.parent) == [f"{package / '_attribution_spans.py'} None"]


@COMPILED
def test_a_compiled_module_that_is_gone_sends_all_back_to_python(package):
    for path in [*package.glob("_attribution_model.*.so"), *package.glob("_attribution_model.*.pyd")]:
        path.unlink()
    assert run(ASK, package.parent) == [f"{package / '_attribution_spans.py'} None"]


def test_every_file_of_types_has_its_module_in_the_record():
    recorded = sources()
    assert recorded.pop("python") == sys.implementation.cache_tag
    assert sorted(recorded) == sorted(path.stem for path in PACKAGE.glob("*.pxd"))
    assert all((PACKAGE / f"{name}.py").is_file() and len(digest) == 64 for name, digest in recorded.items())
    if is_compiled():
        assert json.loads((PACKAGE / "compiled.json").read_text()) == sources()


def test_the_finder_answers_for_modules_of_the_package_alone():
    assert SourceFinder.find_spec("discourse.rules").origin == str(PACKAGE / "rules.py")
    assert SourceFinder.find_spec("discourse.nothing") is None
    assert SourceFinder.find_spec("rules") is None
    assert SourceFinder.find_spec("json.decoder") is None


@pytest.mark.parametrize("switch, form", [("1", "plain Python"), ("", "compiled" if is_compiled() else "plain Python")])
def test_the_command_line_tells_the_form(switch, form):
    code = "from discourse.cli import main; import sys; sys.argv[1:] = ['--version']; main()"
    assert run(code, PACKAGE.parent, **{SWITCH: switch}) == [f"discourse {discourse.__version__}, {form}"]
