"""Whom to publicise next: sets of candidates over a range of probabilities, beside a baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lantoa import _checks
from lantoa.concluding import Conclusion, Reason, Saying, Share
from lantoa.spreading.asked_of import (
    check_draws,
    check_seed,
    codes_of,
    probabilities_of,
    whole,
)
from lantoa.spreading.open_ties import MODELS, Model, OpenTies
from lantoa.spreading.publicise import COLUMNS, TOPIC, Publicise
from lantoa.spreading.reaching import Choice, Found, found_sets
from lantoa.told import first_of

if TYPE_CHECKING:
    from lantoa.spreading.result import Spread
    from lantoa.spreading.setting import Codes, Setting

PROBABILITIES = (0.05, 0.1, 0.2)
_DRAWS, _FEWEST_DRAWS = 2_000, 30


def whom(
    spread: Spread,
    k: int = 1,
    *,
    practice: str | None = None,
    model: Model = "cascade",
    probabilities: Sequence[float] = PROBABILITIES,
    candidates: Sequence[str] | None = None,
    already: Sequence[str] | None = None,
    draws: int = _DRAWS,
    seed: int | None = None,
) -> Publicise:
    """Whom to publicise a practice through, as a scenario over a range of probabilities.

    Of up to two hundred candidates all sets of k are compared; of more, those chosen come with a
    guarantee. Whoever has the practice or had it is no candidate, is not counted, and passes
    nothing on: their sources and they themselves had their chance.

    Args:
        spread: What `lantoa.spread` gives.
        k: How many to publicise.
        practice: Its id; None where there is one only.
        model: ``"cascade"``: along every tie a taker takes over with the probability, once; a tie
            of weight w counts as w ties. ``"threshold"``: a taker listens to one source at most,
            to each with the probability times the weight; where these are above 1 in sum they are
            scaled to 1, and that is said.
        probabilities: That a taker takes over along a tie: nobody knows it, so a range is asked.
        candidates: Ids to choose among; None for everybody who is left.
        already: Ids of further subjects who have it though the registers do not say so.
        draws: Simulations that choose; as many others judge what was chosen.
        seed: Of the simulations; None for that of the spread.

    Returns:
        For each probability the best set, of these sets that of the least regret over the range
        (and which ones the simulation cannot tell from it), and as a baseline those with the most
        takers (called in-degree in the literature, where ties point at whom one nominates). Refused, in the same shape, where nobody is left, where there are
        no ties among those left, or where there are fewer candidates than k.

    Raises:
        InputError: An argument cannot be used, or an id is not known.

    Example:
        >>> import lantoa as lt
        >>> spread = lt.spread(lt.sample_office(seed=7), practice="CL01", links="same_unit")
        >>> found = spread.whom(k=2, draws=500)
        >>> found.how, found.is_refused
        ('all_sets', False)
    """
    asked = probabilities_of(probabilities)
    _checks.one_of(model, MODELS, what="model")
    whole(k, "k", 1)
    check_draws(draws, _FEWEST_DRAWS)
    check_seed(spread.seed if seed is None else seed)
    setting = spread.setting(practice)
    ties = OpenTies.of(setting, codes_of(setting, already or (), "already"))
    wanted = codes_of(setting, candidates, "candidates") if candidates is not None else None
    chosen, taken = _among(setting, ties, wanted)
    seeded = spread.seed if seed is None else int(seed)
    choice = Choice(ties, model, asked, chosen, int(k), int(draws), seeded)
    blocked = _blocked(ties, chosen, k)
    if blocked is not None:
        return _told(spread, setting, choice, None, _refused(blocked))
    found = found_sets(choice)
    return _told(spread, setting, choice, found, _answered(choice, found, taken))


def _among(
    setting: Setting, ties: OpenTies, wanted: list[int] | None
) -> tuple[Codes, tuple[str, ...]]:
    """Candidates as codes of those left, and who was asked for and cannot be one."""
    if wanted is None:
        return np.arange(len(ties), dtype=np.int32), ()
    at = {one: code for code, one in enumerate(ties.ids)}
    names = [setting.subjects[code] for code in wanted]
    left = [at[one] for one in names if one in at]
    return np.array(left, np.int32), tuple(one for one in names if one not in at)


def _blocked(ties: OpenTies, chosen: Codes, k: int) -> Saying | None:
    if not len(ties):
        gaps: dict[str, Any] = {"had": len(ties.had), "gone": ties.gone}
        return Saying(TOPIC, "refused.all_adopted", gaps)
    if not len(ties.taker) and ties.weightless:
        return Saying(TOPIC, "refused.no_weight", {"left": len(ties), "ties": ties.weightless})
    if not len(ties.taker):
        return Saying(TOPIC, "refused.no_ties", {"left": len(ties)})
    if len(chosen) < k:
        return Saying(TOPIC, "refused.no_choice", {"candidates": len(chosen), "k": k})
    return None


def _refused(why: Saying) -> Conclusion:
    code = why.path.removeprefix("refused.")
    return Conclusion(
        key="whom",
        question=Saying(TOPIC, "question"),
        level="scenario",
        status="refused",
        reasons=(Reason(code, why),),
        unblock=(Saying(TOPIC, f"unblock.{code}"),),
        collect=(Saying(TOPIC, "collect.links"),) if code == "no_ties" else (),
    )


def _answered(choice: Choice, found: Found, taken: tuple[str, ...]) -> Conclusion:
    ties = choice.ties
    steady = ", ".join(ties.ids[one] for one in found.ways[-2])
    simulated = found.how != "exact"
    return Conclusion(
        key="whom",
        question=Saying(TOPIC, "question"),
        level="scenario",
        status="answered",
        about=steady,
        statistic={
            f"p = {one:g}": float(reached)
            for one, reached in zip(choice.probabilities, found.reach[-2], strict=True)
        },
        method=Saying(TOPIC, f"how.{found.how}", {"k": len(found.ways[0]), "draws": found.draws}),
        draws=found.draws if simulated else None,
        seed=choice.seed if simulated else None,
        warnings=tuple(_warnings(ties, found, taken)),
        may_say=(_may_say(choice, found, steady),),
        may_not_say=(Saying(TOPIC, "may_not_say.forecast"),),
        collect=(Saying(TOPIC, "collect.links"), Saying(TOPIC, "collect.sources")),
    )


def _may_say(choice: Choice, found: Found, steady: str) -> Saying:
    among = Saying(TOPIC, f"among.{'of_all' if found.how == 'exact' else 'of_listed'}")
    gaps = {"members": steady, "among": among, "probabilities": _joined(choice.probabilities)}
    if not found.level:
        return Saying(TOPIC, "may_say.answered", gaps)
    return Saying(TOPIC, "may_say.level", {**gaps, "others": _sets(choice.ties, found.level)})


def _joined(probabilities: Sequence[float]) -> Saying:
    told = [Saying(TOPIC, "probabilities.one", {"probability": one}) for one in probabilities]
    pair = "probabilities.more"
    return reduce(lambda one, other: Saying(TOPIC, pair, {"one": one, "other": other}), told)


def _warnings(ties: OpenTies, found: Found, taken: tuple[str, ...]) -> Iterator[Reason]:
    if ties.dropped:
        gaps = {"kinds": ", ".join(ties.dropped)}
        yield Reason("R5", Saying(TOPIC, "warnings.R5", gaps))
    if taken:
        yield Reason("taken", Saying(TOPIC, "warnings.taken", {"ids": first_of(taken)}))
    if found.level:
        yield Reason("close", Saying(TOPIC, "warnings.close", {"others": _sets(ties, found.level)}))


def _sets(ties: OpenTies, sets: Sequence[Sequence[int]]) -> str:
    return "; ".join(", ".join(ties.ids[one] for one in members) for members in sets)


def _told(
    spread: Spread, setting: Setting, choice: Choice, found: Found | None, concluded: Conclusion
) -> Publicise:
    lines = list(_under(choice, found, concluded))
    ties = choice.ties
    return Publicise(
        _frame=_frame(ties, found, choice.probabilities),
        _kind=spread._kind,
        conclusion=concluded,
        practice=setting.practice,
        k=choice.k,
        model=choice.model,
        how=None if found is None else found.how,
        guarantees=() if found is None else found.guarantees,
        level=() if found is None else tuple(_sets(ties, [one]) for one in found.level),
        _under=tuple(line.told(spread.lang) for line in lines),
        _lang=spread.lang,
    )


def _under(choice: Choice, found: Found | None, concluded: Conclusion) -> Iterator[Saying]:
    ties, asked = choice.ties, choice.probabilities
    gaps = {"left": len(ties), "ties": len(ties.taker), "had": len(ties.had), "gone": ties.gone}
    yield Saying(TOPIC, "under.network", gaps)
    if len(choice.candidates) < len(ties):
        candidates = {"candidates": len(choice.candidates)}
        yield Saying(TOPIC, "under.candidates", candidates)
    if found is None:
        return
    assert concluded.method is not None
    yield concluded.method
    for one in asked:
        scaled = ties.chances(one, choice.model)[1]
        if scaled:
            yield Saying(TOPIC, "under.scaled", {"probability": one, "takers": scaled})
    for one, held in zip(asked, found.guarantees, strict=False):
        told: dict[str, Any] = {"probability": one, "ratio": Share(held.ratio)}
        told |= {"failure": held.failure, "sets": held.sets}
        yield Saying(TOPIC, "how.guarantee", told)
    if found.how != "exact":
        yield Saying(TOPIC, "under.seed", {"seed": choice.seed})
    yield from (one.saying for one in concluded.warnings)


def _frame(ties: OpenTies, found: Found | None, asked: Sequence[float]) -> pd.DataFrame:
    rows: list[tuple[Any, ...]] = []
    if found is not None:
        names = [*(("best", one) for one in asked), ("steady", np.nan), ("most_takers", np.nan)]
        best = np.diagonal(found.reach[: len(asked)])
        for row, (way, at) in enumerate(names):
            members = ", ".join(ties.ids[one] for one in found.ways[row])
            for column, one in enumerate(asked):
                cell = (row, column)
                behind = found.regret[cell]
                rows.append(
                    (way, at, members, one, found.reach[cell], found.error[cell], behind,
                     found.regret_error[cell], behind / best[column])
                )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = [name for name in COLUMNS if name not in ("way", "members")]
    return frame.astype({**dict.fromkeys(numbers, "Float64"), "way": "str", "members": "str"})
