"""A network drawn: who had taken a practice up by when, and the ties between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lantoa._wording import said
from lantoa.charts.adoption import nobody
from lantoa.charts.layout import laid_out, spread_apart
from lantoa.charts.slope import middle_cut
from lantoa.charts.style import finished, heading

MOST = 200
"""Nodes that are drawn one by one; above that ties are shown as shades, ordered by block."""

_SIDE, _MARGIN = 40.0, 46  # pixels of a tie; around the drawing
_LETTER, _BOX = 6.0, 28.0  # pixels of a letter and of the height of a node with its name
_NODE, _STAR = 190, 420  # square pixels
_WIDEST = 1150  # pixels
_TIES = 4500  # lines that are drawn one by one; what draws them takes 5000
_LETTERS = 24  # of a name, before it is cut; the tooltip has all
_FIRST, _LAST = "#12324a", "#a9c3d3"  # of those who took up first and last
DASHES = ([1, 0], [5, 3], [2, 2], [9, 3, 2, 3], [1, 4], [12, 4])
"""How kinds of tie are told apart without colour."""


@dataclass(frozen=True)
class Network:
    """What a drawing of a network shows.

    Attributes:
        title: Of the whole.
        under: Lines below the title.
        lang: ``"vi"`` or ``"en"``.
        periods: The periods in which nodes took up, in words and in order.
        kinds: The kinds of tie in words, in the order of their dashes.
    """

    title: str
    under: Sequence[str]
    lang: str
    periods: Sequence[str]
    kinds: Sequence[str]


def network_chart(nodes: pd.DataFrame, ties: pd.DataFrame, look: Network) -> Any:
    """Nodes and ties up to `MOST` nodes, above that, or of very many ties, shades by block.

    Args:
        nodes: ``subject``, ``block``, ``when`` (a word of ``look.periods``; missing where it was
            not seen), ``is_exemplar``; a row per node.
        ties: ``source``, ``taker`` (of ``subject``), ``kind`` (of ``look.kinds``), ``claimed``:
            whether the taker says it has the practice from the source.
        look: What is shown.
    """
    ordered = nodes.sort_values(["block", "subject"]).reset_index(drop=True)
    if len(ordered) > MOST or len(_once(ties)) > _TIES:
        from lantoa.charts.adjacency import adjacency

        return adjacency(ordered, ties, look)
    lines = [*look.under, *_notes(ordered, ties, look.lang)]
    if ordered.empty:
        return finished(nobody(look.lang).properties(title=heading(look.title, lines)))
    at = _places(ordered, ties)
    width, height = at.max(axis=0) + _MARGIN
    placed = ordered.assign(x=at[:, 0], y=at[:, 1])
    layers = [*_ties(placed, ties, look), *_nodes(placed, look)]
    drawn = alt.layer(*layers).resolve_scale(strokeDash="independent")
    sized = drawn.properties(width=float(width), height=float(height))
    return finished(sized.properties(title=heading(look.title, lines)))


def _places(nodes: pd.DataFrame, ties: pd.DataFrame) -> Any:
    """n x 2 places in pixels, names apart, the whole no wider than a page."""
    code = {name: at for at, name in enumerate(nodes["subject"])}
    ends = [ties[end].map(code).to_numpy(dtype=np.int32) for end in ("source", "taker")]
    block = pd.factorize(nodes["block"])[0].astype(np.int32)
    at = laid_out(len(nodes), ends[0], ends[1], block)
    size = max(float(np.ptp(at[:, 0])), 1e-9)
    at = at * min(_SIDE * 1.8, (_WIDEST - 2 * _MARGIN) / size)
    boxes = nodes["subject"].astype(str).str.len().clip(upper=_LETTERS).to_numpy() * _LETTER + 6
    at = spread_apart(at, np.maximum(boxes, 20.0), _BOX)
    return (at - at.min(axis=0) + _MARGIN).round(1)


def _axes(x: str = "x", y: str = "y") -> dict[str, Any]:
    """Pixels, without an axis."""
    plain: dict[str, Any] = {"axis": None, "scale": None}
    return {"x": alt.X(f"{x}:Q", **plain), "y": alt.Y(f"{y}:Q", **plain)}


def _ties(nodes: pd.DataFrame, ties: pd.DataFrame, look: Network) -> list[Any]:
    """Pale lines by kind; what is claimed is a dark line with an arrow to the taker."""
    at = nodes.set_index("subject")[["x", "y"]]
    rows = ties.join(at, on="source").join(at.add_suffix("2"), on="taker")
    plain, claimed = rows[~rows["claimed"]], _short(rows[rows["claimed"]])
    scale = alt.Scale(
        domain=list(look.kinds), range=[DASHES[at % 6] for at in range(len(look.kinds))]
    )
    legend = alt.Legend(title=said("spread_charts", "ties", look.lang), orient="bottom",
                        symbolSize=900, labelFontSize=11, labelLimit=300)  # fmt: skip
    lines = alt.Chart(_once(plain)).mark_rule(color="#b3b3b3", strokeWidth=1.0)
    dash = alt.StrokeDash("kind:N", scale=scale, legend=legend if len(plain) else None)
    drawn = [lines.encode(**_axes(), x2="x2:Q", y2="y2:Q", strokeDash=dash)]
    if claimed.empty:
        return drawn
    dark = alt.Chart(claimed)
    bar = dark.mark_rule(color="#000000", strokeWidth=1.7)
    head = dark.mark_point(shape="triangle", filled=True, size=70, color="#000000", opacity=1)
    turned = alt.Angle("turn:Q", scale=None)
    return [
        *drawn,
        bar.encode(**_axes(), x2="x2:Q", y2="y2:Q"),
        head.encode(**_axes("x2", "y2"), angle=turned),
    ]


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """A tie that goes both ways is one line."""
    pairs = pd.DataFrame(
        np.sort(rows[["source", "taker"]].to_numpy(dtype=str), axis=1), index=rows.index
    )
    return rows[~pairs.assign(kind=rows["kind"]).duplicated()]


def _short(rows: pd.DataFrame) -> pd.DataFrame:
    """Arrows end at the edge of a node, and say how their heads are turned."""
    across, down = rows["x2"] - rows["x"], rows["y2"] - rows["y"]
    far = np.maximum(np.hypot(across, down), 1e-9)
    turn = np.degrees(np.arctan2(across, -down))
    return rows.assign(
        x2=rows["x2"] - 11 * across / far, y2=rows["y2"] - 11 * down / far, turn=turn
    )


def _nodes(nodes: pd.DataFrame, look: Network) -> list[Any]:
    """Full where taken up, darker the earlier; white where not seen; the exemplar is a star."""
    tips = ["subject:N", "block:N"]
    fill = alt.Color("when:N", scale=alt.Scale(domain=list(look.periods), range=shades(len(look.periods))),
                     legend=alt.Legend(title=said("spread_charts", "taken_up", look.lang), orient="bottom",
                                       symbolStrokeColor="#000000", columns=10))  # fmt: skip
    layers = []
    for is_exemplar, shape, size in ((False, "circle", _NODE), (True, "diamond", _STAR)):
        some = nodes[nodes["is_exemplar"] == is_exemplar]
        took, rest = some[some["when"].notna()], some[some["when"].isna()].drop(columns="when")
        style: dict[str, Any] = {"shape": shape, "size": size, "opacity": 1, "stroke": "#000000",
                                 "strokeWidth": 2.4 if is_exemplar else 1.2}  # fmt: skip
        blank = alt.Chart(rest).mark_point(filled=True, color="#ffffff", **style)
        full = alt.Chart(took).mark_point(filled=True, **style)
        layers += [blank.encode(**_axes(), tooltip=tips)]
        layers += [full.encode(**_axes(), tooltip=[*tips, "when:N"], fill=fill)]
        words = {"dy": 19, "fontWeight": "bold"} if is_exemplar else {"dy": 15}
        short = [middle_cut(str(name), _LETTERS) for name in some["subject"]]
        names = alt.Chart(some.drop(columns="when").assign(name=short))
        layers.append(names.mark_text(fontSize=9, **words).encode(**_axes(), text="name:N"))
    return layers


def shades(count: int) -> list[str]:
    """From the shade of the first period to that of the last.

    >>> shades(1), shades(3)[2]
    (['#12324a'], '#a9c3d3')
    """
    ends = [np.array([int(one[at : at + 2], 16) for at in (1, 3, 5)]) for one in (_FIRST, _LAST)]
    between = np.linspace(0, 1, count) if count > 1 else np.zeros(1)
    mixed = [np.rint(ends[0] + share * (ends[1] - ends[0])).astype(int) for share in between]
    return ["#" + "".join(f"{part:02x}" for part in one) for one in mixed]


def _notes(nodes: pd.DataFrame, ties: pd.DataFrame, lang: str) -> list[str]:
    """How the drawing is read."""
    told = [said("spread_charts", "nodes", lang)]
    if nodes["is_exemplar"].any():
        told.append(said("spread_charts", "exemplar", lang))
    if ties["claimed"].any():
        told.append(said("spread_charts", "claimed", lang))
    return told
