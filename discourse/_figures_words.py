"""Words that tell groups apart, as dots with intervals."""

from discourse._checks import check_columns
from discourse._figures_shares import check_once, dot
from discourse._figures_sheet import COLUMN, axes_for, check_drawable, in_order, look, styled, wrapped

MOST = 80


@styled
def draw_keyness(table, ax=None, width=COLUMN):
    """Words and word pairs with their log-odds as dots, one block of rows per group.

    Parameters
    ----------
    table : DataFrame
        Of ``keyness_table``, at most 80 rows: group, other, term, count, count_other, log_odds, low, high. Terms stand
        in the order of the rows; those whose interval holds 0 are faint.
    ax : matplotlib Axes, optional; a new sheet otherwise
    width : float, millimetres of the new sheet

    Returns
    -------
    Axes. The x axis is log_odds, above 0 where the group uses a term more. Beside each term stand its counts in the
    group and in what it is compared with.

    Raises
    ------
    ValueError
        If a column is missing, the table has no or too many rows, a number is missing, or a term occurs twice in a
        group.
    """
    check_columns(table, ["group", "other", "term", "count", "count_other", "log_odds", "low", "high"], "table")
    check_drawable(table, ["log_odds", "low", "high"])
    if len(table) > MOST:
        raise ValueError(
            f"table: has {len(table):,} rows; at most {MOST} terms can be read. Keep the first of each group: "
            "table.groupby('group').head(12)."
        )
    keys = list(zip(table["group"], table["other"]))
    blocks = in_order(keys)
    check_once(table, ["group", "other", "term"])
    step, gap, head = 3.4, 3.0, 4.2
    ax = axes_for(ax, width, step * len(table) + (gap + head) * len(blocks) + 12)
    low, high = min(0, table["low"].min()), max(0, table["high"].max())
    span = high - low
    y, places, labels = 0, [], []
    for i, (group, other) in enumerate(blocks):
        title = wrapped(f"{group} against {other or 'all others'}", 60)
        ax.text(low - 0.04 * span, y + head * 0.35, title, color=look(i)["color"], fontweight="bold", va="center")
        y += head
        for row in table[[key == (group, other) for key in keys]].itertuples(index=False):
            y += step
            dot(ax, row.log_odds, y - step / 2, row.low, row.high, faint=row.low <= 0 <= row.high, **look(i))
            places.append(y - step / 2)
            labels.append(f"{wrapped(row.term, 40)}  {row.count:,} : {row.count_other:,}")
        y += gap
    ax.axvline(0, color="#999999", lw=0.6, zorder=0)
    ax.set_yticks(places, labels)
    ax.set_ylim(y - gap / 2, -gap / 2)
    ax.set_xlim(low - 0.04 * span, high + 0.04 * span)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("Log-odds ratio")
    return ax
