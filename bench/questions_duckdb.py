"""The questions in SQL, over tables of codes (ENUM) and days (DATE) with one `subject` column.

Everybody is counted first, at the corners of docs/verdicts.md: what is on record, what a missing
past may hold, what may still come. Then each count meets its threshold. Both steps are SELECTs,
so that they run one after the other or as one query.
"""

from __future__ import annotations

import duckdb
from questions import FIRST, FULL, JUDGED, LAST, LEAST_SAID, VOTED, Day

MACROS = f"""
CREATE OR REPLACE MACRO starts() AS DATE '{FIRST}-01-01';
CREATE OR REPLACE MACRO ends() AS least(as_of(), DATE '{LAST}-12-31');
CREATE OR REPLACE MACRO more() AS as_of() < DATE '{LAST}-12-31';
CREATE OR REPLACE MACRO gap(register) AS (SELECT count(*) > 0 FROM coverage
  WHERE name = register AND NOT complete
    AND coalesce(since <= ends(), true) AND coalesce(til >= starts(), true));
CREATE OR REPLACE MACRO rung(rating) AS CASE rating WHEN 'hoan_thanh_xuat_sac' THEN 3
  WHEN 'hoan_thanh_tot' THEN 2 WHEN 'hoan_thanh' THEN 1 WHEN 'khong_hoan_thanh' THEN 0 ELSE -1 END;
CREATE OR REPLACE MACRO days(day) AS day - DATE '1970-01-01';
CREATE OR REPLACE MACRO half(lo, hi) AS CASE WHEN lo THEN 2 WHEN hi THEN 1 ELSE 0 END;
CREATE OR REPLACE MACRO verdict(worst_lo, worst_hi, best_lo, best_hi) AS
  CASE WHEN half(worst_lo, worst_hi) <> half(best_lo, best_hi) THEN 2
    WHEN worst_lo THEN 3 WHEN worst_hi THEN 1 ELSE 0 END;
CREATE OR REPLACE MACRO events(sure, perhaps, least, register) AS
  verdict(sure >= least, sure >= least OR more(), perhaps >= least OR gap(register),
    perhaps >= least OR more() OR gap(register));
"""

PEOPLE = f"""
  SELECT subject, CASE WHEN bool_or(since IS NULL) THEN {FIRST}
      ELSE greatest({FIRST}, year(min(since))) END AS first_year
  FROM memberships GROUP BY subject
  HAVING bool_or(coalesce(since <= as_of(), true) AND coalesce(til >= as_of(), true))"""

# Of several decisions the latest holds. A day and what it says are one number, so that one
# maximum finds both; undated rows cannot be ordered, so that all of them stay possible.
YEARS = f"""
  SELECT subject, year, bool_or(seen) AS seen,
    CASE WHEN bool_or(seen AND day IS NULL) THEN min(says) FILTER (seen)
      ELSE 7 - (max(8 * day + 7 - says) FILTER (seen)) % 8 END AS low,
    CASE WHEN bool_or(seen AND day IS NULL) THEN max(says) FILTER (seen)
      ELSE (max(8 * day + says) FILTER (seen)) % 8 END AS high
  FROM (
    SELECT subject, year, rung(rating) + 1 AS says, days(decision_date) AS day,
      coalesce(decision_date, make_date(year, 12, 15)) <= as_of() AS seen
    FROM ratings WHERE year BETWEEN {FIRST} AND {LAST}
  ) WHERE seen OR year <= last_rated() GROUP BY subject, year"""

RATED = """
  SELECT subject, count(*) FILTER (low = high AND low > 0) AS known,
    count(*) FILTER (low = high AND low IN (1, 2)) AS bad,
    count(*) FILTER (low = high AND low = 4) AS top,
    count(*) FILTER (low <> high) AS unclear,
    count(*) FILTER (seen AND year <= last_rated()) AS closed_seen,
    count(*) FILTER (seen AND year > last_rated()) AS open_seen,
    count(*) FILTER (NOT seen) AS late
  FROM years JOIN people USING (subject) WHERE year >= first_year GROUP BY subject"""

FAMILIES = """
  SELECT subject, min(held) AS low, max(held) AS high FROM families
  WHERE year = last_titled() GROUP BY subject"""

AWARDS = f"""
  SELECT subject, count(*) FILTER (worth = 2) AS sure, count(*) FILTER (worth > 0) AS perhaps
  FROM (
    SELECT subject, least(
      CASE WHEN annulled_on > as_of() THEN 2
        WHEN annulled_on <= as_of() OR status IN ('annulled', 'proposed') THEN 0 ELSE 2 END,
      CASE WHEN form = 'bang_khen' AND level IN ('tinh', 'bo', 'thu_tuong') THEN 2
        WHEN form IN ('huan_chuong', 'huy_chuong') AND level = 'nha_nuoc' THEN 2
        WHEN form IS NULL AND coalesce(level IN ('tinh', 'bo', 'thu_tuong', 'nha_nuoc'), true)
        THEN 1
        WHEN level IS NULL AND form IN ('bang_khen', 'huan_chuong', 'huy_chuong') THEN 1
        ELSE 0 END,
      CASE WHEN decision_date BETWEEN starts() AND ends() THEN 2
        WHEN decision_date IS NOT NULL THEN 0
        WHEN year >= {FIRST} AND make_date(year + 1, 12, 31) <= ends() THEN 2
        WHEN year IS NULL OR (year + 1 >= {FIRST} AND make_date(year, 1, 1) <= ends()) THEN 1
        ELSE 0 END) AS worth
    FROM commendations
  ) GROUP BY subject"""

IDEAS = """
  SELECT subject, count(*) FILTER (worth = 2) AS sure, count(*) FILTER (worth > 0) AS perhaps
  FROM (
    SELECT subject, initiative_id, max(least(
      CASE WHEN recognised THEN 2 WHEN NOT recognised THEN 0
        WHEN numbered OR decision_date IS NOT NULL OR scope IS NOT NULL THEN 2 ELSE 1 END,
      CASE WHEN scope IS NULL THEN 1 ELSE 2 END,
      CASE WHEN coalesce(decision_date, make_date(year, 12, 31)) BETWEEN starts() AND ends()
        THEN 2 ELSE 0 END)) AS worth
    FROM initiatives GROUP BY subject, initiative_id
  ) GROUP BY subject"""

MOVED = f"""
  SELECT subject, count(*) AS times FROM movement_results
  WHERE year >= {FIRST} AND make_date(year, 12, 31) <= ends() GROUP BY subject"""

GAVE = """
  SELECT subject, count(*) AS times FROM contributions
  WHERE date BETWEEN starts() AND ends() GROUP BY subject"""


def _said() -> str:
    """The least and the most that the latest judgements of each criterion say, as shares."""
    newest = ", ".join(
        f"{FULL} - (max(low) FILTER (criterion_id = '{q}')) % 4096 AS {q}_low, "
        f"(max(high) FILTER (criterion_id = '{q}')) % 4096 AS {q}_high"
        for q in JUDGED
    )
    return f"""
  SELECT subject, {newest} FROM (
    SELECT subject, criterion_id,
      criterion_id = '{VOTED}' AS asks, coalesce(votes_total, 0) = 0 OR votes_for IS NULL AS blank,
      CASE WHEN NOT asks THEN {FULL} WHEN blank THEN NULL
        ELSE 2 * (1000 * votes_for // votes_total) + (1000 * votes_for % votes_total > 0)::INT
        END AS share,
      4096 * days(date) + {FULL} - CASE WHEN verdict = 'met' THEN coalesce(share, 0) ELSE 0 END
        AS low,
      4096 * days(date) + CASE WHEN verdict <> 'met' THEN 0 ELSE coalesce(share, {FULL}) END
        AS high
    FROM attestations WHERE date <= as_of()
  ) GROUP BY subject"""


def count() -> str:
    """A row per person: everything that thresholds are compared with."""
    said = ", ".join(f"{q}_low, {q}_high" for q in JUDGED)
    return f"""
WITH people AS ({PEOPLE}), years AS ({YEARS}), rated AS ({RATED}), titled AS ({FAMILIES}),
  awarded AS ({AWARDS}), inventive AS ({IDEAS}), moved AS ({MOVED}), gave AS ({GAVE}),
  said AS ({_said()})
SELECT subject, first_year,
  coalesce(known, 0) AS known, coalesce(bad, 0) AS bad, coalesce(top, 0) AS top,
  greatest(0, last_rated() - first_year + 1) - coalesce(closed_seen + late - unclear, 0)
    AS doubtful,
  least({LAST} - last_rated(), {LAST} + 1 - first_year) - coalesce(open_seen - late, 0) AS ahead,
  titled.low AS titled_low, titled.high AS titled_high,
  coalesce(awarded.sure, 0) AS awards, coalesce(awarded.perhaps, 0) AS awards_perhaps,
  coalesce(inventive.sure, 0) AS ideas, coalesce(inventive.perhaps, 0) AS ideas_perhaps,
  coalesce(moved.times, 0) AS moved, coalesce(gave.times, 0) AS gave, {said}
FROM people LEFT JOIN rated USING (subject) LEFT JOIN titled USING (subject)
LEFT JOIN awarded USING (subject) LEFT JOIN inventive USING (subject)
LEFT JOIN moved USING (subject) LEFT JOIN gave USING (subject) LEFT JOIN said USING (subject)"""


def judge(counted: str) -> str:
    """A row per person, a verdict per question, from a table or a query of counts."""
    said = ", ".join(
        f"CASE WHEN {q}_low IS NULL OR ({q}_low >= {least}) <> ({q}_high >= {least}) THEN 2"
        f" WHEN {q}_low >= {least} THEN 3 ELSE 0 END AS {q}"
        for q, least in LEAST_SAID.items()
    )
    return f"""
SELECT subject, events(moved, moved, 1, 'movement_results') AS chung_tham_gia_phong_trao,
  events(gave, gave, 1, 'contributions') AS chung_dong_gop,
  events(ideas, ideas_perhaps, 2, 'initiatives') AS cn_sang_kien,
  events(awards, awards_perhaps, 1, 'commendations') AS cn_bang_khen,
  CASE WHEN bad > 0 OR known + doubtful + ahead < 2 THEN 0
    ELSE verdict(doubtful = 0 AND ahead = 0, doubtful = 0, ahead = 0, true) END AS cn_luon_tot,
  verdict(top >= 2, top + ahead >= 2, top + doubtful >= 2, top + doubtful + ahead >= 2)
    AS cn_xuat_sac_2_nam,
  CASE WHEN first_year > last_titled() THEN 1
    WHEN titled_low IS NULL OR titled_low <> titled_high THEN 2
    WHEN titled_low THEN 3 ELSE 0 END AS cn_gia_dinh,
  {said}
FROM {counted}"""


def prepare(base: duckdb.DuckDBPyConnection, day: Day) -> None:
    """Tells a database the day and what the questions are made of."""
    base.execute(f"CREATE OR REPLACE MACRO as_of() AS DATE '{day.as_of}'")
    base.execute(f"CREATE OR REPLACE MACRO last_rated() AS {day.rated}")
    base.execute(f"CREATE OR REPLACE MACRO last_titled() AS {day.titled}")
    base.execute(MACROS)
