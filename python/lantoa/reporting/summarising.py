"""What the head of an office wants to know first, in a few lines and three small tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from lantoa._wording import day
from lantoa.criteria.plan import Plan
from lantoa.criteria.resolving import closing_day
from lantoa.evaluating import Evaluation
from lantoa.nearing import near
from lantoa.reporting import words
from lantoa.reporting.words import said
from lantoa.worklists import Worklist

_OBSTACLES = 3
_NAMED = 12  # ids in a line before it is cut


@dataclass(frozen=True)
class Summary:
    """The result of a day in short.

    Attributes:
        facts: Label to text: the day, who is listed, the closed years, the plan, fingerprints.
        counts: A row per kind of subject: ``subject_kind``, ``judged``, ``counted`` (listed,
            under the counting in force), then how many have each verdict.
        units: A row per unit judged: ``unit_id``, ``verdict``, ``provisional``, ``counted`` of
            the unit itself; ``people`` of it that were judged, and their number by verdict.
        obstacles: The three gates that most subjects fail, per kind: ``subject_kind``,
            ``criterion``, ``clause``, ``failed``.
        near: Who has one step to go, as `Evaluation.near` gives it.
        worklist: What is to be filled in or asked, as `Evaluation.worklist` gives it.
        problems: How many cells, rows and columns of the registers could not be read.
        watermark: The line over a result that is not official; blank where it is.
    """

    facts: Mapping[str, str]
    counts: pd.DataFrame
    units: pd.DataFrame
    obstacles: pd.DataFrame
    near: pd.DataFrame
    worklist: Worklist
    problems: int
    watermark: str = ""

    def within_reach(self, kind: str) -> list[str]:
        """The ids of those of a kind with one step to go that can still be made."""
        reach = self.near[self.near["possible"] & (self.near["subject_kind"] == kind)]
        return reach["subject_id"].astype(str).tolist()


def summary(result: Evaluation) -> Summary:
    """The summary of a result.

    Example:
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(units=6, people=30),
        ...                      lt.load_plan("exemplars-2021-2025"), as_of="so_ket_2023")
        >>> short = summary(result)
        >>> int(short.counts["judged"].sum()) == len(result._subjects)
        True
    """
    return Summary(
        facts=facts(result),
        counts=_counts(result._subjects),
        units=_units(result._subjects),
        obstacles=_obstacles(result),
        near=near(result),
        worklist=result.worklist(),
        problems=len(result.office.listing),
        watermark=result.watermark,
    )


def facts(result: Evaluation) -> dict[str, str]:
    """What every page must say: day, counting, closed years, plan and fingerprints."""
    from lantoa.building import about

    plan, lang = result.plan, result.plan.lang
    title = said("summary.plan_id", lang, title=plan.title, id=plan.id)
    told = {
        "as_of": _day(result),
        "counting": words.counting(result),
        "closed": _closed(plan, result),
        "plan": title,
        "track": result.track,
        "data": result.office.name,
        "plan_fingerprint": plan.fingerprint,
        "data_fingerprint": result.office.fingerprint,
        "version": about().lantoa,
    }
    return {said(f"summary.{key}", lang): text for key, text in told.items() if text}


def _day(result: Evaluation) -> str:
    lang = result.plan.lang
    written = day(result.as_of, lang)
    for milestone in result.plan.milestones.values():
        if milestone["as_of"] == result.as_of:
            return said("summary.milestone", lang, day=written, name=milestone[lang])
    return written


def _closed(plan: Plan, result: Evaluation) -> str:
    """The closed years, with the registers that they are closed for."""
    lang = plan.lang
    by_years: dict[tuple[int, ...], dict[str, None]] = {}
    for fact in plan.facts.values():
        if fact.get("per") == "year":
            years = (y for y in plan.years if closing_day(fact["closes"], y) <= result.as_of)
            by_years.setdefault(tuple(years), {})[words.register(fact["table"], lang)] = None
    none = said("summary.closed_none", lang)
    return "; ".join(
        said("summary.closed_of", lang, years=words.spans([*y]) or none, facts=", ".join(tables))
        for y, tables in by_years.items()
    )


def _counts(subjects: pd.DataFrame) -> pd.DataFrame:
    """How many subjects of each kind have each verdict."""
    rows = subjects.groupby("subject_kind", observed=True)
    counts = pd.DataFrame({"judged": rows.size(), "counted": rows["counted"].sum()})
    verdicts = pd.crosstab(subjects["subject_kind"], subjects["verdict"].astype(str))
    kinds = [kind for kind in ("unit", "person") if kind in counts.index]
    joined = counts.join(verdicts.reindex(columns=list(words.SIGNS), fill_value=0))
    return joined.loc[kinds].rename_axis("subject_kind").reset_index().astype(_WHOLE)


_WHOLE = dict.fromkeys(["judged", "counted", *words.SIGNS], "int64")


def _units(subjects: pd.DataFrame) -> pd.DataFrame:
    """What is said of each unit and of its people."""
    units = subjects[subjects["subject_kind"] == "unit"]
    people = subjects[subjects["subject_kind"] == "person"]
    own = units[["unit_id", "verdict", "provisional", "counted"]]
    tally = pd.crosstab(people["unit_id"], people["verdict"].astype(str))
    tally = tally.reindex(columns=list(words.SIGNS), fill_value=0)
    tally.insert(0, "people", tally.sum(axis="columns"))
    tally.insert(1, "people_counted", people.groupby("unit_id")["counted"].sum())
    joined = own.join(tally, on="unit_id")
    return joined.fillna(dict.fromkeys(tally, 0)).astype(dict.fromkeys(tally, "int64"))


def _obstacles(result: Evaluation) -> pd.DataFrame:
    """The gates that most subjects of a kind fail, most first; ties in the order of the plan."""
    failed = result._verdicts[result._verdicts["verdict"] == "failed"]
    rows = [row for kind in ("unit", "person") for row in _most(result.plan, failed, kind)]
    return pd.DataFrame(rows, columns=["subject_kind", "criterion", "clause", "failed"])


def _most(plan: Plan, failed: pd.DataFrame, kind: str) -> Iterator[tuple[str, str, str, int]]:
    counts = failed.loc[failed["subject_kind"] == kind, "criterion_id"].astype(str).value_counts()
    gates = [one for one in plan.criteria if one.role == "gate" and counts.get(one.id, 0)]
    for gate in sorted(gates, key=lambda one: -counts[one.id])[:_OBSTACLES]:
        yield kind, gate.label, gate.clause or "", int(counts[gate.id])


def obstacles(short: Summary, lang: str) -> Iterator[str]:
    """The gates that most subjects fail, a line each."""
    for row in short.obstacles.to_dict("records"):
        kind = said(f"kinds.{row['subject_kind']}", lang).lower()
        told = {"count": row["failed"], "criterion": row["criterion"], "clause": row["clause"]}
        yield said("summary.obstacle", lang, kind=kind, **told)


def missing(short: Summary, lang: str) -> str:
    """How much is missing, in a line."""
    return said("summary.missing_cells", lang, cells=len(short.worklist), problems=short.problems)


def named(ids: list[str], lang: str) -> str:
    """Ids in a line, cut after twelve.

    >>> named(["CB01", "CB02"], "vi"), named([], "vi")
    ('CB01, CB02', 'không có')
    """
    more = len(ids) - _NAMED
    shown = ", ".join(ids[:_NAMED]) or said("summary.near_none", lang)
    return f"{shown} {said('summary.near_more', lang, more=more)}" if more > 0 else shown
