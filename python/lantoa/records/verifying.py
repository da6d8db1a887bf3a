"""Whether a record says what its own rows and rules give: everything is judged again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from lantoa._checks import InputError
from lantoa.criteria.fingerprints import canonical_json
from lantoa.records.canonical import SEAL, digest, parsed
from lantoa.records.cells import office_of
from lantoa.records.differing import Difference, differences
from lantoa.records.making import Desk
from lantoa.records.rules import plan_of
from lantoa.records.shape import RecordShape
from lantoa.schema import TABLES

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.records.canonical import Json


def faults(content: Json) -> list[Difference]:
    """Everything in a record that does not hold, first what makes the rest meaningless."""
    shapeless = list(_shape(content))
    if shapeless:
        return shapeless
    return [*_seal(content), *_judged_again(content), *_placed(content), *_inside(content)]


def _shape(content: Json) -> Iterator[Difference]:
    try:
        RecordShape.model_validate(content)
    except ValidationError as error:
        for one in error.errors():
            path = ".".join(str(step) for step in one["loc"])
            yield Difference(path, one["input"], one["msg"], "shape")


def _seal(content: Json) -> Iterator[Difference]:
    found = digest(content)
    if content[SEAL] != found:
        yield Difference(SEAL, content[SEAL], found, "hash")


def _placed(content: Json) -> Iterator[Difference]:
    """What the places say of the subject beside what the record says; the rest takes a batch."""
    subject, points, place = content["subject"], content["points"], content["place"]
    own = {"subject_id": subject["id"]}
    of_office = {
        **own,
        "subject_kind": subject["kind"],
        "points_thousandths": points["thousandths"],
        "points_high_thousandths": points["thousandths_high"],
    }
    places = [("office", place["office"], of_office)] if place["office"] is not None else []
    places += [(f"lines.{at}", line, own) for at, line in enumerate(place["lines"])]
    for path, one, expected in places:
        stated = {name: one.get(name) for name in expected}
        yield from differences(stated, expected, f"place.{path}", "judged_again")


def _judged_again(content: Json) -> Iterator[Difference]:
    """What the core makes of the record's own rules and rows, beside what the record says."""
    try:
        plan = plan_of(content["plan"], content["criteria"])
        plan.fingerprint  # noqa: B018 asked here, where rules that are none are found
    except Exception as error:  # a forger's rules may break anything on the way
        yield Difference("plan.rules", None, str(error), "rules")
        return
    try:
        found = _found(content, plan)
    except Exception as error:  # and so may his rows
        yield Difference("facts", None, str(error), "judged_again")
        return
    stated = {key: content[key] for key in found if key != "units"}
    stated["units"] = [unit["subject"]["id"] for unit in content["units"]]
    yield from differences(stated, found, "", "judged_again")


def _found(content: Json, plan: Plan) -> Json:
    """The body of the record again, and the ids of the units that must be inside it."""
    from lantoa.evaluating import evaluate

    subject = content["subject"]["id"]
    office = office_of(_facts(content))
    result = evaluate(
        office,
        plan,
        content["as_of"],
        counting=content["counting"],
        gates=content["gates"],
        track=content["track"],
        threads=1,
    )
    if subject not in set(result._judged["subject_id"]):
        raise InputError(f"{subject} is not judged by these rows")
    desk = Desk(result)
    return {**desk.body(subject), "units": desk.units_of(subject)[0]}


def _facts(content: Json) -> dict[str, list[Json]]:
    """A record's own rows with those of the units inside it; the subject's own stand for themselves."""
    own: dict[str, list[Json]] = {name: list(rows) for name, rows in content["facts"].items()}
    subject = content["subject"]["id"]
    for unit in content["units"]:
        for name, rows in _facts(unit).items():
            added = [row for row in rows if not _is_of(row, name, subject)]
            own[name] = _joined(own[name], added) if name in own else rows
    return own


def _is_of(row: Json, table: str, subject: str) -> bool:
    """Whether a row is the subject's own; an adoption is the exemplar's, whoever took it up."""
    column = TABLES[table].subject if table in TABLES and table != "adoptions" else None
    return column is not None and row.get(column) == subject


def _joined(one: list[Json], other: list[Json]) -> list[Json]:
    """The rows of both; what both have is there as often as in the one that has it more often."""
    texts = [Counter(canonical_json(row) for row in rows) for rows in (one, other)]
    return [parsed(text) for text in (texts[0] | texts[1]).elements()]


def _inside(content: Json) -> Iterator[Difference]:
    for unit in content["units"]:
        for one in faults(unit):
            yield replace(one, path=f"units.{unit['subject']['id']}.{one.path}")
