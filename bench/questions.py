"""What both peers are asked: 15 criteria of the bundled plan, and the day they are asked on.

A verdict is a number: 0 failed, 1 open, 2 unknown, 3 met. See docs/verdicts.md.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

FIRST, LAST = 2021, 2025
"""The window of the plan, in whole years."""

JUDGED = (
    *("chung_thanh_tich_nhiem_vu", "chung_thanh_tich_linh_vuc", "chung_dan_dau", "chung_suy_ton"),
    *("chung_lan_toa", "chung_chap_hanh", "chung_doan_ket", "cn_guong_mau"),
)
COUNTED = (
    *("chung_tham_gia_phong_trao", "chung_dong_gop", "cn_sang_kien", "cn_luon_tot"),
    *("cn_xuat_sac_2_nam", "cn_bang_khen", "cn_gia_dinh"),
)
QUESTIONS = (*COUNTED, *JUDGED)

FULL = 2000
"""All votes: shares are kept in half per mille, so that half of the votes is no majority."""
VOTED = "chung_suy_ton"
LEAST_SAID = dict.fromkeys(JUDGED, 1) | {VOTED: FULL // 2 + 1}
"""The share that a judgement must reach; one without votes has all or none."""


@dataclass(frozen=True)
class Day:
    """A day inside the window, and what is over by then.

    Attributes:
        as_of: The day.
        rated: The last year whose ratings are due.
        titled: The last year whose family titles are due.
    """

    as_of: datetime.date
    rated: int
    titled: int


def day(as_of: datetime.date) -> Day:
    """Ratings of a year are due on 15 December, family titles at its end.

    >>> day(datetime.date(2025, 12, 20))
    Day(as_of=datetime.date(2025, 12, 20), rated=2025, titled=2024)
    """
    year = as_of.year
    rated = year if (as_of.month, as_of.day) >= (12, 15) else year - 1
    titled = year if (as_of.month, as_of.day) == (12, 31) else year - 1
    return Day(as_of, rated, titled)
