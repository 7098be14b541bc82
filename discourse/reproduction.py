"""Notebooks run anew, and what they drew compared with what was drawn before.

``figures/MANIFEST.csv`` names every file that the notebooks write: its SHA-256, the notebook, the digest of
the corpus in ``data/`` and the version of the package. Running a notebook does not change its file.
"""

import asyncio
import csv
import hashlib
import io
import json
import signal
from contextlib import suppress
from pathlib import Path

from discourse import __version__
from discourse._checks import written_whole

MANIFEST = "MANIFEST.csv"
COLUMNS = ["name", "sha256", "notebook", "data_sha256", "version"]


def digest_of(path):
    """SHA-256 of a file, as 64 hexadecimal digits; of a folder: of all its files' names and bytes."""
    path = Path(path)
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    total = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        total.update(file.relative_to(path).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def read_manifest(figures):
    """name to row of ``MANIFEST.csv`` in the folder ``figures``; empty where there is none yet."""
    path = Path(figures) / MANIFEST
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["name"]: row for row in csv.DictReader(stream)}


def write_manifest(figures, rows):
    """Write ``rows`` (name to dictionary with the columns COLUMNS) in the order of names."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[name] for name in sorted(rows))
    with written_whole(Path(figures) / MANIFEST) as partial:
        partial.write_bytes(buffer.getvalue().encode("utf-8"))


def find_notebooks(paths):
    """The notebooks among files and folders, in the order of their names.

    Raises
    ------
    ValueError
        If a path is neither a notebook nor a folder that holds one.
    """
    found = []
    for path in map(Path, paths):
        here = sorted(path.glob("*.ipynb")) if path.is_dir() else [path] * (path.is_file() and path.suffix == ".ipynb")
        if not here:
            raise ValueError(f"{path}: expected a notebook (.ipynb) or a folder with notebooks; found none.")
        found += here
    return found


def corpora_needed(path):
    """Names of the public corpora that a notebook says it reads, in its metadata under discourse.needs."""
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    return notebook["metadata"].get("discourse", {}).get("needs", [])


def run_notebook(path, timeout=600):
    """Run one notebook from top to bottom in a fresh kernel, beside its file.

    Parameters
    ----------
    path : path of an .ipynb file
    timeout : int, seconds that one cell may take

    Returns
    -------
    list of str
        The text that its cells printed, one item a code cell.

    Raises
    ------
    ValueError
        If a cell fails or takes too long, or the kernel dies; the message names the notebook, the cell and the error.
    """
    import nbformat
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    path = Path(path)
    notebook = nbformat.read(path, as_version=4)
    client = _client_of(notebook, timeout, path.parent)
    try:
        client.execute()
    except CellExecutionError as error:
        number = next(
            i for i, cell in enumerate(notebook.cells) if any(o.output_type == "error" for o in cell.get("outputs", []))
        )
        raise ValueError(f"{path}, cell {number}: {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise ValueError(f"{path}: a cell took longer than {timeout} seconds. Split it, or make it do less.") from None
    except (DeadKernelError, asyncio.CancelledError):
        if client.interrupted:
            raise KeyboardInterrupt from None
        raise ValueError(f"{path}: its kernel died, often for want of memory. Run it by hand to see why.") from None
    return printed(notebook)


def _client_of(notebook, timeout, folder):
    """A client that ends the kernel and says so when it is interrupted, where nbclient goes on without a kernel."""
    from nbclient import NotebookClient

    class Client(NotebookClient):
        interrupted = False

        async def async_start_new_kernel(self, **kwargs):
            loop, task = asyncio.get_running_loop(), asyncio.current_task()

            def stop():
                self.interrupted = True
                task.cancel()

            with suppress(RuntimeError):  # not the main thread, or a system without signals
                for number in (signal.SIGINT, signal.SIGTERM):
                    loop.add_signal_handler(number, stop)
            await super().async_start_new_kernel(**kwargs)

    return Client(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": folder}},
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=ERROR"],
    )


def printed(notebook):
    """What each code cell of a notebook printed, standard error and pictures left out."""
    return [
        "".join(
            "".join(o["text"])
            for o in cell.get("outputs", [])
            if o["output_type"] == "stream" and o["name"] == "stdout"
        )
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def reproduce_notebook(path, figures, data):
    """Run a notebook, compare all that it printed and drew with what stands, and bring the manifest up to date.

    Parameters
    ----------
    path : path of the notebook
    figures : folder it draws into, with MANIFEST.csv
    data : folder of the corpus, whose digest the manifest keeps

    Returns
    -------
    (drawn, differences) : names of the files it wrote, and one sentence for each thing that differs from before
    """
    path, figures = Path(path), Path(figures)
    before = read_manifest(figures)
    stands = printed(json.loads(path.read_text(encoding="utf-8")))
    times = {p: p.stat().st_mtime_ns for p in figures.rglob("*") if p.is_file()}
    now = run_notebook(path)
    differences = [
        f"{path.name}, code cell {i}: printed other text than the file shows"
        for i, (old, new) in enumerate(zip(stands, now), 1)
        if old != new
    ]
    drawn = sorted(
        p for p in figures.rglob("*") if p.is_file() and p.name != MANIFEST and times.get(p) != p.stat().st_mtime_ns
    )
    rows = {name: row for name, row in before.items() if row["notebook"] != path.name}
    for file in drawn:
        name = file.relative_to(figures).as_posix()
        rows[name] = dict(zip(COLUMNS, [name, digest_of(file), path.name, digest_of(data), __version__]))
        if name not in before:
            differences.append(f"{name}: new, not in {MANIFEST}")
        elif before[name]["sha256"] != rows[name]["sha256"]:
            differences.append(f"{name}: sha256 was {before[name]['sha256'][:12]}, is {rows[name]['sha256'][:12]}")
    differences += [
        f"{name}: in {MANIFEST}, but {path.name} no longer draws it"
        for name, row in sorted(before.items())
        if row["notebook"] == path.name and name not in rows
    ]
    write_manifest(figures, rows)
    return [file.relative_to(figures).as_posix() for file in drawn], differences
