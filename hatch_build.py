"""Compiles the modules that have a file of C types (.pxd) beside them, where there is a C compiler.

The modules are plain Python and give the same results, several times slower, where there is none; then nothing fails.
"""

import json
import os
import runpy
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
FLAGS = [] if os.name == "nt" else ["-g0"]  # no symbols for a debugger: they double the size
DIRECTIVES = {"language_level": 3, "infer_types": True, "binding": True}


class CompileHook(BuildHookInterface):
    """Puts the compiled modules beside their sources, and into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version, build_data):
        """Compile; say so where that can not be done."""
        try:
            compile_modules()
        except (Exception, SystemExit) as error:  # of many kinds: no compiler, no headers, no room on the disk
            print(f"discourse runs interpreted, as its modules can't be compiled here: {error}", file=sys.stderr)
            return
        build_data["artifacts"] += ["/discourse/*.so", "/discourse/*.pyd", "/discourse/compiled.json"]
        build_data["pure_python"], build_data["infer_tag"] = False, True


def compile_modules():
    """Compile each module with a .pxd beside it, if it or what it builds on has changed, and record that."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    state = runpy.run_path(str(ROOT / "discourse" / "_compiled.py"))
    state["RECORD"].unlink(missing_ok=True)
    compiled = state["sources"]()
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        names = sorted(path.stem for path in Path("discourse").glob("*.pxd"))
        modules = [Extension(f"discourse.{name}", [f"discourse/{name}.py"], extra_compile_args=FLAGS) for name in names]
        modules = cythonize(modules, build_dir="build", compiler_directives=DIRECTIVES, quiet=True)
        command = Distribution({"name": "discourse", "ext_modules": modules}).get_command_obj("build_ext")
        command.inplace, command.parallel, command.build_temp = True, os.cpu_count(), "build"
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(here)
    state["RECORD"].write_text(json.dumps(compiled, indent=1) + "\n", encoding="utf-8")
