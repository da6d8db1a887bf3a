"""From a file, a frame or a dict of weights to a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from unicodedata import normalize

import narwhals.stable.v2 as nw

from lantoa import _checks, _files
from lantoa._checks import InputError
from lantoa.criteria.problems import refuse
from lantoa.scoring import checking
from lantoa.scoring.checking import COLUMNS
from lantoa.scoring.numbers import exact, is_blank
from lantoa.scoring.scheme import WHOLE, Node, Scheme

BUNDLED = Path(__file__).parent.parent / "schemes"


def bundled_schemes() -> list[str]:
    """The names of the schemes that come with the package.

    Example:
        >>> bundled_schemes()
        ['provinces']
    """
    return _files.bundled(BUNDLED)


def load_scheme(source: Any, *, lang: str = "vi", **rules: Any) -> Scheme:
    """A scheme: the tree of measures with directions, weights and scales, and its rule.

    Args:
        source: The name of a bundled scheme or the path of a TOML file (format ``scheme/1``); or a
            frame of any kind, a row per node: ``name``, ``parent``, ``direction`` ("more" or
            "less"), ``weight``, ``low``, ``high``, and where wanted ``target``, ``normalise``,
            ``aggregate``, ``vi``, ``en``; or a dict of weights by the measures' names, more being
            better. A node that others name as their parent is a pillar. Without weights all
            children of a pillar count alike.
        lang: ``"vi"`` or ``"en"``: the language of everything that prints.
        **rules: ``normalise``, ``over``, ``aggregate`` (one, or a list from the whole down),
            ``missing``, ``coverage``, ``factor``, as in a file; they go before those of a file.

    Returns:
        The scheme; ``score`` scores measures by it.

    Raises:
        InputError: There is no such file, or the scheme is not sound: a parent that is not
            there, a cycle, a weight that is not above 0, goalposts that do not rise, a measure
            without a direction; ``problems`` holds everything that is wrong.

    Example:
        >>> scheme = load_scheme({"giai_quyet": 2, "hai_long": 1}, normalise="none", lang="en")
        >>> scheme.share("giai_quyet")
        Fraction(2, 3)
        >>> load_scheme("provinces").normalise
        'goalposts'
    """
    _checks.one_of(lang, ["vi", "en"], what="lang")
    if isinstance(source, Scheme):
        content, name = content_of(source), source.id
    elif isinstance(source, str | Path):
        path = _files.find(source, BUNDLED, "scheme")
        content, name = _files.read_toml(path, number=Decimal), path.name
    elif isinstance(source, Mapping):
        content, name = _of_weights(source), "weights"
    else:
        content, name = _of_frame(source), "scheme"
    for rule in rules:
        _checks.one_of(rule, _RULES, what="rule of a scheme")
    content |= {key: value for key, value in rules.items() if value is not None}
    refuse(checking.problems(content), name)
    return _made(content, lang)


_RULES = ("normalise", "over", "aggregate", "missing", "coverage", "factor", "broken")


def _of_weights(weights: Mapping[Any, Any]) -> dict[str, Any]:
    nodes = [
        {"name": name, "weight": weight, "direction": "more"} for name, weight in weights.items()
    ]
    return {"format": checking.FORMAT, "id": "weights", "node": nodes}


def _of_frame(source: Any) -> dict[str, Any]:
    """A row per node; a cell that is blank says nothing."""
    try:
        frame = nw.from_native(source, eager_only=True)
    except TypeError:
        raise InputError(
            "scheme: expected the name of a scheme, a TOML file, a frame or a dict of weights, not "
            f"{type(source).__name__}"
        ) from None
    for column in frame.columns:
        _checks.one_of(column, COLUMNS, what="scheme: column")
    if "name" not in frame.columns:
        raise InputError('scheme: the column "name" is missing; expected a row per measure')
    rows = frame.iter_rows(named=True)
    nodes = [{key: cell for key, cell in row.items() if not is_blank(cell)} for row in rows]
    return {"format": checking.FORMAT, "id": "scheme", "node": nodes}


def content_of(scheme: Scheme) -> dict[str, Any]:
    """A scheme as the tables that it was made of."""
    return {
        "format": checking.FORMAT,
        "id": scheme.id,
        **dict(scheme.title),
        "normalise": scheme.normalise,
        "over": scheme.over,
        "aggregate": list(scheme.aggregate),
        "missing": scheme.missing,
        "coverage": scheme.coverage if scheme.missing == "renormalise" else None,
        "factor": scheme.factor,
        "broken": [{"measure": name, "year": year} for name, year in scheme.broken],
        "node": [_table(scheme, node) for node in (*scheme.pillars, *scheme.measures)],
    }


def _table(scheme: Scheme, node: Node) -> dict[str, Any]:
    ends = {"low": node.low, "high": node.high, "target": node.target}
    own = {"normalise": node.normalise, "aggregate": node.aggregate, "parent": node.parent}
    found: dict[str, Any] = {"name": node.name, "weight": node.weight, **dict(node.label)}
    found |= {key: value for key, value in (ends | own).items() if value not in (None, "")}
    if node in scheme.measures:
        found["direction"] = "less" if node.less else "more"
    return found


def _made(content: Mapping[str, Any], lang: str) -> Scheme:
    """The scheme of sound tables."""
    nodes = [_node(table) for table in content["node"]]
    parents = {node.parent for node in nodes}
    how = content.get("aggregate", "arithmetic")
    missing = content.get("missing", "unscored")
    return Scheme(
        id=content["id"],
        title=_names(content),
        measures=tuple(node for node in nodes if node.name not in parents),
        pillars=tuple(node for node in nodes if node.name in parents),
        normalise=content.get("normalise", "goalposts"),
        over=content.get("over", "year"),
        aggregate=(how,) if isinstance(how, str) else tuple(how),
        missing=missing,
        coverage=_number(content.get("coverage")) or Fraction(1),
        factor=_number(content.get("factor", 1)) or Fraction(1),
        broken=tuple((_name(one["measure"]), one["year"]) for one in content.get("broken", ())),
        lang=lang,
    )


def _node(table: Mapping[str, Any]) -> Node:
    return Node(
        name=_name(table["name"]),
        parent=_name(table.get("parent", WHOLE)),
        weight=_number(table.get("weight", 1)) or Fraction(1),
        less=table.get("direction") == "less",
        low=_number(table.get("low")),
        high=_number(table.get("high")),
        target=_number(table.get("target")),
        normalise=table.get("normalise", ""),
        aggregate=table.get("aggregate", ""),
        label=_names(table),
    )


def _name(text: str) -> str:
    return normalize("NFC", text)


def _number(value: object) -> Fraction | None:
    return None if value is None else exact(value)


def _names(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((lang, table[lang]) for lang in ("vi", "en") if lang in table)
