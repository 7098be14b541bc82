"""Agreement of coders as dots with intervals, and their confusions as a matrix."""

import numpy as np

from discourse._checks import check_columns
from discourse._figures_shares import check_once, dot
from discourse._figures_sheet import COLUMN, axes_for, check_drawable, in_order, look, name_at, styled, wrapped

NAMES = {
    "agreement": "Observed agreement",
    "alpha": "Krippendorff’s alpha",
    "masi": "Alpha, MASI distance",
    "ac1": "Gwet’s AC1",
    "kappa": "Cohen’s kappa",
    "f1": "F1",
}
THRESHOLDS = (0.667, 0.8)  # bounds of tentative and of reliable conclusions, Krippendorff (2019), chapter 12


@styled
def draw_agreement(table, ax=None, width=COLUMN):
    """Coefficients of agreement with their intervals as dots, one block of rows per variable, value or pair of coders.

    Parameters
    ----------
    table : DataFrame
        Of ``agreement_table``: variable, value, coders, measure, estimate, low, high, n. Coefficients that are not
        defined (NaN) are left out.
    ax : matplotlib Axes, optional; a new sheet otherwise
    width : float, millimetres of the new sheet

    Returns
    -------
    Axes. The x axis is the coefficient. The lines at 0.667 and 0.8 are Krippendorff's customary bounds for tentative
    and for reliable conclusions.

    Raises
    ------
    ValueError
        If a column is missing, no coefficient is defined, or one occurs twice.
    """
    check_columns(table, ["variable", "value", "coders", "measure", "estimate", "low", "high", "n"], "table")
    table = table[np.isfinite(table["estimate"].astype(float))]
    check_drawable(table, ["estimate"])
    check_once(table, ["variable", "value", "coders", "measure"])
    keys = list(zip(table["variable"], table["value"], table["coders"]))
    blocks, measures = in_order(keys), in_order(table["measure"])
    varied = [len(set(part)) > 1 for part in zip(*blocks)]
    counts = table.groupby(["variable", "value", "coders"], sort=False)["n"].max()
    labels = [wrapped(block_name(key, varied)) + f"\nn = {counts[key]:,}" for key in blocks]
    step, gap, line = 3.4, 3.0, 2.9
    height = max(step * len(measures) + gap, line * max(label.count("\n") + 1 for label in labels))
    ax = axes_for(ax, width, height * len(blocks) + 16)
    named = set()
    for key, row in zip(keys, table.itertuples(index=False)):
        j = measures.index(row.measure)
        y = height * blocks.index(key) + step * (j + 0.5)
        dot(ax, row.estimate, y, row.low, row.high, **look(j))
        if row.measure not in named:
            named.add(row.measure)
            edge = np.nanmin([row.estimate, row.low])
            if edge > 0.45:
                place, offset, side = (edge, y), -4, "right"
            else:
                place, offset, side = (np.nanmax([row.estimate, row.high]), y), 4, "left"
            name_at(ax, NAMES.get(row.measure, row.measure), place, offset, ha=side, color=look(j)["color"])
    for place in THRESHOLDS:
        ax.axvline(place, color="#999999", lw=0.6, ls=(0, (2, 2)), zorder=0)
        ax.annotate(f"{place:g}", (place, 1), (0, 2), xycoords=("data", "axes fraction"), textcoords="offset points",
                    ha="center", va="bottom", color="#666666", fontsize=6)  # fmt: skip
    ax.set_yticks([height * i + step * len(measures) / 2 for i in range(len(blocks))], labels)
    ax.set_ylim(height * len(blocks) - gap / 2, -gap / 2)
    low = np.nanmin(table[["estimate", "low"]].to_numpy(float))
    ax.set_xlim(min(0, np.floor(low * 10) / 10), 1.01)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("Agreement")
    return ax


def block_name(key, varied):
    """What tells a block from the others: variable, value or coders; the variable where there is only one block."""
    parts = [part for part, differs in zip(key, varied) if differs and part]
    return ", ".join(parts) or key[0]


@styled
def draw_confusion(table, ax=None, width=COLUMN):
    """Confusions as a matrix: of each code of the reference, how its statements were coded.

    Parameters
    ----------
    table : DataFrame
        Of ``confusion_table``: reference, coded, count, n, share. A cell shows the count, its tint the share of
        its row.
    ax : matplotlib Axes, optional; a new sheet otherwise
    width : float, millimetres of the new sheet

    Returns
    -------
    Axes. Rows are codes of the reference, columns what was coded, both in the order of the table.

    Raises
    ------
    ValueError
        If a column is missing, the table is empty, or a pair of codes occurs twice.
    """
    check_columns(table, ["reference", "coded", "count", "n", "share"], "table")
    check_drawable(table, ["count"])
    check_once(table, ["reference", "coded"])
    rows, columns = in_order(table["reference"]), in_order(table["coded"])
    counts = table.pivot(index="reference", columns="coded", values="count").loc[rows, columns].fillna(0)
    shares = (
        table.pivot(index="reference", columns="coded", values="share").loc[rows, columns].fillna(0).to_numpy(float)
    )
    ax = axes_for(ax, width, 9 * len(rows) + 24)
    ax.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1.25, edgecolors="white", linewidth=1.5)
    for (i, j), share in np.ndenumerate(shares):
        ax.text(j + 0.5, i + 0.5, f"{counts.iat[i, j]:,.0f}", ha="center", va="center",
                color="white" if share > 0.85 else "#222222" if counts.iat[i, j] else "#AAAAAA")  # fmt: skip
    totals = table.drop_duplicates("reference").set_index("reference")["n"]
    ax.set_yticks(np.arange(len(rows)) + 0.5, [f"{wrapped(r)} ({totals[r]:,})" for r in rows])
    ax.set_xticks(np.arange(len(columns)) + 0.5, columns, rotation=35, ha="left", rotation_mode="anchor")
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.invert_yaxis()
    ax.spines[:].set_visible(False)
    ax.set_ylabel("reference")
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("coded")
    return ax
