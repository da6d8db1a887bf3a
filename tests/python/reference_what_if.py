"""What a change does, told the slow, obvious way from two results that were judged from the start.

Results come in as lists of rows, as their public frames hold them, None for what is missing.
"""

from fractions import Fraction
from itertools import permutations


def counted(subjects):
    return {row["subject_id"] for row in subjects if row["counted"]}


def gained(before, after):
    return counted(after) - counted(before)


def lost(before, after):
    return counted(before) - counted(after)


def changed(before, after):
    """(subject, criterion) to what it was and is now, strictly and provisionally."""
    was, now = (
        {(r["subject_id"], r["criterion_id"]): (r["verdict"], r["provisional"]) for r in verdicts}
        for verdicts in (before, after)
    )
    nothing = (None, None)
    pairs = {pair: (was.get(pair, nothing), now.get(pair, nothing)) for pair in {*was, *now}}
    return {
        pair: (one[0], other[0], one[1], other[1])
        for pair, (one, other) in pairs.items()
        if one != other
    }


def moved(before, after):
    """Subject to place before and after, of everybody whose place or group is another one."""
    was, now = ({row["subject_id"]: row for row in ranked} for ranked in (before, after))
    found = {}
    for subject in {*was, *now}:
        one, other = was.get(subject, {}), now.get(subject, {})
        places = one.get("place"), other.get("place")
        groups = one.get("group"), other.get("group")
        ranked = places != (None, None)
        if places[0] != places[1] or (ranked and one and other and groups[0] != groups[1]):
            found[subject] = places
    return found


def crossed(before, after):
    """(quota, subject) to its side before and after, where they differ."""
    was, now = (sides(lines) for lines in (before, after))
    return {
        pair: (was.get(pair), now.get(pair))
        for pair in {*was, *now}
        if was.get(pair) != now.get(pair)
    }


def sides(lines):
    return {(row["quota"], row["subject_id"]): row["line"] for row in lines}


WORSE = {"within": 0, "tied": 1, "beyond": 2}


def displaced_by(before, after, quota, subject):
    """Who has a seat or is tied for the last, stands before a subject and did not: by places."""
    was, now = (
        {row["subject_id"]: row for row in lines if row["quota"] == quota}
        for lines in (before, after)
    )
    one, other = was.get(subject), now.get(subject)
    if not one or not other or one["line"] is None or other["line"] is None:
        return set()
    if WORSE[other["line"]] <= WORSE[one["line"]] or one["group"] != other["group"]:
        return set()
    taking = {
        name
        for name, row in now.items()
        if name != subject and row["line"] in ("within", "tied") and row["group"] == other["group"]
    }

    def ahead(rows, name, me, beside):
        row = rows.get(name)
        if row is None or row["place"] is None or row["group"] != me["group"]:
            return False
        return row["place"] < me["place"] or (beside and row["place"] == me["place"])

    return {
        name
        for name in taking
        if ahead(now, name, other, other["line"] == "tied")
        and not ahead(was, name, one, one["line"] == "within")
    }


def points(before, after):
    """(subject, criterion) to points and weights before and after, of those on both sides."""
    was, now = (
        {(row["subject_id"], row["criterion_id"]): row for row in rows} for rows in (before, after)
    )
    return {
        pair: (was[pair]["points"], now[pair]["points"], was[pair]["weight"], now[pair]["weight"])
        for pair in was.keys() & now.keys()
        if (was[pair]["points"], was[pair]["weight"]) != (now[pair]["points"], now[pair]["weight"])
    }


def covered(subjects, lines, outermost):
    """Of every unit how many of its people count as in, and how many have a seat everywhere."""
    units = [row["subject_id"] for row in subjects if row["subject_kind"] == "unit"]
    kept = {(row["subject_id"]): [] for row in subjects if row["subject_kind"] == "person"}
    for row in lines:
        if row["quota"] in outermost and row["subject_id"] in kept and row["group"] is not None:
            kept[row["subject_id"]].append(row["line"] == "within")
    found = {}
    for unit in units:
        people = [
            row["subject_id"]
            for row in subjects
            if row["subject_kind"] == "person" and row["unit_id"] == unit and row["counted"]
        ]
        found[unit] = (len(people), sum(all(kept[one]) for one in people))
    return found


def became(was, now):
    """What becomes of a unit by its numbers."""
    if was == 0:
        return "still_none" if now == 0 else "gains_first"
    return "loses_last" if now == 0 else None


def shares(edits, number_under):
    """Shapley: the mean over every order of what each edit adds when its turn comes."""
    orders = list(permutations(edits))
    found = dict.fromkeys(edits, Fraction(0))
    for order in orders:
        for at, edit in enumerate(order):
            step = number_under(order[: at + 1]) - number_under(order[:at])
            found[edit] += Fraction(step, len(orders))
    return found
