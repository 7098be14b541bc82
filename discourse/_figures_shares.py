"""Shares of statements as dots with intervals, by group and over time."""

import re

import numpy as np
import pandas as pd

from discourse._checks import check_columns
from discourse._figures_sheet import (
    COLUMN,
    FAINT,
    LINES,
    PAGE,
    apart,
    axes_for,
    check_drawable,
    in_order,
    look,
    name_at,
    percent_axis,
    signed,
    styled,
    wrapped,
)

NUMBERS = ["share", "low", "high"]
CORRECTED = ["share_corrected", "low_corrected", "high_corrected"]
PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def check_once(table, columns):
    """Raise ValueError if two rows would stand at one place."""
    twice = table[table.duplicated(columns)]
    if len(twice):
        raise ValueError(
            f"table: {len(twice)} rows repeat a {' and '.join(columns)}, first {tuple(twice.iloc[0][columns])}. "
            "Choose one variable and one coder before drawing."
        )


def dot(ax, x, y, low, high, faint=False, **how):
    """A dot with its interval; an interval that is missing is left out."""
    color, same = how["color"], {"alpha": FAINT if faint else 1, "clip_on": False}
    if np.isfinite(low) and np.isfinite(high):
        ax.plot([low, high], [y, y], color=color, lw=0.8 if faint else 1.2, label="interval", **same)
    fill, size = ("white", 3) if faint else (color, 4)
    ax.plot([x], [y], how["marker"], ms=size, mfc=fill, mec=color, mew=0.8, label="dot", **same)


@styled
def draw_prevalence(table, ax=None, width=None):
    """Shares with their intervals as dots, one block of rows per group.

    Where the table has corrected shares they are drawn, and the shares as coded stand faint above them.

    Parameters
    ----------
    table : DataFrame
        Of ``prevalence_table``: group, value, n, share, low, high (last three in [0, 1]), and, given a gold sample,
        share_corrected, low_corrected, high_corrected. Groups and values stand in the order of the rows.
    ax : matplotlib Axes, optional; a new sheet otherwise
    width : float, millimetres of the new sheet; 89 for one value, 183 for several where not given

    Returns
    -------
    Axes. The x axis is the share of statements; each value is named beside its dot in the first group.

    Raises
    ------
    ValueError
        If a column is missing, the table is empty, a share is missing, or a group and value occurs twice.
    """
    check_columns(table, ["group", "value", "n", *NUMBERS], "table")
    check_drawable(table, ["share"])
    check_once(table, ["group", "value"])
    groups, values = in_order(table["group"]), in_order(table["value"])
    corrected = all(c in table.columns for c in CORRECTED)
    step, gap = (5.2 if corrected else 3.6), 3.2
    block = step * len(values) + gap
    ax = axes_for(ax, width or (COLUMN if len(values) == 1 else PAGE), block * len(groups) + 14)
    ends = {}
    for row in table.itertuples(index=False):
        i, j = groups.index(row.group), values.index(row.value)
        y = block * i + step * (j + 0.5)
        dot(ax, row.share, y - (1.5 if corrected else 0), row.low, row.high, faint=corrected, **look(j))
        reach = [row.share, row.high]
        if corrected and np.isfinite(row.share_corrected):
            dot(ax, row.share_corrected, y, row.low_corrected, row.high_corrected, **look(j))
            reach += [row.share_corrected, row.high_corrected]
        ends.setdefault(row.value, (np.nanmax(reach), y))
    if len(values) > 1:
        for j, value in enumerate(values):
            name_at(ax, value, ends[value], 4, color=look(j)["color"])
    counts = table.groupby("group", sort=False)["n"].agg(["min", "max"])
    labels = [wrapped(g) + "\nn = " + n_text(*counts.loc[g]) for g in groups]
    ax.set_yticks([block * i + step * len(values) / 2 for i in range(len(groups))], labels)
    ax.set_ylim(block * len(groups) - gap / 2, -gap / 2)
    high = np.nanmax(table[[*NUMBERS, *(CORRECTED if corrected else [])]].to_numpy(float))
    ax.set_xlim(0, min(1, high * 1.08) if high > 0 else 0.1)
    share_axis(ax, values, corrected)
    return ax


def n_text(low, high):
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def share_axis(ax, values, corrected):
    percent_axis(ax.xaxis)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    name = f"Share of statements coded {values[0]}" if len(values) == 1 else "Share of statements"
    ax.set_xlabel(name + ("\nfilled: corrected by the gold sample; open: as coded" if corrected else ""))


def times(labels):
    """Days since 1970 of the middle of periods given as "2025", "2025-11" or "2025-11-27"."""
    wrong = [x for x in labels if not PERIOD.fullmatch(str(x))]
    if wrong:
        raise ValueError(
            f"table: {len(wrong)} periods are not years, months or days such as 2025-11, first {wrong[0]!r}. "
            "Make the table by month, or name the column of periods in time."
        )
    places = {}
    for x in labels:
        start = pd.Timestamp(f"{x}-01-01"[:10])
        length = {4: 365, 7: 30, 10: 0}[len(x)]
        places[x] = start.toordinal() + length / 2
    return places


@styled
def draw_timeline(table, ax=None, time="group", series="value", width=PAGE):
    """Shares over time as lines with their intervals, one line per series; bars show the intervals of more than two.

    Where the table has corrected shares, the lines are those, and the shares as coded stand faint beside them.

    Parameters
    ----------
    table : DataFrame
        Of ``prevalence_table`` by month: share, low, high (in [0, 1]), n, the two columns named next, and, given a gold
        sample, share_corrected, low_corrected, high_corrected.
    ax : matplotlib Axes, optional; a new sheet otherwise
    time : str, the column of periods: years, months or days as "2025", "2025-11", "2025-11-27"
    series : str, the column that tells the lines apart
    width : float, millimetres of the new sheet

    Returns
    -------
    Axes. The x axis is time in days, labelled with periods; each line is named at its end. Below the axis stands the
    number of statements of each period, summed over series unless these are values of the same statements.

    Raises
    ------
    ValueError
        If a column is missing, the table is empty, a share is missing, a period cannot be read, or a period and series
        occurs twice.
    """
    check_columns(table, [time, series, "n", *NUMBERS], "table")
    check_drawable(table, ["share"])
    check_once(table, [time, series])
    place = times(in_order(table[time].astype(str)))
    names = in_order(table[series])
    ax = axes_for(ax, width, 62)
    corrected = all(c in table.columns for c in CORRECTED)
    share, low, high = CORRECTED if corrected else NUMBERS
    ends = []
    gaps = np.diff(sorted(place.values()))
    aside = 0.06 * (gaps.min() if len(gaps) else 30) if len(names) > 2 else 0
    for j, name in enumerate(names):
        part = table[table[series] == name].sort_values(time)
        x = np.array([place[str(t)] for t in part[time]]) + aside * (j - (len(names) - 1) / 2)
        how = look(j)
        if len(names) > 2:
            ax.vlines(x, part[low], part[high], color=how["color"], lw=0.8, alpha=FAINT, label="interval")
        else:
            ax.fill_between(x, part[low], part[high], color=how["color"], alpha=0.13, lw=0, label="interval")
        if corrected:
            ax.plot(x, part["share"], color=how["color"], lw=0.7, alpha=FAINT, label="as coded", clip_on=False)
        ax.plot(x, part[share], ls=LINES[j % len(LINES)], ms=3, mew=0, label="share", clip_on=False, **how)
        drawn = part[share].fillna(part["share"])
        ends.append((x[-1], drawn.iloc[-1]))
    most = np.nanmax(table[[share, low, high, "share"]].to_numpy(float))
    top = min(1, most * 1.06) if most > 0 else 0.1
    ax.set_ylim(0, top)
    last = max(x for x, _ in ends)
    for j, y in enumerate(apart([y for _, y in ends], top * 0.065, 0) if len(names) > 1 else []):
        name_at(ax, signed(j, names[j]), (last, y), 6, color=look(j)["color"])
    numbers = table.groupby(table[time].astype(str))["n"]
    period_axis(ax, numbers.max() if series == "value" else numbers.sum(), place)
    if corrected:
        ax.set_xlabel("bold: corrected by the gold sample; faint: as coded")
    percent_axis(ax.yaxis)
    ax.grid(axis="y")
    ax.spines["left"].set_visible(False)
    ax.set_ylabel("Share of statements" + (f" coded {names[0]}" if len(names) == 1 and series == "value" else ""))
    return ax


def period_axis(ax, numbers, place):
    """Periods along the x axis, as many as there is room for, each with its number of statements."""
    labels = sorted(place, key=place.get)
    room = max(1, int(ax.get_figure().get_figwidth() * 1.5))
    shown = labels[:: -(-len(labels) // room)]
    ax.set_xticks([place[t] for t in shown], [f"{t}\nn = {numbers[t]:,}" for t in shown])
    ax.tick_params(axis="x", length=2.5)
