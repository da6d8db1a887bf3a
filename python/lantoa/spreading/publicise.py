"""Whom to publicise, as a result: ways of choosing, what each reaches, by how much it falls behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa._wording import said
from lantoa.concluding import Conclusion
from lantoa.scoring.showing import number, percent
from lantoa.spreading.reaching import Guarantee, How
from lantoa.told import Told

TOPIC = "choosing"
COLUMNS = (
    "way",
    "chosen_at",
    "members",
    "probability",
    "reach",
    "error",
    "regret",
    "regret_error",
    "regret_share",
)


@dataclass(frozen=True, eq=False, repr=False)
class Publicise(Told):
    """A scenario of publicity: a row per way of choosing and probability.

    ``frame`` has ``way`` (``"best"`` at the probability ``chosen_at``; ``"steady"``, of the sets
    looked at that of the least largest regret; ``"most_takers"``, the baseline), ``chosen_at``, ``members``,
    ``probability``, ``reach`` (subjects on average, the members counted), ``error`` (standard,
    of the simulation; 0 where reach is exact), ``regret`` (subjects fewer than the best way at that
    probability: of all sets where ``how`` is ``"exact"``, else of those listed, never below 0; like
    ``reach`` from draws that chose no set), ``regret_error`` and ``regret_share`` (of what the best
    reaches). It has no rows where the question is refused.

    The baseline takes those with the most takers. In the literature, where ties point at whom one
    nominates as a source, it is called in-degree.

    Attributes:
        conclusion: The answer, or what blocks it.
        k: How many were asked for.
        model: ``"cascade"`` or ``"threshold"``.
        how: ``"exact"``, ``"all_sets"``, ``"cut_short"`` or ``"guaranteed"``; None where refused.
        guarantees: By probability, where ``how`` is ``"guaranteed"``.
        practice: What is to be publicised.
        level: Members of other sets listed whose largest regret is within two errors of the
            simulation from the least.
    """

    conclusion: Conclusion
    practice: str
    k: int
    model: str
    how: How | None
    guarantees: tuple[Guarantee, ...]
    level: tuple[str, ...]
    _under: tuple[str, ...]
    _lang: str

    @property
    def lang(self) -> str:
        """The language of what is printed."""
        return self._lang

    @property
    def is_refused(self) -> bool:
        """Whether something blocks the answer."""
        return self.conclusion.is_refused

    def members(self, way: str = "steady") -> list[str]:
        """Whom a way of choosing takes: ``"steady"`` or ``"most_takers"``; empty where refused.

        >>> import lantoa as lt
        >>> spread = lt.spread(lt.sample_office(seed=7), practice="CL01", links="same_unit")
        >>> len(spread.whom(k=2).members())
        2
        """
        rows = self._frame.loc[self._frame["way"] == way, "members"]
        return str(rows.iloc[0]).split(", ") if len(rows) else []

    @property
    def over(self) -> list[str]:
        """That it is a scenario, and awards nothing."""
        return [said(TOPIC, "over", self.lang)]

    @property
    def title(self) -> str:
        """What the table shows."""
        model = said(TOPIC, f"model.{self.model}", self.lang)
        return said(TOPIC, "title", self.lang, practice=self.practice, k=self.k, model=model)

    @property
    def under(self) -> list[str]:
        """On whom, by which method and with which guarantee, and what to mind."""
        return list(self._under)

    @property
    def sentence(self) -> str:
        """The set of least regret beside the baseline, or what blocks the answer."""
        if self.is_refused:
            why = "; ".join(one.saying.told(self.lang) for one in self.conclusion.reasons)
            told = [said(TOPIC, "sentence.refused", self.lang, why=why)]
            parts = ("unblock", "collect")
            return "\n".join(
                [*told, *(f"{a}: {b}" for a, b in self._lines() if a in self._labels(parts))]
            )
        worst = self._frame.groupby("way")["regret"].max()
        more = {"others": "; ".join(self.level)} if self.level else {}
        answer = said(
            TOPIC,
            "sentence.level" if self.level else "sentence.answered",
            self.lang,
            members=", ".join(self.members()),
            best=said(TOPIC, f"best.{'of_all' if self.how == 'exact' else 'of_listed'}", self.lang),
            regret=number(float(worst["steady"]), self.lang, 2),
            plain=self._plain(float(worst["most_takers"])),
            **more,
        )
        return " ".join([answer, *self._beyond()])

    def _plain(self, regret: float) -> str:
        """How counting takers alone does beside it."""
        most = self.members("most_takers")
        if set(most) == set(self.members()):
            return said(TOPIC, "sentence.plain_same", self.lang)
        told = {"most": ", ".join(most), "most_regret": number(regret, self.lang, 2)}
        return said(TOPIC, "sentence.plain", self.lang, **told)

    def _beyond(self) -> Iterator[str]:
        """What is known of sets that are not listed, where not all were compared."""
        if self.how == "cut_short":
            yield said(TOPIC, "sentence.cut_short", self.lang)
        if self.how == "guaranteed":
            gap, at = max(self._gaps())
            gaps = {"gap": number(gap, self.lang, 2), "probability": number(at, self.lang)}
            yield said(TOPIC, "sentence.guaranteed", self.lang, **gaps)

    def _gaps(self) -> Iterator[tuple[float, float]]:
        """By probability how far the best set may be ahead of the steady one, by the guarantee."""
        frame = self._frame
        steady = frame[frame["way"] == "steady"]
        own = frame[(frame["way"] == "best") & (frame["chosen_at"] == frame["probability"])]
        rows = zip(own["probability"], own["reach"], steady["reach"], self.guarantees, strict=True)
        for at, best, reached, held in rows:
            yield float(best) / held.ratio - float(reached), float(at)

    def _lines(self) -> Iterator[tuple[str, str]]:
        return self.conclusion.lines(self.lang)

    def _labels(self, parts: Sequence[str]) -> set[str]:
        return {said("concluding", f"labels.{one}", self.lang) for one in parts}

    def plot(self) -> Any:
        """Reach over the probabilities, a line per way, and the largest regret of each."""
        from lantoa.charts.publicise import Choices, choices_chart

        ways = self._frame.assign(name=self._names()).drop_duplicates(["members", "name"])
        names = ways.groupby("members", sort=False)["name"].agg("; ".join)  # one set, one line
        rows = self._frame.drop_duplicates(["members", "probability"])
        rows = rows.assign(choice=rows["members"].map(names.index.to_series() + ": " + names))
        look = Choices(title=self.title, under=[self.sentence], lang=self.lang)
        return choices_chart(rows, look)

    def _names(self) -> Any:
        return self._frame.apply(lambda row: self._way(row["way"], row["chosen_at"]), axis=1)

    def _way(self, way: str, chosen_at: Any) -> str:
        """The set that reverse sets choose is the best only within their guarantee."""
        gaps = {"probability": number(float(chosen_at), self.lang)} if way == "best" else {}
        path = "chosen" if way == "best" and self.how == "guaranteed" else way
        return said(TOPIC, f"way.{path}", self.lang, **gaps)

    def _heads(self) -> Sequence[str]:
        at = (number(float(one), self.lang) for one in self._frame["probability"].unique())
        reached = [said(TOPIC, "heads.reach", self.lang, probability=one) for one in at]
        way, members, regret = (
            said(TOPIC, f"heads.{one}", self.lang) for one in ("way", "members", "regret")
        )
        return [way, members, *reached, regret]

    def _numbers(self) -> Sequence[int]:
        return range(2, 3 + self._frame["probability"].nunique())

    def _all_rows(self) -> Iterator[Sequence[Any]]:
        by = self._frame.groupby(["way", "chosen_at"], sort=False, dropna=False)
        for _, rows in by:
            way, chosen_at, members = rows[["way", "chosen_at", "members"]].iloc[0]
            reach = [self._reached(*one) for one in rows[["reach", "error"]].to_numpy(float)]
            worst = int(rows["regret"].to_numpy(float).argmax())
            behind, share = (float(rows[name].iloc[worst]) for name in ("regret", "regret_share"))
            told = f"{number(behind, self.lang, 2)} ({percent(share, self.lang)})"
            yield [self._way(way, chosen_at), members, *reach, told]

    def _reached(self, reach: float, error: float) -> str:
        told = number(reach, self.lang, 2)
        return told if self.how == "exact" else f"{told} ± {number(error, self.lang, 2)}"
