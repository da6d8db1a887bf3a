"""Point tables and evidence for them, drawn at random: every kind of rule, caps, clamps, gaps."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

import reference_tally as reference

SCALE = 100
WORDS = {"vi": "x", "en": "x"}
ENDS = [Decimal("0.5"), 1, 2, Decimal("2.5"), 3]  # thresholds of counts and shares alike

points = st.integers(-60, 60).map(lambda n: Decimal(n) / 20)
not_negative = st.integers(0, 60).map(lambda n: Decimal(n) / 20)
CANDIDATES = {
    "count": [0, 1, 2, 3, 4, reference.FAR],
    "flag": [0, 1],
    "share": [
        *sorted(Fraction(end) + Fraction(step, 7) for end in ENDS for step in (-1, 0, 1)),
        Fraction(0),
        Fraction(reference.FAR),
    ],
}


class Tables:
    """Draws one table; ``shared`` lets rules read each other's evidence."""

    def __init__(self, draw, *, shared):
        self.draw, self.shared = draw, shared
        self.kinds = {}
        self.rules = 0

    def evidence(self, kind):
        same = [name for name, of in self.kinds.items() if of == kind]
        if self.shared and same and self.draw(st.booleans()):
            return self.draw(st.sampled_from(same))
        name = f"e{len(self.kinds)}"
        self.kinds[name] = kind
        return name

    def condition(self):
        kind = self.draw(st.sampled_from(["flag", "share", "count"]))
        name = self.evidence(kind)
        if kind == "flag":
            return {"evidence": name, "is": self.draw(st.booleans())}
        low = self.draw(st.sampled_from(["at_least", "more_than"]))
        high = self.draw(st.sampled_from(["at_most", "less_than"]))
        ends = sorted(
            self.draw(st.lists(st.sampled_from(ENDS), min_size=2, max_size=2, unique=True))
        )
        chosen = self.draw(st.sampled_from([(low,), (high,), (low, high)]))
        at = dict(zip((low, high), ends, strict=True))
        return {"evidence": name} | {end: at[end] for end in chosen}

    def conditions(self, most=2):
        return [self.condition() for _ in range(self.draw(st.integers(1, most)))]

    def bands(self, count):
        """Bands that do not overlap; a hole between two of them now and then."""
        ends = sorted(
            self.draw(st.lists(st.sampled_from(ENDS), min_size=count, max_size=count, unique=True))
        )
        found = []
        for at, low in enumerate(ends):
            start = self.draw(st.sampled_from(["at_least", "more_than"]))
            band = {start: low}
            if at + 1 < len(ends):
                stop = self.draw(st.sampled_from(["less_than", "less_than", "gap"]))
                band["less_than"] = (
                    ends[at + 1] if stop == "less_than" else (low + ends[at + 1]) / Decimal(2)
                )
            found.append(band)
        return found

    def rule(self):
        kind = self.draw(st.sampled_from(
            ["per_case", "per_case", "once", "one_of", "steps", "steps", "per_further", "override"]
        ))  # fmt: skip
        rule = {"id": f"r{self.rules}", "kind": kind, **WORDS}
        self.rules += 1
        rule |= getattr(self, kind)()
        if self.draw(st.integers(0, 3)) == 0 and rule.get("gives") != "base":
            rule["only_if"] = self.conditions(1)
        if kind in ("per_case", "once") and rule["points"] > 0:
            rule["if_no_deduction"] = self.draw(st.booleans())
        return rule

    def per_case(self):
        rule = {"points": self.draw(points), "evidence": self.evidence("count")}
        if self.draw(st.booleans()):
            rule["cap"] = self.draw(not_negative)
        if self.draw(st.integers(0, 3)) == 0:
            rule["exempt"] = self.evidence("count")
        return rule

    def once(self):
        told = {"points": self.draw(points)}
        if self.draw(st.booleans()):
            return told | {"evidence": self.evidence("flag")}
        return told | {"when": self.conditions()}

    def override(self):
        return {"to": self.draw(points), "evidence": self.evidence("flag")}

    def one_of(self):
        count = self.draw(st.integers(1, 3))
        return {
            "options": [
                {"points": self.draw(points), "when": self.conditions()} for _ in range(count)
            ]
        }

    def steps(self):
        kind = self.draw(st.sampled_from(["share", "share", "count"]))
        bands = self.bands(self.draw(st.integers(1, 3)))
        rule = {"evidence": self.evidence(kind), "bands": bands}
        if self.draw(st.booleans()):
            rule["otherwise"] = self.draw(points)
        if self.draw(st.booleans()):
            rule["gives"] = "base"
        if self.draw(st.integers(0, 2)) == 0:
            rows = self.bands(self.draw(st.integers(1, 2)))
            rule |= {"by": self.evidence("share")}
            rule["rows"] = [row | {"points": [self.draw(points) for _ in bands]} for row in rows]
        else:
            rule["bands"] = [band | {"points": self.draw(points)} for band in bands]
        return rule

    def per_further(self):
        first, further = self.draw(points), self.draw(points)
        if (first < 0) != (further < 0):
            first = -first
        return {
            "evidence": self.evidence("share"),
            "above": self.draw(st.sampled_from(ENDS)),
            "first": first,
            "further": further,
            "every": self.draw(st.sampled_from([Decimal("0.1"), 1, Decimal("0.3")])),
            "mode": self.draw(st.sampled_from(["step", "linear"])),
        }

    def item(self, at, groups):
        rules = [self.rule() for _ in range(self.draw(st.integers(0, 4)))]
        item = {"id": f"i{at}", "base": self.draw(points), "rules": rules, **WORDS}
        if groups and self.draw(st.booleans()):
            item["group"] = self.draw(st.sampled_from(groups))["id"]
        if self.draw(st.integers(0, 2)) == 0:
            item["floor"] = self.draw(points)
        if self.draw(st.integers(0, 2)) == 0:
            item["clamp"] = {"least": -self.draw(not_negative), "most": self.draw(not_negative)}
        return item | self.caps(rules)

    def caps(self, rules):
        moving = [
            rule["id"]
            for rule in rules
            if rule["kind"] != "override" and rule.get("gives") != "base"
        ]
        found = {}
        if len(moving) > 1 and self.draw(st.booleans()):
            names = self.draw(st.lists(st.sampled_from(moving), min_size=1, unique=True))
            of = self.draw(st.sampled_from(["deductions", "bonuses"]))
            found["caps"] = [{"rules": names, "of": of, "at_most": self.draw(not_negative)}]
        if moving and self.draw(st.booleans()):
            found["cap"] = self.draw(not_negative)
        return found

    def groups(self):
        count = self.draw(st.integers(0, 3))
        found = []
        for at in range(count):
            group = {"id": f"g{at}", **WORDS}
            if at and self.draw(st.booleans()):
                group["inside"] = f"g{self.draw(st.integers(0, at - 1))}"
            if self.draw(st.booleans()):
                group["clamp"] = {
                    "least": -self.draw(not_negative),
                    "most": self.draw(not_negative),
                }
            found.append(group)
        return found

    def table(self):
        groups = self.groups()
        items = [self.item(at, groups) for at in range(self.draw(st.integers(1, 3)))]
        gates = (
            [{"id": "gate", "when": self.conditions(), **WORDS}] if self.draw(st.booleans()) else []
        )
        bands = []
        if self.draw(st.booleans()):
            asked = sorted(
                self.draw(st.lists(st.integers(-4, 8), min_size=1, max_size=3, unique=True))
            )
            floors = [self.draw(st.integers(0, 100)) for _ in asked]
            bands = [
                {"id": f"b{at}", "at_least": least, "each_at_least": floor, **WORDS}
                for at, (least, floor) in enumerate(zip(reversed(asked), floors, strict=True))
            ]
        head = {"id": "t", "source": "s", "scale": SCALE, "no_row": "unknown", **WORDS}
        evidence = [{"id": name, "kind": kind, **WORDS} for name, kind in self.kinds.items()]
        return {
            "format": "points/1", "table": head, "group": groups, "evidence": evidence,
            "item": items, "gate": gates, "band": bands,
        }  # fmt: skip


def with_sound_caps(table):
    """Without the caps that would bound nothing: the checker refuses those."""
    from lantoa.tallying.checking import problems

    for item in table["item"]:
        for key in ("cap", "caps"):
            if key in item and any(p.key.startswith("cap") for p in problems(table)):
                item.pop(key)
    return table


@st.composite
def tables(draw, *, shared=False):
    """A table that the checker accepts."""
    return with_sound_caps(Tables(draw, shared=shared).table())


@st.composite
def evidence_of(draw, table, *, missing=0):
    """A value for each evidence; ``missing`` of them at the most are None."""
    found = {
        one["id"]: draw(
            st.sampled_from(CANDIDATES[one["kind"]][: -1 if one["kind"] != "flag" else None])
        )
        for one in table["evidence"]
    }
    names = sorted(found)
    for name in (
        draw(st.lists(st.sampled_from(names), max_size=missing, unique=True)) if names else []
    ):
        found[name] = None
    return found
