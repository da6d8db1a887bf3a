"""Ties of a large network as shades: sources down, takers across, blocks beside each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts.slope import middle_cut
from lantoa.charts.style import finished, heading, names_axis

if TYPE_CHECKING:
    from lantoa.charts.network import Network

_SIZE = 560  # pixels of a side
_CELLS = 140  # of a side at most; larger networks have several subjects in a cell
_DRAWN = 4500  # cells at most: what draws them takes 5000
_LINES = 60  # lines between blocks at most; more would be a grey square
_LIGHT, _DARK = "#dbe5ea", "#12324a"
_STRIP = 26  # pixels of the strip of those who took up
_LETTERS = 28  # of the name of a block
_APART = 13  # pixels between two names of blocks that can both be read


def adjacency(nodes: pd.DataFrame, ties: pd.DataFrame, look: Network) -> Any:
    """A heat map of ties ordered by block, below it the share that had taken up.

    Args:
        nodes: As of `lantoa.charts.network.network_chart`, ordered by block and subject.
        ties: As of it.
        look: What is shown.
    """
    each, cells = _cells(nodes, ties)
    axis = _Sides(nodes, each)
    lines = [*look.under, *_notes(len(nodes), each, look.lang)]
    strip = _taken(nodes, each, axis, look.lang)
    drawn = alt.vconcat(_map(cells, axis, look), strip, spacing=8)
    return finished(
        drawn.resolve_scale(color="independent").properties(title=heading(look.title, lines))
    )


class _Sides:
    """The axes: subjects in order, cut where one block ends, named in the middle of each."""

    def __init__(self, nodes: pd.DataFrame, each: int) -> None:
        self.last = len(nodes)
        self.scale = alt.Scale(domain=[0, self.last], nice=False, zero=False)
        at = pd.Series(range(self.last)).groupby(nodes["block"].to_numpy(), sort=True)
        ends = at.agg(["min", "max"])
        cuts = [float(one) for one in ends["min"] if one > 0]
        self.cuts = cuts if len(cuts) <= _LINES else []
        self.middles = {str(name): (low + high + 1) / 2 for name, low, high in ends.itertuples()}
        self.each = each

    def axis(self, orient: str, *, named: bool) -> alt.Axis:
        kept, before = [], -np.inf
        for name, at in self.middles.items() if named else ():
            if (at - before) * _SIZE / self.last >= _APART:
                kept.append((name, at))
                before = at
        names = ((at, json.dumps(middle_cut(name, _LETTERS))) for name, at in kept)
        says = "".join(f"datum.value == {at} ? {name} : " for at, name in names) + "''"
        return names_axis(
            values=[at for _, at in kept], labelExpr=says, grid=False, labelLimit=0,
            orient=orient, labelAngle=0 if orient == "left" else 270,
        )  # fmt: skip

    def rules(self, across: bool) -> Any:
        base = alt.Chart(pd.DataFrame({"at": self.cuts})).mark_rule(
            color="#7a7a7a", strokeWidth=0.6
        )
        if across:
            return base.encode(x=alt.X("at:Q", scale=self.scale))
        return base.encode(y=alt.Y("at:Q", scale=self._down()))

    def _down(self) -> alt.Scale:
        return alt.Scale(domain=[0, self.last], reverse=True, nice=False, zero=False)

    def both(self) -> dict[str, Any]:
        """The encodings of cells from ``x`` to ``x2`` and ``y`` to ``y2``."""
        x = alt.X("x:Q", title=None, scale=self.scale, axis=self.axis("top", named=True))
        y = alt.Y("y:Q", title=None, scale=self._down(), axis=self.axis("left", named=True))
        return {"x": x, "x2": "x2:Q", "y": y, "y2": "y2:Q"}


def _cells(nodes: pd.DataFrame, ties: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """How many subjects a cell holds each way, and ``down``, ``over``, ``ties`` of cells with any.

    As few subjects as leave the cells large enough to be seen, and few enough to be drawn.
    """
    code = {name: at for at, name in enumerate(nodes["subject"])}
    ends = {
        name: ties[end].map(code).to_numpy(dtype=np.int64)
        for name, end in (("down", "source"), ("over", "taker"))
    }
    each = -(-len(nodes) // _CELLS)
    while True:
        table = pd.DataFrame({name: at // each for name, at in ends.items()})
        cells = table.value_counts().rename("ties").reset_index()
        if len(cells) <= _DRAWN:
            return each, cells
        each += max(1, each // 4)


def _map(cells: pd.DataFrame, axis: _Sides, look: Network) -> Any:
    each = axis.each
    ends = {"x": cells["over"], "y": cells["down"]}
    told = cells.assign(**{key: at * each for key, at in ends.items()})
    told = told.assign(
        x2=np.minimum(told["x"] + each, axis.last), y2=np.minimum(told["y"] + each, axis.last)
    )
    shade = alt.Color("ties:Q", scale=alt.Scale(range=[_LIGHT, _DARK]),
                      legend=alt.Legend(title=said("spread_charts", "count", look.lang), format="d",
                                        values=_marks(int(cells["ties"].max()) if len(cells) else 1)))  # fmt: skip
    rects = alt.Chart(told).mark_rect().encode(**axis.both(), color=shade, tooltip=["ties:Q"])
    layers = [rects, axis.rules(across=True), axis.rules(across=False)]
    return alt.layer(*layers).properties(width=_SIZE, height=_SIZE)


def _marks(most: int) -> list[int]:
    """Whole numbers for the legend, four at most.

    >>> _marks(1), _marks(9)
    ([1], [1, 4, 7, 9])
    """
    step = max(1, -(-most // 3))
    return sorted({*range(1, most + 1, step), most})


def _taken(nodes: pd.DataFrame, each: int, axis: _Sides, lang: str) -> Any:
    """A strip below: the share of each cell that had taken up."""
    cell = pd.Series(range(len(nodes))) // each
    share = nodes["when"].notna().reset_index(drop=True).groupby(cell).mean().rename("share")
    told = share.rename_axis("cell").reset_index()
    told = told.assign(x=told["cell"] * each, x2=np.minimum((told["cell"] + 1) * each, axis.last))
    shade = alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range=["#ffffff", _DARK]),
                      legend=alt.Legend(title=said("spread_charts", "share", lang), format=".0%"))  # fmt: skip
    x = alt.X("x:Q", title=None, scale=axis.scale, axis=axis.axis("bottom", named=False))
    rects = alt.Chart(told).mark_rect(stroke="#bdbdbd", strokeWidth=0.3)
    drawn = rects.encode(
        x=x, x2="x2:Q", color=shade, tooltip=[alt.Tooltip("share:Q", format=".0%")]
    )
    return drawn.properties(width=_SIZE, height=_STRIP)


def _notes(count: int, each: int, lang: str) -> list[str]:
    told = [said("spread_charts", "map", lang, count=count)]
    return [*told, said("spread_charts", "several", lang, each=each)] if each > 1 else told
