"""What every figure shares: the house style, a sheet of journal width, colours, markers, labels that keep apart."""

import textwrap
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

STYLE = Path(__file__).with_name("discourse.mplstyle")
COLUMN, PAGE = 89, 183  # widths of one and of two columns of a journal, in millimetres
MM = 1 / 25.4
COLORS = ["#0072B2", "#D55E00", "#009E73", "#8B5FA8", "#C28800", "#444444"]
MARKERS = ["o", "s", "^", "D", "v", "P"]
SIGNS = "●■▲◆▼✚"  # the same markers as text
LINES = ["-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)), (0, (3, 1, 1, 1, 1, 1)), (0, (8, 3))]
FAINT = 0.4


class Sheet(Figure):
    """A figure outside pyplot's list of open figures that keeps the house style while it is drawn and saved."""

    def draw(self, renderer):
        """Draw in the house style."""
        with rc_context(fname=STYLE):
            super().draw(renderer)

    def savefig(self, *args, **kwargs):
        """Save in the house style."""
        with rc_context(fname=STYLE):
            super().savefig(*args, **kwargs)

    def _repr_png_(self):
        with BytesIO() as stream:
            self.savefig(stream, format="png", dpi=150, metadata={"Software": None})
            return stream.getvalue()


class SheetAxes(Axes):
    """The Axes of a sheet; a notebook shows them as the whole sheet."""

    def _repr_png_(self):
        return self.get_figure(root=True)._repr_png_()


def styled(draw):
    """Run a drawing function in the house style, and leave the settings of the session as they were."""
    return rc_context(fname=STYLE)(draw)


def axes_for(ax, width, height):
    """``ax``, or the Axes of a new sheet of ``width`` and ``height`` in millimetres."""
    if ax is not None:
        return ax
    if not 30 <= width <= 400:
        raise ValueError(f"width is in millimetres, 89 for a column and 183 for a page; got {width!r}.")
    sheet = Sheet(figsize=(width * MM, min(height, 400) * MM), layout="constrained")
    FigureCanvasAgg(sheet)
    return sheet.add_subplot(axes_class=SheetAxes)


def look(i):
    """Colour and marker of the i-th series; markers differ where colours come again."""
    return {"color": COLORS[i % len(COLORS)], "marker": MARKERS[(i + i // len(COLORS)) % len(MARKERS)]}


def signed(i, label):
    """A label after the marker of the i-th series."""
    return f"{SIGNS[MARKERS.index(look(i)['marker'])]} {label}"


def wrapped(label, width=26):
    """A long label on several lines."""
    return textwrap.fill(str(label), width, break_long_words=False) or "(none)"


def in_order(values):
    """The distinct values in the order of their first appearance."""
    return list(dict.fromkeys(values))


def percent_axis(axis):
    """An axis of shares, labelled in percent."""
    axis.set_major_formatter(FuncFormatter(lambda x, _: f"{round(100 * x, 6):g}%"))


def apart(places, gap, floor):
    """``places`` moved as little as needed, in their order, to stand ``gap`` apart and not below ``floor``."""
    order = np.argsort(places, kind="stable")
    blocks = []  # [centre, number] of labels that touch
    for place in np.asarray(places, float)[order]:
        blocks.append([max(place, floor), 1])
        while len(blocks) > 1 and blocks[-1][0] - blocks[-2][0] < gap * (blocks[-1][1] + blocks[-2][1]) / 2:
            (b, m), (a, n) = blocks.pop(), blocks.pop()
            blocks.append([max((a * n + b * m) / (n + m), floor + gap * (n + m - 1) / 2), n + m])
    out = np.empty(len(places))
    out[order] = np.concatenate([center + gap * (np.arange(n) - (n - 1) / 2) for center, n in blocks])
    return out


def name_at(ax, text, place, offset, **how):
    """Name what stands at ``place``: beside it by ``offset`` points, on white, also outside the axes."""
    how = {"va": "center", "annotation_clip": False} | how
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.85}
    return ax.annotate(wrapped(text), place, (offset, 0), textcoords="offset points", bbox=box, **how)


def check_drawable(table, columns, name="table"):
    """Raise ValueError if a number to be drawn is not finite where it must be, or no row is left."""
    if table.empty:
        raise ValueError(f"{name}: has no rows to draw. Check the filter that made it.")
    for column in columns:
        wrong = ~np.isfinite(table[column].astype(float))
        if wrong.any():
            raise ValueError(
                f"{name}: {int(wrong.sum())} values of {column!r} are missing or infinite, first in row "
                f"{table.index[wrong][0]!r}. Drop them: {name}.dropna(subset=[{column!r}])."
            )
