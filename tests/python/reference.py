"""The same answers the slow, obvious way. Nothing here is fast or clever, or imports lantoa.

``evaluate`` judges an office by a resolved plan on a day. The office is a dict of tables, each a
list of dicts (ids and codes text, dates ``datetime.date``, numbers exact, None where blank); a
table that is absent is no key. What a verdict means is written in ``docs/verdicts.md``; the
modules ``reference_*`` hold one idea each and enumerate fillings and futures literally.
"""

from dataclasses import dataclass, replace
from datetime import date

from reference_events import event_pair
from reference_judgements import attested_pair
from reference_ratios import ratio_pair
from reference_scope import judged_and_left_out
from reference_setting import MET, UNKNOWN_PAIR, setting_of, word
from reference_subjects import (
    closed,
    family,
    id_in_force,
    memberships,
    opened,
    person_line,
    unit_lines,
    units_on,
)
from reference_yearly import yearly_pair

YEARLY = ("every_year", "years_at_least", "latest", "mean_over_window")
EVENTS = ("events_at_least", "never", "place_within")


@dataclass(frozen=True)
class Judged:
    """One subject: pairs (worst, best) by criterion, and of all its gates together."""

    subject_id: str
    kind: str
    unit_id: str | None
    strict: dict
    provisional: dict
    gates: dict

    def verdict(self, criterion_id):
        return word(self.strict[criterion_id])

    def parts_held(self, criterion):
        """How many parts of a k_of hold at the worst filling, and at the best: its statistic."""
        parts = [self.strict[part] for part in criterion["of"] if part in self.strict]
        return tuple(sum(pair[end] == MET for pair in parts) for end in (0, 1))

    def line(self):
        """The subject line: verdict, provisional, countable, provisional_countable."""
        return {name: word(pair) for name, pair in self.gates.items()}


@dataclass(frozen=True)
class Sort:
    """Which verdict is asked: provisional or strict; of a head's unit all gates or countable."""

    provisional: bool = False
    countable: bool = False


SORTS = {
    "verdict": Sort(),
    "provisional": Sort(provisional=True),
    "countable": Sort(countable=True),
    "provisional_countable": Sort(provisional=True, countable=True),
}


def evaluate(office, plan, as_of, unreadable=frozenset(), track=None):
    """Everybody who is judged, by id, and the reasons of those who are not.

    ``unreadable`` holds (table, index of the row, column) of cells that could not be read.
    """
    setting = setting_of(office, plan, as_of, unreadable, track)
    judged, left_out = judged_and_left_out(setting)
    return {
        subject: judge(setting.on(day), subject, kind)
        for subject, (kind, day) in sorted(judged.items())
    }, left_out


def judge(setting, subject, kind):
    criteria = criteria_of(setting, kind)

    def pairs(sort):
        return {c["id"]: criterion_pair(setting, c, subject, kind, sort) for c in criteria}

    unit = subject if kind == "unit" else unit_of(setting, subject)
    return Judged(
        subject, kind, unit, pairs(Sort()), pairs(Sort(provisional=True)),
        {name: gates_pair(setting, subject, kind, sort) for name, sort in SORTS.items()},
    )  # fmt: skip


def unit_of(setting, person):
    """The unit of a person on the day, under the id that it has now, or had in the end; None
    where nobody can tell which of two it is."""
    units = units_on(memberships(setting, person), setting.as_of)
    if len(units) != 1:
        return None
    (unit,) = units
    ids = family(setting, unit)
    return id_in_force(setting, ids, min(setting.asked_on, closed(setting, ids) or date.max))


# ---- gates and criteria


def criteria_of(setting, kind):
    """The criteria that a kind of subject is asked: the main plan's, or a track's own and those
    that it inherits, with the parts that they count."""
    track = setting.track
    inherited = setting.plan["tracks"][track]["inherits"] if track else []

    def belongs(criterion):
        if criterion.get("track") == track:
            return True
        main = criterion.get("track") is None
        return main and (inherited == "all" or criterion["id"] in inherited)

    criteria = setting.plan["criteria"]
    asked = {criterion["id"] for criterion in criteria if belongs(criterion)}
    asked = asked.union(*(parts_of(one, criteria) for one in criteria if one["id"] in asked))
    return [
        criterion
        for criterion in criteria
        if kind in criterion["subjects"]
        and criterion["kind"] != "scored"
        and criterion["id"] in asked
    ]


def parts_of(criterion, criteria):
    """The parts of a k_of, and theirs."""
    if criterion["kind"] != "k_of":
        return set()
    parts = [one for one in criteria if one["id"] in criterion["of"]]
    return {one["id"] for one in parts}.union(*(parts_of(one, criteria) for one in parts))


def gates_pair(setting, subject, kind, sort):
    """A subject's verdict: the minimum over its gates of the worst, and of the best."""
    return least(
        criterion_pair(setting, criterion, subject, kind, sort)
        for criterion in criteria_of(setting, kind)
        if criterion["role"] == "gate"
        and (criterion["nature"] == "countable" or not sort.countable)
    )


def least(pairs):
    pairs = list(pairs)
    return min((w for w, _ in pairs), default=MET), min((b for _, b in pairs), default=MET)


def criterion_pair(setting, criterion, subject, kind, sort):
    """The worst and the best verdict of one criterion; asked often, so found once."""
    if criterion["kind"] not in ("linked", "k_of"):
        sort = replace(sort, countable=False)  # only a head's unit is asked for it
    asked = (setting.as_of, criterion["id"], subject, sort)
    if asked not in setting.known:
        setting.known[asked] = find_pair(setting, criterion, subject, kind, sort)
    return setting.known[asked]


def find_pair(setting, criterion, subject, kind, sort):
    if criterion["kind"] == "k_of":
        return k_of_pair(setting, criterion, subject, kind, sort)
    if criterion["kind"] == "linked":
        return linked_pair(setting, criterion, subject, sort)
    if criterion["kind"] == "attested":
        return attested_pair(setting, criterion, own_line(setting, subject, kind))
    lines = lines_of(setting, subject, kind)
    provisional = sort.provisional or setting.policy["open_years"] == "leave_out"
    return over_lines(setting, [rule_pair(setting, criterion, one, provisional) for one in lines])


def rule_pair(setting, criterion, line, provisional):
    if criterion["kind"] in YEARLY:
        return yearly_pair(setting, criterion, line, provisional)
    if criterion["kind"] in EVENTS:
        return event_pair(setting, criterion, line, provisional)
    return ratio_pair(setting, criterion, line, provisional)


def lines_of(setting, subject, kind):
    if kind == "person":
        return [person_line(setting, subject)]
    return unit_lines(setting, family(setting, subject))


def own_line(setting, subject, kind):
    """Judgements are a unit's own, under all its ids; which of its lines does not matter."""
    return lines_of(setting, subject, kind)[0]


def over_lines(setting, pairs):
    """A merged unit meets a rule when every line does, or any, as the policy says."""
    if setting.policy["merged"] == "any_predecessor":
        return max(w for w, _ in pairs), max(b for _, b in pairs)
    return least(pairs)


def k_of_pair(setting, criterion, subject, kind, sort):
    """At least k parts: the k-th largest of their worst, and of their best."""
    by_id = {one["id"]: one for one in setting.plan["criteria"]}
    parts = [
        criterion_pair(setting, by_id[part], subject, kind, sort)
        for part in criterion["of"]
        if kind in by_id[part]["subjects"]
    ]
    k = criterion["k"]
    return tuple(sorted((pair[end] for pair in parts), reverse=True)[k - 1] for end in (0, 1))


# ---- a head and the unit


def linked_pair(setting, criterion, person, sort):
    """Of a holder of the role the least over the units; met for everybody else.

    A membership whose role is blank is perhaps one of a holder: it may lower the worst only.
    """
    held = units_held(setting, criterion["only_if"], person)
    pairs = {unit: needs_pair(setting, criterion["needs"], unit, sort) for unit, _ in held}
    sure = [pairs[unit] for unit, surely in held if surely]
    worst, _ = least(pairs[unit] for unit, _ in held)
    return worst, least(sure)[1]


def units_held(setting, only_if, person):
    """(unit, whether surely) for each membership that has the role in the time asked."""
    if only_if["when"] == "as_of_date":
        first = last = setting.as_of
    else:
        first, last = setting.first_day, min(setting.as_of, setting.last_day)
    return [
        (row["unit_id"], row["role"] is not None)
        for row in memberships(setting, person)
        if row["role"] is None or row["role"] in only_if["role"]
        if (row["from"] or first) <= last and (row["to"] or last) >= first
    ]


def needs_pair(setting, needs, unit, sort):
    """What a head's link asks of the unit, as it is judged itself: one that is no longer there as
    of its last day; one that is not there yet may be anything."""
    start, end = opened(setting, family(setting, unit)), closed(setting, family(setting, unit))
    if start and start > setting.asked_on:
        return UNKNOWN_PAIR
    setting = setting.on(min(setting.asked_on, end or date.max))
    unit = id_in_force(setting, family(setting, unit), setting.as_of)
    if needs == "all_gates":
        return gates_pair(setting, unit, "unit", sort)
    if needs == "countable_gates":
        return gates_pair(setting, unit, "unit", replace(sort, countable=True))
    if needs == "selected":
        named = {"id": "", "kind": "events_at_least", "fact": "duoc_chon", "count": 1}
        return criterion_pair(setting, named, unit, "unit", sort)
    asked = [c for c in setting.plan["criteria"] if c["id"] in needs]
    return least(
        criterion_pair(setting, criterion, unit, "unit", sort)
        for criterion in asked
        if criterion["nature"] == "countable" or not sort.countable
    )
