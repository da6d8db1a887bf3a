"""What a verdict rests on, in one or two sentences: one function for each kind of rule.

Each gives the name of a template under ``kinds.<kind>.<verdict>`` and what fills it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from lantoa.explaining.asking import Asked
from lantoa.explaining.case import Case, Mark
from lantoa.explaining.wordings import Words, large

Template: TypeAlias = tuple[str, Mapping[str, str]]

MANY = 1 << 29
"""From here on a statistic has no bound."""


def detail(asked: Asked, case: Case) -> str:
    """What the verdict of a case rests on."""
    template, fields = _KINDS[asked.kind](asked, case)
    words = asked.words
    early = f"so_far_{template}"
    if asked.is_early and words.has("kinds", asked.kind, case.verdict, early):
        template = early
    told = [words.say("kinds", asked.kind, case.verdict, template, **fields)]
    if asked.kind == "every_year" and case.verdict != "failed" and case.of("breaks"):
        told.append(words.say("kinds", asked.kind, case.verdict, "except", **fields))
    return " ".join(told)


def _every_year(asked: Asked, case: Case) -> Template:
    fields = _years(asked, case)
    allowed = int(asked.rule["except_years"])
    fields["allowed"] = asked.words.count(allowed, "year")
    if case.verdict != "failed":
        return _some(case.of("counts"), fields)
    if case.may >= case.threshold:
        rated = {mark.year for mark in case.marks if _is_rated(mark)}
        fields["rated"] = asked.words.count(len(rated), "year")
        fields["least"] = asked.words.count(int(asked.policy["min_rated_years"]), "year")
        return "few_rated", fields
    return _some(case.of("breaks", "not_rated"), fields)


def _is_rated(mark: Mark) -> bool:
    return mark.part in {"counts", "perhaps", "missing", "open_year"} or (
        mark.part == "breaks" and mark.has_row
    )


def _years_at_least(asked: Asked, case: Case) -> Template:
    fields = _years(asked, case)
    noun = "in_a_row" if asked.rule.get("consecutive") else "year"
    fields["threshold"] = asked.words.count(int(asked.rule["years"]), noun)
    fields["may"] = asked.words.count(case.may, noun)
    if case.verdict == "failed" and (asked.is_early or case.may <= case.done):
        return ("only" if case.of("counts") else "never"), fields
    return _some(case.of("counts"), fields)


def _latest(asked: Asked, case: Case) -> Template:
    fields = _years(asked, case)
    marks = case.of("counts")
    fields["value"] = next((mark.value for mark in marks if mark.value), "")
    fields["doubtful"] = asked.words.years(case.years("perhaps", "missing"))
    decided = {
        "met": bool(fields["value"]),
        "open": bool(case.open_years),
        "failed": bool(case.of("breaks", "not_rated")),
        "unknown": bool(fields["doubtful"]),
    }
    return ("some" if decided[case.verdict] else "none"), fields


def _mean_over_window(asked: Asked, case: Case) -> Template:
    fields = _years(asked, case)
    fields["done"] = _ratio(case.done, asked.words)
    fields["may"] = _ratio(max(case.may, 0), asked.words)
    fields["threshold"] = _comparator(asked)
    nothing = case.verdict in {"open", "failed"} and not case.marks
    return ("none" if nothing else "some"), fields


def _events_at_least(asked: Asked, case: Case) -> Template:
    words = asked.words
    fields = _events(asked, case)
    fields["done"] = words.number(max(case.done, 0))
    fields["threshold"] = words.number(int(asked.rule["count"]))
    return _some(case.done > 0, fields)


def _never(asked: Asked, case: Case) -> Template:
    fields = _events(asked, case)
    fields["broken"] = asked.words.number(len(case.of("breaks")))
    return "some", fields


def _place_within(asked: Asked, case: Case) -> Template:
    words = asked.words
    fields = _events(asked, case)
    within = _latest_value(asked.rule["within"])
    first = words.say("words", "first")
    fields["place"] = first if within == 1 else words.say("words", "within", n=words.number(within))
    fields["done"] = words.count(max(case.done, 0), "time")
    fields["threshold"] = words.count(int(asked.rule["count"]), "time")
    fields["needed"] = words.count(max(case.needed, 0), "more_time")
    fields["broken"] = words.count(len(case.of("breaks")), "time")
    enough = case.done >= case.threshold
    if (case.verdict == "open" and enough) or (case.verdict == "failed" and case.of("breaks")):
        return "every", fields
    return _some(case.done > 0, fields)


def _ratio_at_least(asked: Asked, case: Case) -> Template:
    fields = _events(asked, case)
    missed = case.of("breaks")
    fields["threshold"] = asked.words.share(int(asked.rule["per_mille"]))
    fields["Threshold"] = fields["threshold"]
    fields["broken"] = asked.words.count(len(missed), "launch")
    always = case.verdict in {"met", "unknown"}
    return _some(always or bool(missed), fields)


def _attested(asked: Asked, case: Case) -> Template:
    words = asked.words
    judged = [mark for mark in case.of("counts", "breaks", "perhaps") if mark.has_row]
    asks = next((k for k in ("share_at_least", "share_more_than") if asked.rule.get(k)), None)
    body = asked.by or words.say("words", "body")
    if not judged:
        return "none", {"by": body, "By": large(body)}
    mark = judged[-1]
    fields = {"by": mark.by or body, "date": words.day(mark.day)}
    fields["By"] = large(fields["by"])
    voted = asks is not None and mark.votes is not None and mark.verdict == "met"
    if case.verdict not in {"met", "failed"} or not voted or mark.votes is None or asks is None:
        return ("none" if case.verdict == "open" else "some"), fields
    votes_for, votes_of = mark.votes
    share = words.share(1000 * votes_for // max(votes_of, 1))
    told = {"votes_for": words.number(votes_for), "votes_of": words.number(votes_of)}
    fields["votes"] = words.say("words", "votes", share=share, **told)
    asked_share = words.share(int(asked.rule[asks]))
    fields["threshold"] = words.say("words", asks, share=asked_share)
    return "votes", fields


def _k_of(asked: Asked, case: Case) -> Template:
    words = asked.words
    fields = {"done": words.count(case.done, "part"), "threshold": words.number(case.threshold)}
    fields["parts"] = words.count(len(asked.parts), "part")
    for verdict in ("met", "open", "failed", "unknown"):
        named = [name for part, name in asked.parts.items() if case.parts.get(part) == verdict]
        fields[verdict] = "; ".join(named or asked.parts.values())
    return _some(case.done > 0, fields)


def _linked(asked: Asked, case: Case) -> Template:
    words = asked.words
    roles = [words.label("roles", role) for role in asked.rule["only_if"]["role"]]
    of_units = [mark.whose for mark in case.marks if mark.whose != case.subject]
    units = [words.say("words", "unit", id=unit) for unit in dict.fromkeys(of_units)]
    fields = {"role": words.joined(roles, "or"), "units": words.joined(units)}
    fields["gates"] = "; ".join(case.gates)
    if not units:
        return "none" if case.verdict in {"met", "unknown"} else "some", fields
    return ("gates" if case.gates and case.verdict != "met" else "some"), fields


def _some(there: object, fields: Mapping[str, str]) -> Template:
    return ("some" if there else "none"), fields


def _years(asked: Asked, case: Case) -> dict[str, str]:
    words = asked.words
    held = case.years("counts")
    return {
        "held": words.count(len(held), "year"),
        "years": words.years(held),
        "broken": ", ".join(_broken(words, case)),
        "needed": words.count(max(case.needed, 0), "more_year" if held else "year"),
        "left": words.count(len(case.open_years), "year"),
        "open": words.years(case.open_years),
    }


def _broken(words: Words, case: Case) -> Iterator[str]:
    """The years that do not hold, each with what its row says."""
    for year in case.years("breaks", "not_rated"):
        marks = [mark for mark in case.of("breaks", "not_rated") if mark.year == year]
        values = list(dict.fromkeys(_said(words, mark) for mark in marks))
        value = ", ".join(text for text in values if text)
        told = str(year)
        yield words.say("sentence", "year_with", year=told, value=value) if value else told


def _said(words: Words, mark: Mark) -> str | None:
    if mark.part == "not_rated":
        return words.say("parts", "not_rated")
    return mark.value if mark.has_row else words.say("words", "no_row")


def _events(asked: Asked, case: Case) -> dict[str, str]:
    words = asked.words
    return {
        "fact": asked.fact_label,
        "Fact": large(asked.fact_label),
        "needed": words.count(max(case.needed, 0), "more"),
        "end": words.day(asked.end),
        "as_of": words.day(asked.as_of),
        "window": f"{asked.window[0]}-{asked.window[1]}",
    }


def _ratio(notch: int, words: Words) -> str:
    """A ratio as the core counts it: twice its per mille, and one more for what lies between."""
    share = words.share(notch // 2)
    return words.say("words", "more_than", share=share) if notch % 2 else share


def _comparator(asked: Asked) -> str:
    key = next(key for key in ("at_least", "more_than") if asked.rule.get(key) is not None)
    return asked.words.say("words", key, share=asked.words.share(_latest_value(asked.rule[key])))


def _latest_value(value: object) -> int:
    """A number, or the last of those in force year by year."""
    if isinstance(value, Mapping):
        numbers: Iterable[int] = value["per_year"].values()
        return int(list(numbers)[-1])
    return int(str(value))


_KINDS: Mapping[str, Callable[[Asked, Case], Template]] = {
    "every_year": _every_year,
    "years_at_least": _years_at_least,
    "latest": _latest,
    "mean_over_window": _mean_over_window,
    "events_at_least": _events_at_least,
    "never": _never,
    "place_within": _place_within,
    "ratio_at_least": _ratio_at_least,
    "attested": _attested,
    "k_of": _k_of,
    "linked": _linked,
}
