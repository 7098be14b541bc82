"""Figures for a journal: a table in, Axes out, and the file of the figure beside the table that it shows.

Figures are 89 or 183 mm wide, in 7-point type, with colours that the colour-blind can tell apart and markers that tell
them apart in grey; names stand beside what they name. Drawing leaves matplotlib's settings and pyplot's list of figures
alone: in a notebook the Axes show themselves. The same table gives the same bytes, in PDF and PNG.
"""

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from discourse._checks import check_table, written_whole
from discourse._codings_files import write_table
from discourse._figures_agreement import draw_agreement, draw_confusion
from discourse._figures_network import draw_network, node_positions
from discourse._figures_shares import draw_prevalence, draw_timeline
from discourse._figures_words import draw_keyness

__all__ = [
    "draw_agreement",
    "draw_confusion",
    "draw_keyness",
    "draw_network",
    "draw_prevalence",
    "draw_timeline",
    "node_positions",
    "save_figure",
]
METADATA = {"pdf": {"CreationDate": None, "Producer": None, "Creator": None}, "png": {"Software": None}}


def save_figure(ax, path, table, caption=""):
    """Write a figure as PDF and PNG, the table it shows as CSV, and its caption.

    Parameters
    ----------
    ax : matplotlib Axes
    path : str or Path
        Of the files without their endings; "figures/threat.pdf" and "figures/threat" are the same.
    table : DataFrame, what was drawn
    caption : str, text of the caption; if any it goes into a Markdown file, followed by the numbers of the table

    Returns
    -------
    list of Path: the files PDF, PNG (300 dots per inch), CSV and, with a caption, Markdown.

    Raises
    ------
    TypeError
        If ``ax`` is no Axes, ``table`` no DataFrame or ``caption`` no text.
    """
    if not isinstance(ax, Axes):
        raise TypeError(f"ax must be the Axes that a draw_ function returned; got {type(ax).__name__}.")
    check_table(table, "table")
    if not isinstance(caption, str):
        raise TypeError(f"caption must be a str; got {type(caption).__name__}.")
    path = Path(path)
    stem = path.with_suffix("") if path.suffix.lower() in (".pdf", ".png", ".csv", ".md") else path
    files = [stem.with_name(stem.name + ending) for ending in (".pdf", ".png", ".csv")]
    for file, form in zip(files, ("pdf", "png")):
        with written_whole(file) as partial:
            ax.get_figure(root=True).savefig(partial, format=form, dpi=300, metadata=METADATA[form])
    write_table(table, files[2])
    if caption:
        files.append(stem.with_name(stem.name + ".md"))
        with written_whole(files[-1]) as partial:
            partial.write_text(f"{caption.strip()}\n\n{markdown(table)}\n", encoding="utf-8", newline="\n")
    return files


def markdown(table):
    """A table in Markdown, numbers to three digits after the point."""

    def cell(value):
        text = f"{value:.3f}" if isinstance(value, float) else "" if value is None or value is pd.NA else str(value)
        return " ".join(text.replace("|", "\\|").split())

    rows = [[cell(v) for v in row] for row in table.itertuples(index=False, name=None)]
    lines = [list(map(cell, table.columns)), ["---"] * len(table.columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
