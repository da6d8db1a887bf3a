"""Is a point table sound? What its parts say of each other, before anything is scored by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lantoa._checks import nearest
from lantoa.criteria.problems import Problem
from lantoa.tallying import check_bands, check_numbers, shapes
from lantoa.tallying.keys import key
from lantoa.tallying.layout import TOTAL, Layout, evidence_of, gives_base
from lantoa.tallying.model import Item, Once, OneOf, Override, PerCase, PointFile, Steps


def problems(content: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with a file: its shape first, then its meaning."""
    told = list(shapes.problems(content))
    if told:
        return told
    layout = Layout(PointFile.model_validate(content))
    told = [*_ids(layout), *_groups(layout), *_references(layout)]
    return told or [*_caps(layout), *check_numbers.problems(layout), *check_bands.problems(layout)]


def _ids(layout: Layout) -> Iterator[Problem]:
    """One id, one meaning; only a rule that is its own evidence may share its id with it."""
    file = layout.file
    seen: dict[str, str] = {TOTAL: "the total"}
    named = [*(("item", one.id) for one in file.item), *(("group", one.id) for one in file.group)]
    named += [*(("rule", rule.id) for _, rule in layout.rules)]
    named += [*(("evidence", one.id) for one in file.evidence)]
    for section, name in named:
        where = f"{section} {name}"
        if key(name) in seen:
            yield Problem(where, "id", f"{seen[key(name)]} has it too", "an id of its own")
        seen.setdefault(key(name), where)
    for section, many in (
        ("gate", file.gate),
        ("band", file.band),
        ("assumption", file.assumption),
    ):
        names = [one.id for one in many]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Problem(f"{section} {name}", "id", "used twice", "an id of its own")


def _groups(layout: Layout) -> Iterator[Problem]:
    names = [group.id for group in layout.file.group]
    for item in layout.file.item:
        if item.group is not None:
            yield from _unknown(f"item {item.id}", "group", item.group, names, "group")
    parents = {group.id: group.inside for group in layout.file.group}
    for group in layout.file.group:
        if group.inside is None:
            continue
        yield from _unknown(f"group {group.id}", "inside", group.inside, names, "group")
        above, steps = group.inside, 0
        while above in parents and above != group.id and steps < len(parents):
            above, steps = parents[above] or "", steps + 1
        if above == group.id:
            yield Problem(f"group {group.id}", "inside", "lies inside itself", "a group above it")


def _unknown(where: str, key_: str, name: str, known: list[str], what: str) -> Iterator[Problem]:
    if name not in known:
        found = f'"{name}" is no {what}'
        yield Problem(where, key_, found, "" if known else f"a {what}", nearest(name, known))


def _references(layout: Layout) -> Iterator[Problem]:
    """Whether all evidence that is named is there and of the kind that is asked for."""
    known = list(layout.evidence)
    for one in layout.file.evidence:
        for part in one.share_of or ():
            where = f"evidence {one.id}"
            yield from _of_kind(layout, where, "share_of", part, ("count",))
        if one.share_of and one.kind != "share":
            yield Problem(f"evidence {one.id}", "kind", f'"{one.kind}"', '"share", it has share_of')
    for _, rule in layout.rules:
        where = f"rule {rule.id}"
        if rule.if_no_deduction and any(points < 0 for points in amounts_of(rule)):
            yield Problem(where, "if_no_deduction", "the rule itself deducts", "a rule that adds")
        if isinstance(rule, Once | Override) and rule.when and rule.evidence:
            yield Problem(where, "evidence", "stands beside when", "one of the two")
        reads = evidence_of(rule)
        if reads:
            kinds = _KINDS.get(rule.kind, ("flag",))
            yield from _of_kind(layout, where, "evidence", reads, kinds)
        if isinstance(rule, PerCase) and rule.exempt:
            yield from _of_kind(layout, where, "exempt", rule.exempt, ("count", "flag"))
        if isinstance(rule, Steps) and rule.by:
            yield from _of_kind(layout, where, "by", rule.by, _KINDS["steps"])
    for where, condition in check_bands.conditions(layout):
        yield from _unknown(where, "evidence", condition.evidence, known, "evidence")


_KINDS = {
    "per_case": ("count", "flag"),
    "steps": ("count", "share", "day"),
    "per_further": ("count", "share"),
}


def _of_kind(
    layout: Layout, where: str, key_: str, name: str, kinds: tuple[str, ...]
) -> Iterator[Problem]:
    if name not in layout.evidence:
        yield from _unknown(where, key_, name, list(layout.evidence), "evidence")
        return
    one = layout.evidence[name]
    if one.kind not in kinds:
        yield Problem(where, key_, f'"{name}" is a {one.kind}', f"a {' or '.join(kinds)}")


def _caps(layout: Layout) -> Iterator[Problem]:
    for item in layout.file.item:
        where, names = f"item {item.id}", [rule.id for rule in item.rules]
        for cap in item.caps:
            for name in cap.rules:
                yield from _unknown(where, "caps.rules", name, names, "rule of the item")
            if set(cap.rules) <= set(names) and not _moved(item, cap.rules, cap.of):
                yield Problem(where, "caps", f"no rule it names has {cap.of}", "one that has")
        if item.cap is not None and not _moved(item, names, "deductions"):
            yield Problem(where, "cap", "no rule of the item deducts", "none, or a rule's own cap")
        yield from _crossing(item)


def _moved(item: Item, names: list[str], of: str) -> bool:
    """Whether a rule of a set can deduct, or add; what is part of the base does neither."""
    sign = -1 if of == "deductions" else 1
    rules = [rule for rule in item.rules if rule.id in names and not gives_base(rule)]
    return any(points * sign > 0 for rule in rules for points in amounts_of(rule))


def amounts_of(rule: Any) -> list[Any]:
    """Every number of points that a rule names."""
    if isinstance(rule, OneOf):
        return [option.points for option in rule.options]
    if isinstance(rule, Steps):
        rows = [points for row in rule.rows for points in row.points]
        return [*rows, *(band.points or 0 for band in rule.bands), rule.otherwise or 0]
    return [getattr(rule, name) for name in ("points", "first", "further") if hasattr(rule, name)]


def _crossing(item: Item) -> Iterator[Problem]:
    """Caps inside each other are plain; of two that cross, the order would decide."""
    for at, cap in enumerate(item.caps):
        for other in item.caps[at + 1 :]:
            one, two = set(cap.rules), set(other.rules)
            if cap.of == other.of and one & two and not (one <= two):
                found = f"two caps share {', '.join(sorted(one & two))}"
                yield Problem(f"item {item.id}", "caps", found, "the smaller set first")
