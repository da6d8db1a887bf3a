"""The questions in polars expressions, over frames of codes (Enum) and days (Date).

As in SQL: `count` makes a row per person, at the corners of docs/verdicts.md, and `judge` meets
each count with its threshold. All of it is lazy; polars runs it in one go, streaming.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import reduce

import polars as pl
from polars import col, when
from questions import FIRST, FULL, JUDGED, LAST, LEAST_SAID, QUESTIONS, VOTED, Day

Frames = Mapping[str, pl.LazyFrame]

STARTS, ENDS = datetime.date(FIRST, 1, 1), datetime.date(LAST, 12, 31)
HIGH_ENOUGH = ["tinh", "bo", "thu_tuong"]
RATED = ("known", "bad", "top", "unclear", "closed_seen", "open_seen", "late")
TIMES = ("awards", "awards_perhaps", "ideas", "ideas_perhaps", "moved", "gave")


def days(day: pl.Expr) -> pl.Expr:
    """Days since 1970."""
    return day.to_physical()


def least_worth(*worth: pl.Expr) -> pl.Expr:
    """A row counts (2), perhaps counts (1) or does not (0), as the weakest of its parts."""
    return pl.min_horizontal(*worth)


def people(frames: Frames, day: Day) -> pl.LazyFrame:
    """Who belongs to the office on the day, and since which year of the window."""
    since, til = col("since"), col("til")
    covers = (since <= day.as_of).fill_null(True) & (til >= day.as_of).fill_null(True)
    first = when(since.is_null().any()).then(FIRST).otherwise(since.min().dt.year().clip(FIRST))
    counted = frames["memberships"].group_by("subject").agg(first_year=first, belongs=covers.any())
    return counted.filter("belongs").drop("belongs")


def years(frames: Frames, day: Day) -> pl.LazyFrame:
    """What the rows of each year say: the latest decision holds, undated ones leave it open.

    A day and what it says are one number, so that one maximum finds both.
    """
    decided, says = col("decision_date"), col("rating").to_physical().cast(pl.Int32) + 1
    seen = pl.coalesce(decided, pl.date("year", 12, 15)) <= day.as_of
    rows = (
        frames["ratings"]
        .filter(col("year").is_between(FIRST, LAST))
        .select("subject", "year", seen=seen, says=says.fill_null(0), day=days(decided))
        .filter(col("seen") | (col("year") <= day.rated))
        .select(
            *("subject", "year", "seen"),
            undated=col("seen") & col("day").is_null(),
            says=when("seen").then("says"),
            highest=when("seen").then(8 * col("day") + col("says")),
            lowest=when("seen").then(8 * col("day") + 7 - col("says")),
        )
    )
    by_year = rows.group_by("subject", "year").agg(
        col("seen", "undated").any(),
        col("highest", "lowest").max(),
        least=col("says").min(),
        most=col("says").max(),
    )
    return by_year.select(
        *("subject", "year", "seen"),
        low=when("undated").then("least").otherwise(7 - col("lowest") % 8),
        high=when("undated").then("most").otherwise(col("highest") % 8),
    )


def rated(frames: Frames, day: Day) -> pl.LazyFrame:
    """A row per person: years that are known, bad, excellent, unclear, seen and late."""
    low, seen, due = col("low"), col("seen"), col("year") <= day.rated
    sure = low == col("high")
    asked = years(frames, day).join(people(frames, day), on="subject")
    return (
        asked.filter(col("year") >= col("first_year"))
        .group_by("subject")
        .agg(
            known=(sure & (low > 0)).sum(),
            bad=(sure & low.is_between(1, 2)).sum(),
            top=(sure & (low == 4)).sum(),
            unclear=(~sure).sum(),
            closed_seen=(seen & due).sum(),
            open_seen=(seen & ~due).sum(),
            late=(~seen).sum(),
        )
    )


def titled(frames: Frames, day: Day) -> pl.LazyFrame:
    """The family's title of the last year that is due."""
    rows = frames["families"].filter(col("year") == day.titled)
    return rows.group_by("subject").agg(titled_low=col("held").min(), titled_high=col("held").max())


def awarded(frames: Frames, day: Day) -> pl.LazyFrame:
    """Commendations of province level or above in the window, surely and perhaps."""
    form, level, year = col("form"), col("level"), col("year")
    decided, ends = col("decision_date"), min(day.as_of, ENDS)
    gone = col("annulled_on") <= day.as_of
    stands = (
        when(col("annulled_on") > day.as_of)
        .then(2)
        .when(gone | col("status").is_in(["annulled", "proposed"]))
        .then(0)
        .otherwise(2)
    )
    order = form.is_in(["huan_chuong", "huy_chuong"])
    known = (form == "bang_khen") & level.is_in(HIGH_ENOUGH) | order & (level == "nha_nuoc")
    may_be = form.is_null() & level.is_in([*HIGH_ENOUGH, "nha_nuoc"]).fill_null(True)
    may_be |= level.is_null() & (order | (form == "bang_khen"))
    high_enough = when(known).then(2).when(may_be).then(1).otherwise(0)
    inside = (year >= FIRST) & (pl.date(year + 1, 12, 31) <= ends)
    touches = year.is_null() | (year + 1 >= FIRST) & (pl.date(year, 1, 1) <= ends)
    dated = (
        when(decided.is_between(STARTS, ends))
        .then(2)
        .when(decided.is_not_null())
        .then(0)
        .when(inside)
        .then(2)
        .when(touches)
        .then(1)
        .otherwise(0)
    )
    rows = frames["commendations"].select("subject", worth=least_worth(stands, high_enough, dated))
    return _times(rows, "awards")


def inventive(frames: Frames, day: Day) -> pl.LazyFrame:
    """Initiatives of some scope, recognised in the window, each once however many rows it has."""
    decided, scope = col("decision_date"), col("scope")
    on_record = col("numbered") | decided.is_not_null() | scope.is_not_null()
    recognised = (
        when(col("recognised"))
        .then(2)
        .when(~col("recognised"))
        .then(0)
        .when(on_record)
        .then(2)
        .otherwise(1)
    )
    scoped = when(scope.is_null()).then(1).otherwise(2)
    on = pl.coalesce(decided, pl.date("year", 12, 31))
    dated = when(on.is_between(STARTS, min(day.as_of, ENDS))).then(2).otherwise(0)
    rows = frames["initiatives"].select(
        "subject", "initiative_id", worth=least_worth(recognised, scoped, dated)
    )
    return _times(rows.group_by("subject", "initiative_id").agg(col("worth").max()), "ideas")


def _times(rows: pl.LazyFrame, name: str) -> pl.LazyFrame:
    sure, perhaps = (col("worth") == 2).sum(), (col("worth") > 0).sum()
    return rows.group_by("subject").agg(sure.alias(name), perhaps.alias(f"{name}_perhaps"))


def moved(frames: Frames, day: Day) -> pl.LazyFrame:
    """Results in movements of the years that are over."""
    over = pl.date("year", 12, 31) <= min(day.as_of, ENDS)
    rows = frames["movement_results"].filter((col("year") >= FIRST) & over)
    return rows.group_by("subject").agg(moved=pl.len())


def gave(frames: Frames, day: Day) -> pl.LazyFrame:
    """Contributions in the window."""
    rows = frames["contributions"].filter(col("date").is_between(STARTS, min(day.as_of, ENDS)))
    return rows.group_by("subject").agg(gave=pl.len())


def said(frames: Frames, day: Day) -> pl.LazyFrame:
    """The least and the most that the latest judgements of each criterion say, as shares."""
    votes, total = col("votes_for"), col("votes_total")
    blank = votes.is_null() | (total.fill_null(0) == 0)
    reached = 2 * (1000 * votes // total) + (1000 * votes % total > 0).cast(pl.Int32)
    share = when(col("criterion_id") != VOTED).then(FULL).when(~blank).then(reached)
    met = col("verdict") == "met"
    low = when(met).then(share.fill_null(0)).otherwise(0)
    high = when(~met).then(0).otherwise(share.fill_null(FULL))
    day_first = 4096 * days(col("date"))
    rows = frames["attestations"].filter(col("date") <= day.as_of)
    keyed = rows.select(
        "subject", "criterion_id", low=day_first + FULL - low, high=day_first + high
    )
    apart = [
        when(col("criterion_id") == q).then(half).alias(f"{q}_{half}")
        for q in JUDGED
        for half in ("low", "high")
    ]
    newest = keyed.select("subject", *apart).group_by("subject").agg(pl.all().max())
    lows = {f"{q}_low": FULL - col(f"{q}_low") % 4096 for q in JUDGED}
    return newest.with_columns(**lows, **{f"{q}_high": col(f"{q}_high") % 4096 for q in JUDGED})


def count(frames: Frames, day: Day) -> pl.LazyFrame:
    """A row per person: everything that thresholds are compared with."""
    families = (rated, titled, awarded, inventive, moved, gave, said)
    counts = (family(frames, day) for family in families)
    everybody = reduce(
        lambda left, right: left.join(right, on="subject", how="left"), counts, people(frames, day)
    )
    first = col("first_year")
    closed, to_come = (day.rated + 1 - first).clip(0), LAST + 1 - first
    whole = [col(name).fill_null(0).cast(pl.Int32) for name in (*RATED, *TIMES)]
    return everybody.with_columns(whole).with_columns(
        doubtful=closed - col("closed_seen") - col("late") + col("unclear"),
        ahead=to_come.clip(upper_bound=LAST - day.rated) - col("open_seen") + col("late"),
    )


def judge(counted: pl.LazyFrame, gaps: Mapping[str, bool], day: Day) -> pl.LazyFrame:
    """A row per person, a verdict per question."""
    top, doubtful, ahead = col("top"), col("doubtful"), col("ahead")
    enough = (col("bad") == 0) & (col("known") + doubtful + ahead >= 2)
    more = day.as_of < ENDS

    def events(name: str, perhaps: str, least: int, register: str) -> pl.Expr:
        sure, may_be = col(name) >= least, (col(perhaps) >= least) | gaps[register]
        return verdict(sure, sure | more, may_be, may_be | more)

    answers = {
        "chung_tham_gia_phong_trao": events("moved", "moved", 1, "movement_results"),
        "chung_dong_gop": events("gave", "gave", 1, "contributions"),
        "cn_sang_kien": events("ideas", "ideas_perhaps", 2, "initiatives"),
        "cn_bang_khen": events("awards", "awards_perhaps", 1, "commendations"),
        "cn_luon_tot": when(~enough)
        .then(0)
        .otherwise(
            verdict((doubtful == 0) & (ahead == 0), doubtful == 0, ahead == 0, pl.lit(True))
        ),
        "cn_xuat_sac_2_nam": verdict(
            top >= 2, top + ahead >= 2, top + doubtful >= 2, top + doubtful + ahead >= 2
        ),
        "cn_gia_dinh": when(col("first_year") > day.titled)
        .then(1)
        .otherwise(settled(col("titled_low"), col("titled_high"))),
    }
    answers |= {
        q: settled(col(f"{q}_low") >= least, col(f"{q}_high") >= least)
        for q, least in LEAST_SAID.items()
    }
    verdicts = [answers[q].cast(pl.Int8).alias(q) for q in QUESTIONS]
    return counted.select("subject", *verdicts)


def settled(low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """The verdict of something that has no future, unknown where nothing is on record."""
    return when(low.is_null() | (low != high)).then(2).when(low).then(3).otherwise(0)


def verdict(worst_lo: pl.Expr, worst_hi: pl.Expr, best_lo: pl.Expr, best_hi: pl.Expr) -> pl.Expr:
    """The verdict of four corners: a half is met, open or failed; different halves are unknown."""
    worst = when(worst_lo).then(2).when(worst_hi).then(1).otherwise(0)
    best = when(best_lo).then(2).when(best_hi).then(1).otherwise(0)
    return when(worst != best).then(2).when(worst_lo).then(3).when(worst_hi).then(1).otherwise(0)


def gaps(coverage: pl.DataFrame, day: Day) -> dict[str, bool]:
    """Which registers are declared incomplete inside the window."""
    inside = (col("since") <= min(day.as_of, ENDS)).fill_null(True)
    inside &= (col("til") >= STARTS).fill_null(True)
    named = set(coverage.filter(~col("complete") & inside)["name"])
    registers = ("movement_results", "contributions", "initiatives", "commendations")
    return {register: register in named for register in registers}
