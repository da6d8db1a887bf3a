"""Rules in words: labels, values and one short sentence for each kind, in the plan's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantoa.criteria import dated
from lantoa.criteria.tables import Table, Tables
from lantoa.schema import wording


def _written() -> dict[str, Any]:
    return wording("criteria")


def word(section: str, key: str, lang: str) -> str:
    """What ``wording/criteria.toml`` calls a key; the key itself where it has no name.

    Example:
        >>> word("keys", "years", "vi")
        'số năm'
    """
    return str(_written()[section].get(key, {}).get(lang, key))


def named(tables: Tables, owner: str, lang: str) -> str:
    """What an owner is called."""
    section, _, one = owner.partition(".")
    label = tables[owner].get(lang)
    if isinstance(label, str):
        return label
    return f"{word('sections', section, lang)} {one}".strip()


def share(per_mille: int, lang: str) -> str:
    """A share as people write it.

    Example:
        >>> share(700, "vi"), share(125, "vi"), share(125, "en")
        ('70 %', '12,5 %', '12.5 %')
    """
    whole, tenths = divmod(per_mille, 10)
    point = "," if lang == "vi" else "."
    return f"{whole}{point}{tenths} %" if tenths else f"{whole} %"


def sentence(criterion: Table, tables: Tables, lang: str) -> str:
    """The rule of a filled criterion in one short sentence.

    An amended value shows as each value and the day it starts on.
    """
    parts = dict.fromkeys(_written()["asked"], "") | {"over": ""}
    parts |= {key: _value(criterion, key, tables, lang) for key in criterion}
    parts |= _asked(criterion, parts, lang)
    parts["holds"] = _holds(criterion, tables, lang)
    parts["fact"] = _fact(criterion, tables, lang)
    parts["by"] = criterion.get("by", "…")
    parts["source"] = _source(criterion, tables, lang)
    return word("kinds", criterion["kind"], lang).format_map(parts)


def _asked(criterion: Table, values: Mapping[str, str], lang: str) -> dict[str, str]:
    """The clauses of the sentence that stand there only when the rule asks for them."""
    told = {}
    for key in _written()["asked"]:
        asked = any(value for _, value in dated.entries(criterion.get(key, False)))
        told[key] = word("asked", key, lang).format(value=values.get(key)) if asked else ""
    told["over"] = (
        word("over", over, lang) if (over := criterion.get("over", "self")) != "self" else ""
    )
    return told


def told(criterion: Table, key: str, tables: Tables, lang: str) -> str:
    """One value of a filled criterion in words, amended ones with the day each starts on."""
    return _value(criterion, key, tables, lang)


def _value(criterion: Table, key: str, tables: Tables, lang: str) -> str:
    if key == "of":
        return f"{len(criterion['of'])}: {', '.join(criterion['of'])}"
    if key == "needs":
        return _needs(criterion["needs"], lang)
    if key == "only_if":
        only_if = criterion["only_if"]
        roles = ", ".join(word("held_by", role, lang) for role in only_if["role"])
        return word("held_by", only_if["when"], lang).format(roles=roles)
    scale = _scale(criterion, tables)
    entries = dated.entries(criterion[key])
    told = [plain(value, key, scale, lang) for _, value in entries]
    days = ["", *(f" ({day.isoformat()})" for day, _ in entries[1:])]
    return " → ".join(text + day for text, day in zip(told, days, strict=True))


def _needs(needs: str | list[str], lang: str) -> str:
    if isinstance(needs, str):
        return word("needs", needs, lang)
    return word("needs", "list", lang).format(value=", ".join(needs))


def plain(value: Any, key: str, scale: Table | None, lang: str) -> str:
    """One plain value in words: levels by name, shares in per cent."""
    if isinstance(value, bool):
        return word("yes", str(value).lower(), lang)
    if scale and isinstance(value, str) and value in scale["levels"]:
        names = scale[lang] or scale["vi"] or scale["levels"]
        return str(names[scale["levels"].index(value)])
    ratios = ("at_least", "more_than", "per_mille", "weight", "share_at_least", "share_more_than")
    if isinstance(value, int) and key in ratios:
        return share(value, lang)
    return str(value)


def _scale(criterion: Table, tables: Tables) -> Table | None:
    fact = tables.get(f"fact.{criterion.get('fact')}", {})
    return tables.get(f"scale.{fact.get('scale')}")


def _holds(criterion: Table, tables: Tables, lang: str) -> str:
    fact = tables.get(f"fact.{criterion.get('fact')}", {})
    for key in ("is", "at_least", "more_than"):
        if key in criterion:
            held = "yes" if "type" in fact else "ratio" if "ratio" in fact else "level"
            value = _value(criterion, key, tables, lang)
            told = word(held, key, lang)
            return told.format(value=value, fact=_fact(criterion, tables, lang))
    return ""


def _fact(criterion: Table, tables: Tables, lang: str) -> str:
    fact = criterion.get("fact", "")
    return str(tables.get(f"fact.{fact}", {}).get(lang, fact))


def _source(criterion: Table, tables: Tables, lang: str) -> str:
    if "statistic_of" in criterion:
        return str(criterion["statistic_of"])
    return _fact(criterion, tables, lang)
