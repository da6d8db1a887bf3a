"""Who meets the criteria of a plan, on a date, and on what evidence."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from lantoa import _checks, _core, _packing, _rules, _unheard
from lantoa.evaluating.scenarios import WithScenarios
from lantoa.findings import Counting, Gates

if TYPE_CHECKING:
    from lantoa.criteria import Plan
    from lantoa.office import Office


def evaluate(
    office: Office,
    plan: Plan,
    as_of: str | datetime.date,
    *,
    counting: Counting | None = None,
    gates: Gates | None = None,
    track: str | None = None,
    threads: int = 0,
) -> Evaluation:
    """Judge every unit and person of an office by the criteria of a plan, as of a date.

    Args:
        office: The registers, as `lantoa.read` gives them.
        plan: The criteria, as `lantoa.load_plan` gives them.
        as_of: A milestone of the plan, such as ``"de_nghi_2025"``, or a date (ISO text will do).
        counting: Who counts as in: ``"possible"`` (met or still open), ``"provisional"`` (met on
            the closed years) or ``"met"``. None: what the milestone says.
        gates: Over ``"all"`` gates or the ``"countable"`` ones. None: what the milestone says.
        track: A special-topic track of the plan; None is the main one. They never mix.
        threads: The most threads to use; 0 is as many as there are cores.

    Returns:
        The result: frozen, and the same for any number of threads and any order of rows.

    Raises:
        InputError: The milestone, counting, gates or track is not known.

    Example:
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(seed=7), lt.load_plan("exemplars-2021-2025"),
        ...                      as_of="de_nghi_2025")
        >>> result.as_of.isoformat(), result.counting, result.gates
        ('2025-09-30', 'provisional', 'all')
        >>> sorted(result.subjects["subject_kind"].unique())
        ['person', 'unit']

    Source: docs/verdicts.md; of the plan, sections II.1 and II.2.
    """
    _checks.made_by(office, "tables", what="office", maker="lantoa.read")
    _checks.made_by(plan, "as_of", what="plan", maker="lantoa.load_plan")
    day = plan.as_of(as_of)
    said = plan.counting(day)
    counting = counting or said["verdict"]
    gates = gates or said["gates"]
    _checks.one_of(counting, ("possible", "provisional", "met"), what="counting")
    _checks.one_of(gates, ("all", "countable"), what="gates")
    resolved = plan.resolved(day)
    if track is not None:
        _checks.one_of(track, list(resolved["tracks"]), what="track")
    office = _unheard.listed(office, plan)
    packed = _packing.pack(office)
    rules = _rules.rules(resolved, packed, day, track)
    found = _core.evaluate(packed.facts, rules.plan, threads=threads)
    return Evaluation(office, plan, day, counting, gates, track, packed, rules, found)


class Evaluation(WithScenarios):
    """Verdicts of everybody in scope, as of a date.

    It prints how many units and people are in and who stands nearest to success, in the plan's
    language. Its frames are of the office's kind: pandas, polars or pyarrow. It exports its
    subjects as an Arrow stream.

    Attributes:
        office: What was judged; its problems name judgements that no criterion of the plan hears.
        plan: By what.
        as_of: On which date.
        counting: Who counts as in: possible, provisional or met.
        gates: Over all gates or the countable ones.
        track: The special-topic track, None for the main one.
    """

    def __repr__(self) -> str:
        from lantoa.briefing import Briefing

        return Briefing(self).as_text()

    def _repr_html_(self) -> str:
        from lantoa.briefing import Briefing

        return Briefing(self).as_html()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.subjects.__arrow_c_stream__(requested_schema)
