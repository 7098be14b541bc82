"""The house stands: imports go down, foreign libraries have one door, modules stay small."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "discourse"
FLOORS = {
    -2: ["_checks", "_collector", "_compiled", "_memory", "_places", "_tables", "_yaml"],
    -1: ["_lexicon"],
    0: ["codebook"],
    1: ["documents", "sentences", "codings", "vectors"],
    2: ["quotations", "speakers"],
    3: ["attribution"],
    4: ["statements"],
    5: ["rules", "classifier", "encoder"],
    6: ["agreement", "prevalence", "sampling", "keyness", "networks"],
    7: ["figures", "report"],
    8: ["datasets", "scale", "reproduction"],
    9: ["cli"],
}
DOORS = {
    "re2": {"rules"},
    "sklearn": {"classifier"},
    "skops": {"classifier"},
    "nltk": {"keyness"},
    "networkx": {"networks"},
    "matplotlib": {"figures"},
    "pooch": {"datasets"},
    "dask": {"scale"},
    "distributed": {"scale"},
    "trafilatura": {"documents"},
    "docx": {"documents"},
    "pypdfium2": {"documents"},
    "nbclient": {"reproduction"},
    "nbformat": {"reproduction"},
    "typer": {"cli"},
    "yaml": {"_yaml"},
    "pydantic": {"codebook"},
}
FLOOR_OF = {module: floor for floor, modules in FLOORS.items() for module in modules}


def family(path):
    """The module a file belongs to: ``_documents_pdf.py`` and ``documents.py`` are both documents."""
    stem = path.stem
    if stem in FLOOR_OF or stem == "__init__":
        return stem
    owners = [m for m in FLOOR_OF if stem.startswith(f"_{m}_")]
    assert owners, f"{path.name} has no floor: name it in FLOORS, or _<module>_<part>.py for a part of a module"
    return max(owners, key=len)


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "discourse":
                yield from (f"discourse.{alias.name}" for alias in node.names)
            elif node.module:
                yield node.module


MODULES = sorted(p for p in PACKAGE.glob("*.py") if not p.stem.startswith("__"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_imports_only_from_floors_below(path):
    home = family(path)
    for name in imports(path):
        if name.startswith("discourse.") and not name.startswith("discourse.__"):
            other = family(Path(name.split(".")[1] + ".py"))
            assert other == home or FLOOR_OF[other] < FLOOR_OF[home], (
                f"{path.name} imports {name}, which is not below it"
            )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_each_foreign_library_has_one_door(path):
    for name in imports(path):
        root = name.split(".")[0]
        if root in DOORS:
            assert family(path) in DOORS[root], f"{path.name} imports {root}; its door is {sorted(DOORS[root])}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_modules_stay_under_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_no_function_bears_a_modules_name_and_no_bare_assert(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Assert), f"{path.name}:{node.lineno} uses assert; raise ValueError or TypeError"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            assert node.name not in FLOOR_OF, f"{path.name} defines {node.name}, which is a module's name"


def test_import_is_light():
    "No heavy library comes in with the package."
    import subprocess
    import sys

    heavy = r"^(pandas|numpy|sklearn|nltk|matplotlib|trafilatura|pyarrow|networkx)$"
    code = f"import sys, re, discourse; print([m for m in sys.modules if re.match({heavy!r}, m)])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_lock_names_no_host():
    lock = (PACKAGE.parent / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links", lock)
