"""The personal gates of the bundled plan in SQL, four-valued, over integer-coded tables.

Corners as in docs/verdicts.md: worst and best filling of what is missing, without and with what
may still come. A verdict is 0 failed, 1 open, 2 unknown, 3 met.
"""

from __future__ import annotations

JUDGED = (
    *("chung_thanh_tich_nhiem_vu", "chung_thanh_tich_linh_vuc", "chung_dan_dau", "chung_suy_ton"),
    *("chung_lan_toa", "chung_chap_hanh", "chung_doan_ket", "cn_guong_mau"),
)
COUNTED = (
    *("chung_tham_gia_phong_trao", "chung_dong_gop", "cn_sang_kien", "cn_luon_tot"),
    *("cn_xuat_sac_2_nam", "cn_bang_khen", "cn_gia_dinh"),
)
QUESTIONS = (*COUNTED, *JUDGED)

_MACROS = """
CREATE OR REPLACE MACRO half(lo, hi) AS CASE WHEN lo THEN 2 WHEN hi THEN 1 ELSE 0 END;
CREATE OR REPLACE MACRO verdict(wl, wh, bl, bh) AS
  CASE WHEN half(wl, wh) <> half(bl, bh) THEN 2 WHEN wl THEN 3 WHEN wh THEN 1 ELSE 0 END;
CREATE OR REPLACE MACRO num(d) AS CAST(d AS DATE) - DATE '1970-01-01';
CREATE OR REPLACE MACRO gap(t) AS (SELECT count(*) > 0 FROM gaps
  WHERE name = t AND since <= least($a, num('2025-12-31')) AND til >= num('2021-01-01'));
"""

_SQL = """
WITH people AS (
  SELECT person AS subject,
    CASE WHEN bool_or(since IS NULL) THEN 2021
      ELSE greatest(2021, year(DATE '1970-01-01' + min(since))) END AS first_year
  FROM memberships GROUP BY person
  HAVING bool_or(coalesce(since <= $a, true) AND coalesce(til >= $a, true))
), rated AS (
  SELECT subject, year, coalesce(rating, -1) AS says, decision_date AS day,
    coalesce(decision_date, num(make_date(year, 12, 15))) <= $a AS seen
  FROM ratings WHERE year BETWEEN 2021 AND 2025
), tops AS (
  SELECT *, max(day) FILTER (seen) OVER w AS latest,
    bool_or(seen AND day IS NULL) OVER w AS undated
  FROM rated WINDOW w AS (PARTITION BY subject, year)
), years AS (
  SELECT subject, year, bool_or(seen) AS seen,
    min(says) FILTER (seen AND (undated OR day = latest)) AS low,
    max(says) FILTER (seen AND (undated OR day = latest)) AS high
  FROM tops GROUP BY subject, year
), counts AS (
  SELECT p.subject, first_year,
    count(*) FILTER (low = high AND low >= 0) AS known,
    count(*) FILTER (low = high AND low >= 0 AND low NOT IN (SELECT code FROM ratings_rating
      WHERE name IN ('hoan_thanh_tot', 'hoan_thanh_xuat_sac'))) AS bad,
    count(*) FILTER (low = high AND low IN (SELECT code FROM ratings_rating
      WHERE name = 'hoan_thanh_xuat_sac')) AS top,
    count(*) FILTER (low <> high) AS unclear,
    count(*) FILTER (seen AND year <= $closed) AS closed_seen,
    count(*) FILTER (seen AND year > $closed) AS open_seen,
    count(*) FILTER (NOT seen AND year <= $closed) AS late
  FROM people p LEFT JOIN years y ON y.subject = p.subject AND y.year >= p.first_year
  GROUP BY p.subject, first_year
), corners AS (
  SELECT *, greatest(0, $closed - first_year + 1) - closed_seen - late + unclear AS doubtful,
    least(2025 - $closed, 2026 - first_year) - open_seen + late AS ahead
  FROM counts
), families_of AS (
  SELECT subject, min(held) AS low, max(held) AS high FROM families
  WHERE year = $family GROUP BY subject
), awards AS (
  SELECT c.subject,
    CASE WHEN c.annulled_on > $a THEN 2
      WHEN c.annulled_on <= $a OR s.name IN ('annulled', 'proposed') THEN 0 ELSE 2 END AS stands,
    CASE WHEN f.name = 'bang_khen' AND l.name IN ('tinh', 'bo', 'thu_tuong') THEN 2
      WHEN f.name IN ('huan_chuong', 'huy_chuong') AND l.name = 'nha_nuoc' THEN 2
      WHEN f.name IS NULL AND coalesce(l.name, 'tinh') IN ('tinh', 'bo', 'thu_tuong', 'nha_nuoc')
      THEN 1 WHEN l.name IS NULL AND f.name IN ('bang_khen', 'huan_chuong', 'huy_chuong') THEN 1
      ELSE 0 END AS high_enough,
    CASE WHEN decision_date BETWEEN num('2021-01-01') AND least($a, num('2025-12-31')) THEN 2
      WHEN decision_date IS NOT NULL THEN 0
      WHEN year >= 2021 AND num(make_date(year + 1, 12, 31)) <= least($a, num('2025-12-31')) THEN 2
      WHEN year IS NULL OR (year + 1 >= 2021 AND num(make_date(year, 1, 1)) <= $a AND year <= 2025)
      THEN 1 ELSE 0 END AS dated
  FROM commendations c LEFT JOIN commendations_form f ON f.code = c.form
  LEFT JOIN commendations_level l ON l.code = c.level
  LEFT JOIN commendations_status s ON s.code = c.status
), awarded AS (
  SELECT subject, max(least(stands, high_enough, dated)) AS best FROM awards GROUP BY subject
), ideas AS (
  SELECT subject, initiative_id, max(least(
    CASE WHEN recognised = 1 THEN 2 WHEN recognised = 0 THEN 0
      WHEN decision_no IS NOT NULL OR decision_date IS NOT NULL OR scope IS NOT NULL THEN 2
      ELSE 1 END,
    CASE WHEN scope IS NULL THEN 1 ELSE 2 END,
    CASE WHEN coalesce(decision_date, num(make_date(year, 12, 31)))
      BETWEEN num('2021-01-01') AND least($a, num('2025-12-31')) THEN 2 ELSE 0 END)) AS worth
  FROM initiatives GROUP BY subject, initiative_id
), inventive AS (
  SELECT subject, count(*) FILTER (worth = 2) AS sure, count(*) FILTER (worth > 0) AS maybe
  FROM ideas GROUP BY subject
), moved AS (
  SELECT DISTINCT subject FROM movement_results
  WHERE year BETWEEN 2021 AND 2025 AND num(make_date(year, 12, 31)) <= $a
), gave AS (
  SELECT DISTINCT subject FROM contributions
  WHERE date BETWEEN num('2021-01-01') AND least($a, num('2025-12-31'))
), last_said AS (
  SELECT *, max(date) OVER (PARTITION BY subject, criterion_id) AS latest
  FROM attestations WHERE date <= $a
), judged AS (
  SELECT subject, n.name AS criterion, min(least_said) AS low, max(most_said) AS high FROM (
    SELECT subject, criterion_id, v.name = 'met' AND c.name = 'chung_suy_ton' AS asks,
      coalesce(votes_total, 0) = 0 OR votes_for IS NULL AS blank,
      CASE WHEN asks AND blank THEN 0 WHEN asks THEN CAST(1000 * votes_for > 500 * votes_total
        AS INTEGER) ELSE CAST(v.name = 'met' AS INTEGER) END AS least_said,
      CASE WHEN asks AND blank THEN 1 ELSE least_said END AS most_said
    FROM last_said s JOIN attestations_verdict v ON v.code = s.verdict
    JOIN attestations_criterion_id c ON c.code = s.criterion_id WHERE date = latest
  ) JOIN attestations_criterion_id n ON n.code = criterion_id GROUP BY subject, n.name
), pivoted AS (SELECT subject, {pivot} FROM judged GROUP BY subject)
SELECT p.subject,
  verdict(m.subject IS NOT NULL, m.subject IS NOT NULL OR $more,
    m.subject IS NOT NULL OR gap('movement_results'),
    m.subject IS NOT NULL OR $more OR gap('movement_results')) AS chung_tham_gia_phong_trao,
  verdict(g.subject IS NOT NULL, g.subject IS NOT NULL OR $more,
    g.subject IS NOT NULL OR gap('contributions'),
    g.subject IS NOT NULL OR $more OR gap('contributions')) AS chung_dong_gop,
  verdict(coalesce(sure, 0) >= 2, coalesce(sure, 0) >= 2 OR $more,
    coalesce(maybe, 0) >= 2 OR gap('initiatives'),
    coalesce(maybe, 0) >= 2 OR $more OR gap('initiatives')) AS cn_sang_kien,
  verdict(bad = 0 AND doubtful = 0 AND ahead = 0 AND known + doubtful + ahead >= 2,
    bad = 0 AND doubtful = 0 AND known + doubtful + ahead >= 2,
    bad = 0 AND ahead = 0 AND known + doubtful + ahead >= 2,
    bad = 0 AND known + doubtful + ahead >= 2) AS cn_luon_tot,
  verdict(top >= 2, top + ahead >= 2, top + doubtful >= 2, top + doubtful + ahead >= 2)
    AS cn_xuat_sac_2_nam,
  verdict(coalesce(best, 0) = 2, coalesce(best, 0) = 2 OR $more,
    coalesce(best, 0) > 0 OR gap('commendations'),
    coalesce(best, 0) > 0 OR $more OR gap('commendations')) AS cn_bang_khen,
  CASE WHEN p.first_year > $family THEN 1 WHEN f.low IS NULL OR f.low <> f.high THEN 2
    WHEN f.low = 1 THEN 3 ELSE 0 END AS cn_gia_dinh,
  {said}
FROM people p JOIN corners USING (subject) LEFT JOIN families_of f USING (subject)
LEFT JOIN awarded USING (subject) LEFT JOIN inventive USING (subject)
LEFT JOIN moved m USING (subject) LEFT JOIN gave g USING (subject)
LEFT JOIN pivoted USING (subject) ORDER BY p.subject
"""


def sql(as_of: int, closed: int, family: int, *, more: bool) -> tuple[str, str]:
    """Macros and query for a day: the last closed years of ratings and of families."""
    pivot = ", ".join(
        f"max(CASE WHEN criterion = '{q}' THEN CASE WHEN low <> high THEN 2 ELSE 3 * low END END)"
        f" AS {q}"
        for q in JUDGED
    )
    said = ", ".join(f"coalesce({q}, 2) AS {q}" for q in JUDGED)
    values = {"$more": str(more), "$closed": str(closed), "$family": str(family), "$a": str(as_of)}
    macros, query = _MACROS, _SQL.replace("{pivot}", pivot).replace("{said}", said)
    for name, value in values.items():
        macros, query = macros.replace(name, value), query.replace(name, value)
    return macros, query
