"""Who stands where under other weights, in plain Python, from a result's points and registers."""

from fractions import Fraction

from reference_quotas import group_of, seats


def proportional(weights, one, value):
    """Every weight where one is ``value`` and the others share the rest as before, exactly."""
    total, now = sum(weights.values()), weights[one]
    share = Fraction(total - value) / (total - now)
    return {name: weight * share for name, weight in weights.items()} | {one: Fraction(value)}


def taken(weights, one, other, value):
    """Every weight where one is ``value`` and another takes the difference."""
    return weights | {one: Fraction(value), other: weights[other] + weights[one] - value}


class Standing:
    """Everybody of one kind in a result, with their points by criterion."""

    def __init__(self, result, kind):
        rows = result.subjects.astype(object).to_dict("records")
        self.rows = [row for row in rows if row["subject_kind"] == kind]
        points = result.points.astype(object).to_dict("records")
        self.points = {
            (row["subject_id"], row["criterion_id"]): int(row["points"]) for row in points
        }
        self.chain = result.plan.scoring["ties"][kind]
        self.weights = {
            one.id: int(one.parameters["weight"])
            for one in result.plan.criteria
            if one.kind == "scored" and kind in one.subjects
        }
        self.quotas = {
            name: quota
            for name, quota in result.plan.quotas.items()
            if "report_if_fewer_than" not in quota and kind in quota["subjects"]
        }
        self.groups = {
            name: [group_of(result, row, quota["per"]) for row in self.rows]
            for name, quota in self.quotas.items()
        }

    @property
    def counted(self):
        return [row["subject_id"] for row in self.rows if row["counted"]]

    def keys(self, weights):
        """Of everybody its points under some weights, then those of the chain."""
        found = {}
        for name in (row["subject_id"] for row in self.rows):
            of = {one: self.points.get((name, one), 0) for one in self.weights}
            total = sum(weight * of[one] for one, weight in weights.items())
            found[name] = (total, *(of[one] for one in self.chain))
        return found

    def first(self, weights, k):
        """The sides of the first k of the office."""
        return _lines(self.keys(weights), {"office": self.counted}, {"office": k})

    def lines(self, weights):
        """Quota to the sides of everybody who competes in it; outer quotas stand first."""
        key = self.keys(weights)
        found, given = {}, {}
        for name, quota in self.quotas.items():
            outer = quota.get("inside")
            there, competing = {}, {}
            for row, group in zip(self.rows, self.groups[name], strict=True):
                subject = row["subject_id"]
                if group is None:
                    continue
                there.setdefault(group, []).append(subject)
                competing.setdefault(group, [])
                is_in = row["counted"] if outer is None else found[outer].get(subject) == "within"
                if is_in:
                    competing[group].append(subject)
            base = {group: len(names) for group, names in there.items()}
            if quota.get("of") == "candidates":
                base = {group: len(names) for group, names in competing.items()}
            if quota.get("of") == "seats_of_outer":
                base = given[outer]
            given[name] = {group: seats(quota, base[group]) for group in there}
            found[name] = _lines(key, competing, given[name])
        return found


def _lines(key, competing, given):
    found = {}
    for group, names in competing.items():
        for name in names:
            before = sum(key[other] > key[name] for other in names)
            until = sum(key[other] >= key[name] for other in names)
            k = given[group]
            found[name] = "within" if until <= k else "tied" if before < k else "beyond"
    return found
