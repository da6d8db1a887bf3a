"""The rule of a ranking in words: ties and chain, quotas, bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantoa._wording import said
from lantoa.ranking.caps import Cap
from lantoa.scoring.showing import percent

if TYPE_CHECKING:
    from lantoa.ranking.ranked import Ranking


def under(ranking: Ranking) -> list[str]:
    """The rule, line by line."""
    lang, chain = ranking.lang, ranking._chain
    parted = said("ranking", "chain.council", lang)
    if chain:
        parted = said("ranking", "chain.told", lang, names=", ".join(chain))
    ties = said("ranking", f"ties.{ranking._ties}", lang)
    caps = [_cap(one.cap, ranking._within is not None, lang) for one in ranking._drawn]
    return [*ranking._asked.rules, f"{ties} {parted}", *caps, *_bands(ranking)]


def _cap(cap: Cap, has_groups: bool, lang: str) -> str:
    def say(path: str, **values: object) -> str:
        return said("ranking", f"quota.{path}", lang, **values)

    told: dict[str, object] = {
        "name": cap.name,
        "per": say(cap.per) if has_groups else "",
        "inside": say("inside", outer=cap.inside) if cap.inside else "",
    }
    if cap.number:
        several = len(cap.number) > 1 or None not in cap.number
        return say("number", number=say("varies") if several else cap.number[None], **told)
    several = len(cap.share) > 1 or None not in cap.share
    share = say("varies") if several else _percent(cap, lang)
    of = say(f"of.{cap.of if isinstance(cap.of, str) else 'given'}", outer=cap.inside)
    minimum = say("minimum", places=cap.minimum_places) if cap.minimum_places else ""
    rounding = say(cap.rounding)
    return say("share", share=share, of=of, rounding=rounding, minimum=minimum, **told)


def _percent(cap: Cap, lang: str) -> str:
    """A share as percent where that is exact to a tenth, else as the fraction."""
    share = cap.share[None]
    return percent(float(share), lang) if (share * 1000).denominator == 1 else str(share)


def _bands(ranking: Ranking) -> list[str]:
    if ranking._banded is None:
        return []
    table, lang = ranking._banded.table, ranking.lang
    name = table.labels.get(lang, said("ranking", "bands.own", lang))
    told = said("ranking", "bands.told", lang, table=name)
    draft = [said("ranking", "bands.draft", lang)] if table.status == "draft" else []
    return [" ".join([told, *draft])]
