"""A shipped codebook as files of one's own, to change."""

from pathlib import Path

from discourse._checks import written_whole
from discourse._codebook_yaml import read_yaml

FOLDER = Path(__file__).with_name("codebooks")


def files_of(path):
    """A codebook's file and those that it includes, in the order of reading."""
    include = read_yaml(path).get("include") or []
    names = [include] if isinstance(include, str) else include
    return [path, *(file for name in names for file in files_of(path.with_name(str(name))))]


def copy_codebook(name, folder):
    """Copy a shipped codebook, with the files that it includes, into a folder.

    Parameters
    ----------
    name : str, of a codebook of the package
    folder : str or Path, made where it is missing

    Returns
    -------
    Path of the copy, which ``load_codebook`` takes

    Raises
    ------
    ValueError
        If the package has no such codebook, or a file of that name is in the folder already: nobody's changes are
        written over.
    """
    known = sorted(p.stem for p in FOLDER.glob("*.yaml") if not p.stem.startswith("_"))
    if name not in known:
        raise ValueError(f"codebook {name!r} is not of the package. Known: {known}.")
    files = files_of(FOLDER / f"{name}.yaml")
    there = [str(Path(folder) / file.name) for file in files if (Path(folder) / file.name).exists()]
    if there:
        raise ValueError(f"{there[0]}: is there already. Choose another folder, or remove it.")
    for file in files:
        with written_whole(Path(folder) / file.name) as partial:
            partial.write_bytes(file.read_bytes())
    return Path(folder) / f"{name}.yaml"
