"""The registers that name things: units, people, what is covered, what spellings mean."""

from __future__ import annotations

import numpy as np

from lantoa.sampling.columns import BLANK, Columns, Ints, coded, day, decomposed, ids, no_end
from lantoa.sampling.draws import Stream, pick, stream
from lantoa.sampling.lines import MEMBER, PATTERN, Lines
from lantoa.sampling.staff import Staff
from lantoa.sampling.world import World, words

_CHANGES = ["rename", "merge", "split"]
_CLASSES = ["cong_chuc", "vien_chuc", "nguoi_lao_dong"]
_DECOMPOSED_EVERY = 29


def unit_table(world: World, lines: Lines) -> Columns:
    """The table `units`: the first twelve have names of their own, the others a number."""
    at = np.arange(world.units)
    parents = np.full(world.units, BLANK)
    for unit, above in lines.parents:
        parents[unit] = above
    texts = words()["units"]
    fields = list(texts["fields"]) + [
        _further(texts["further_fields"], unit) for unit in range(PATTERN, world.units)
    ]
    return {
        "unit_id": ids(at, world.ids[world.people :]),
        "name": np.array([_unit_name(unit) for unit in range(world.units)], object),
        "parent_id": ids(np.where(parents == BLANK, BLANK, world.unit_codes(parents)), world.ids),
        "field": coded(at, fields[: world.units]),
        "opened": lines.opened,
        "closed": lines.closed,
    }


def _unit_name(unit: int) -> str:
    texts = words()["units"]
    if unit < PATTERN:
        return str(texts["names"][unit])
    return f"{_further(texts['further'], unit)} {unit // len(texts['further'])}"


def _further(texts: list[str], unit: int) -> str:
    return texts[unit % len(texts)]


def unit_change_table(world: World, lines: Lines) -> Columns:
    """The table `unit_changes`."""
    rows = lines.changes
    old, new = (np.array([row[at] for row in rows], np.int64) for at in (2, 3))
    return {
        "date": np.array([row[0] for row in rows], "M8[D]"),
        "kind": coded(np.array([_CHANGES.index(row[1]) for row in rows], np.int64), _CHANGES),
        "from_unit_id": ids(world.unit_codes(old), world.ids),
        "to_unit_id": ids(world.unit_codes(new), world.ids),
    }


def people_table(world: World, staff: Staff) -> Columns:
    """The table `people`; every 29th name comes with its accents as letters of their own."""
    chance = stream(world.seed, "names")
    classes = pick(chance, [0.72, 0.14, 0.14], world.people)
    return {
        "person_id": ids(np.arange(world.people), world.ids[: world.people]),
        "name": _names(chance, staff),
        "sex": coded(staff.woman.astype(int), ["nam", "nu"]),
        "class": coded(np.where(staff.rank == MEMBER, classes, 0), _CLASSES),
        "joined": staff.joined,
        "left": no_end(staff.left),
    }


def _names(chance: Stream, staff: Staff) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Names of synthetic people: syllables, then M and the person's number."""
    size = len(staff.woman)
    mong = chance.random(size) < 1 / 14
    names = np.empty(size, object)
    for group, suffix in ((mong, "_mong"), (~mong, "")):
        for woman, sex in ((False, "nam"), (True, "nu")):
            rows = np.flatnonzero(group & (staff.woman == woman))
            names[rows] = _drawn_names(chance, len(rows), suffix, sex)
    numbered = [f"{name} M{at + 1}" for at, name in enumerate(names)]
    for at in is_decomposed(size).tolist():
        numbered[at] = decomposed(numbered[at])
    return np.array(numbered, object)


def is_decomposed(people: int) -> Ints:
    """The people whose names come with accents as letters of their own."""
    return np.arange(3, people, _DECOMPOSED_EVERY)


def _drawn_names(chance: Stream, size: int, group: str, sex: str) -> list[str]:
    texts = words()["names"]
    lists = [texts[f"surnames{group}"], texts[f"middle{group}_{sex}"], texts[f"given{group}_{sex}"]]
    every = [
        f"{first} {middle} {last}" for first in lists[0] for middle in lists[1] for last in lists[2]
    ]
    return [every[code] for code in chance.integers(0, len(every), size).tolist()]


def coverage_table(world: World) -> Columns:
    """What is complete; contributions of the second year and the first results are known to lack."""
    window = world.window
    rows = [
        ("titles", window[0], window[-1], True),
        ("commendations", window[0], window[-1], True),
        ("discipline", window[0], window[-1], True),
        ("contributions", window[min(1, len(window) - 1)], window[min(1, len(window) - 1)], False),
        ("movement_results", window[0], window[0], False),
    ]
    return {
        "table": np.array([row[0] for row in rows], object),
        "from": np.array([day(row[1]) for row in rows]),
        "to": np.array([day(row[2], 12, 31) for row in rows]),
        "complete": np.array([row[3] for row in rows]),
    }


def alias_table(world: World) -> Columns:
    """The office's short names of its units, and its letters for ratings."""
    short = words()["units"]["short"][: world.units]
    letters = ["hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "khong_hoan_thanh"]
    units = [str(name) for name in world.ids[world.people : world.people + len(short)]]
    return {
        "column": np.array(["unit_id"] * len(short) + ["rating"] * 4, object),
        "text": np.array([*short, "A", "B", "C", "D"], object),
        "value": np.array(units + letters, object),
    }
