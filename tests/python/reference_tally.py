"""Point tables the slow, obvious way: fractions, one rule after the other, every filling tried.

Reads the tables of a file as plain dicts. Nothing here is fast or clever, or imports lantoa.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import product

FAR = 100_000  # evidence beyond this stands for any number
UNBOUNDED = 10_000  # points beyond these come of such evidence


class Score:
    """One table and evidence that is known throughout; ``gaps`` chooses what gaps give."""

    def __init__(self, table, evidence, gaps=()):
        self.table = table
        self.evidence = evidence
        self.gaps = dict(gaps)
        self.met_gaps = {}
        self.items = {item["id"]: self.item(item) for item in table["item"]}
        self.bases = {item["id"]: self.base(item) for item in table["item"]}
        self.groups = {}
        for group in reversed(table.get("group", [])):  # a group stands after its parent
            self.groups[group["id"]] = self.group(group)
        self.total = sum(
            [self.items[item["id"]] for item in table["item"] if not item.get("group")]
            + [self.groups[one["id"]] for one in table.get("group", []) if not one.get("inside")]
        )

    # conditions

    def value(self, name):
        declared = {one["id"]: one for one in self.table.get("evidence", [])}.get(name, {})
        if "share_of" in declared:
            part, whole = (self.evidence[one] for one in declared["share_of"])
            return Fraction(100 * part, whole)
        return Fraction(self.evidence[name])

    def inside(self, ends, value):
        return (
            ("at_least" not in ends or value >= ends["at_least"])
            and ("more_than" not in ends or value > ends["more_than"])
            and ("at_most" not in ends or value <= ends["at_most"])
            and ("less_than" not in ends or value < ends["less_than"])
        )

    def holds(self, condition):
        value = self.value(condition["evidence"])
        if "is" in condition:
            return (value >= 1) == condition["is"]
        return self.inside(condition, value)

    def all(self, conditions):
        return all(self.holds(one) for one in conditions)

    # rules

    def rule(self, rule, item):
        if not self.all(rule.get("only_if", [])):
            return Fraction(0)
        if rule.get("if_no_deduction") and any(
            self.rule(other, item) < 0
            for other in item["rules"]
            if not other.get("if_no_deduction") and not is_base(other) and moves(other)
        ):
            return Fraction(0)
        return Fraction(getattr(self, rule["kind"])(rule))

    def per_case(self, rule):
        cases = self.value(rule.get("evidence", rule["id"]))
        exempt = self.value(rule["exempt"]) if "exempt" in rule else 0
        return rule["points"] * max(cases - exempt, 0)

    def happens(self, rule):
        if "when" in rule:
            return self.all(rule["when"])
        return self.value(rule.get("evidence", rule["id"])) >= 1

    def once(self, rule):
        return rule["points"] if self.happens(rule) else 0

    def one_of(self, rule):
        for option in rule["options"]:
            if self.all(option["when"]):
                return option["points"]
        return 0

    def steps(self, rule):
        value = self.value(rule["evidence"])
        rows = [band["points"] for band in rule["bands"]] if "by" not in rule else None
        if "by" in rule:
            fitting = [row for row in rule["rows"] if self.inside(row, self.value(rule["by"]))]
            if not fitting:
                return self.gap(rule, [0, *(p for row in rule["rows"] for p in row["points"])])
            rows = fitting[0]["points"]
        for band, points in zip(rule["bands"], rows, strict=True):
            if self.inside(band, value):
                return points
        below = [
            (low_end(b), p) for b, p in zip(rule["bands"], rows, strict=True) if low_end(b) <= value
        ]
        above = [
            (low_end(b), p) for b, p in zip(rule["bands"], rows, strict=True) if low_end(b) > value
        ]
        # On the open low end of a band the value lies below it.
        for one in list(below):
            band = next(b for b in rule["bands"] if low_end(b) == one[0])
            if one[0] == value and "more_than" in band:
                below.remove(one)
                above.append(one)
        beside = [max(below)[1] if below else 0, min(above)[1] if above else 0]
        return self.gap(rule, beside)

    def gap(self, rule, possible):
        if "otherwise" in rule:
            return rule["otherwise"]
        self.met_gaps[rule["id"]] = (min(possible), max(possible))
        return self.gaps.get(rule["id"], min(possible))

    def per_further(self, rule):
        above = self.value(rule["evidence"]) - rule["above"]
        if above <= 0:
            return 0
        steps = above / Fraction(rule["every"])
        if rule["mode"] == "step":
            return Fraction(rule.get("first", 0)) + rule["further"] * (
                steps.numerator // steps.denominator
            )
        more = Fraction(rule["further"]) * steps * self.table["table"]["scale"]
        towards_zero = Fraction(int(more), self.table["table"]["scale"])
        return Fraction(rule.get("first", 0)) + towards_zero

    # items

    def base(self, item):
        return Fraction(item["base"]) + sum(
            self.rule(rule, item) for rule in item["rules"] if is_base(rule)
        )

    def item(self, item):
        for rule in item["rules"]:
            if (
                rule["kind"] == "override"
                and self.all(rule.get("only_if", []))
                and self.happens(rule)
            ):
                return Fraction(rule["to"])
        moved = {
            rule["id"]: self.rule(rule, item)
            for rule in item["rules"]
            if moves(rule) and not is_base(rule)
        }
        base = self.base(item)
        deducted = self.capped(item, moved, -1)
        floor = item.get("floor", self.table["table"].get("floor"))
        if floor is not None:
            deducted = min(deducted, max(base - floor, 0))
        return base + clamped(self.capped(item, moved, 1) - deducted, item.get("clamp"))

    def capped(self, item, moved, sign):
        """What is deducted, or added, together: each cap bounds the sum of what it holds."""
        parts = {frozenset([name]): max(sign * points, 0) for name, points in moved.items()}
        caps = [
            ({rule["id"]}, rule["cap"])
            for rule in item["rules"]
            if "cap" in rule and sign_of(rule) == sign
        ]
        of = "deductions" if sign < 0 else "bonuses"
        caps += [
            (set(cap["rules"]), cap["at_most"]) for cap in item.get("caps", []) if cap["of"] == of
        ]
        if "cap" in item and sign < 0:
            caps.append((set(moved), item["cap"]))
        for names, at_most in caps:
            held = [part for part in parts if part <= names]
            joined = frozenset().union(*held)
            parts[joined] = min(Fraction(at_most), sum(parts.pop(part) for part in held))
        return sum(parts.values())

    def group(self, group):
        inside = [one["id"] for one in self.table["group"] if one.get("inside") == group["id"]]
        items = [one["id"] for one in self.table["item"] if one.get("group") == group["id"]]
        points = sum([self.items[one] for one in items] + [self.groups[one] for one in inside])
        base = sum(self.bases[one] for one in items) + sum(self.bases[one] for one in inside)
        self.bases[group["id"]] = base
        return base + clamped(points - base, group.get("clamp"))

    # the whole

    def gates(self):
        return [self.all(gate["when"]) for gate in self.table.get("gate", [])]

    def band(self):
        for band in self.table.get("band", []):
            if "at_least" in band and self.total < band["at_least"]:
                continue
            asked = Fraction(band.get("each_at_least", 0)) / 100
            worth = {one["id"]: one.get("worth", one["base"]) for one in self.table["item"]}
            enough = all(self.items[name] >= asked * worth[name] for name in worth)
            if (enough or "each_at_least" not in band) and self.all(band.get("when", [])):
                return band["id"]
        return None


def low_end(band):
    return Fraction(band.get("at_least", band.get("more_than", 0)))


def is_base(rule):
    return rule.get("gives") == "base"


def moves(rule):
    return rule["kind"] != "override"


def sign_of(rule):
    return -1 if rule.get("points", rule.get("further", 0)) < 0 else 1


def clamped(moved, clamp):
    clamp = clamp or {}
    if "least" in clamp:
        moved = max(moved, clamp["least"])
    return min(moved, clamp["most"]) if "most" in clamp else moved


def exact(value):
    """A table with every decimal as a fraction."""
    if isinstance(value, dict):
        return {key: exact(one) for key, one in value.items()}
    if isinstance(value, list):
        return [exact(one) for one in value]
    return Fraction(value) if isinstance(value, Decimal) else value


def scores(table, evidence):
    """Every score that the gaps of the table leave possible."""
    table = exact(table)
    first = Score(table, evidence)
    ends = [[(name, end) for end in both] for name, both in first.met_gaps.items()]
    return [Score(table, evidence, chosen) for chosen in product(*ends)]


def fillings(evidence, candidates):
    """Every way to fill in what is missing (None)."""
    missing = [name for name, value in evidence.items() if value is None]
    for values in product(*(candidates[name] for name in missing)):
        yield evidence | dict(zip(missing, values, strict=True))


def interval(values):
    """The lowest and highest of some points; None where they grow with evidence without end."""
    low, high = min(values), max(values)
    return (None if low < -UNBOUNDED else low, None if high > UNBOUNDED else high)
