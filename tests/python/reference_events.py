"""The rules on events: ``events_at_least``, ``never``, ``place_within``."""

from itertools import combinations, product

from reference_rows import BLANK_KEY, Event, event_rows, last_day_of, register_has_gap, ways_of
from reference_setting import UNKNOWN_PAIR, verdict_of, worst_and_best


def event_pair(setting, criterion, line, provisional):
    """The worst and the best filling of an event rule on one line."""
    fact = setting.plan["facts"][criterion["fact"]]
    if not tables_asked(criterion, fact, line) <= setting.office.keys():
        return UNKNOWN_PAIR
    ways = [ways_of(setting, criterion, line, row) for row in event_rows(setting, fact)]
    pasts = product(*[way for way in ways if way != {None}])
    hidden = more_events(criterion, register_has_gap(setting, fact))
    still_running = not provisional and setting.as_of < last_day_of(setting, fact)
    to_come = more_events(criterion, still_running)
    return worst_and_best(
        verdict_of(futures_of(criterion, [*keyed, *more], to_come, provisional))
        for past in pasts
        for keyed in with_keys([event for event in past if event])
        for more in hidden
    )


def tables_asked(criterion, fact, line):
    """The tables without which a rule can say nothing."""
    tables = {fact["table"], fact.get("through") or fact["table"]}
    if criterion.get("over", "self") != "self" and line.kind == "unit":
        tables.add("memberships")
    return tables


def more_events(criterion, possible):
    """Events hidden by a gap or yet to come: up to as many new keys as the rule asks for, since
    more change nothing, with or without one that is placed worse."""
    if not possible:
        return [()]
    ranked = criterion["kind"] == "place_within"
    placed = "within" if ranked else "unranked"
    return [
        tuple(Event(object(), placed) for _ in range(number)) + worse
        for number in range(criterion.get("count", 1) + 1)
        for worse in ([(), (Event(object(), "worse"),)] if ranked else [()])
    ]


def with_keys(events):
    """A blank key is a key of its own, that of another blank one, or one already counted."""
    blanks = sum(event.key == BLANK_KEY for event in events)
    keys = {event.key for event in events} - {BLANK_KEY} | set(range(blanks))
    for chosen in product(keys, repeat=blanks):
        fill = iter(chosen)
        yield [
            Event(next(fill), event.placed, event.late) if event.key == BLANK_KEY else event
            for event in events
        ]


def futures_of(criterion, events, to_come, provisional):
    """Whether the rule holds in each future: late rows come or do not, and so do new events."""
    seen = [event for event in events if not event.late]
    late = [event for event in events if event.late and not provisional]
    for number in range(len(late) + 1):
        for come in combinations(late, number):
            for new in to_come:
                yield holds(criterion, [*seen, *come, *new])


def holds(criterion, events):
    if criterion["kind"] == "never":
        return not events
    if criterion["kind"] == "events_at_least":
        return len({event.key for event in events}) >= criterion["count"]
    within = {event.key for event in events if event.placed == "within"}
    worse = any(event.placed == "worse" for event in events)
    return len(within) >= criterion["count"] and not (criterion.get("every") and worse)
