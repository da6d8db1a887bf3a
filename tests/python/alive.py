"""What may be tried at a path of a plan, and what of a result a change could move."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import lantoa as lt

_NUMBERS = {
    "weight": (0, 1000),
    "points_total": (500,),
    "count": (1, 2, 3, 4, 9),
    "within": (1, 2, 3),
    "number": (0, 1, 5),
    "minimum_places": (0, 2, 5),
    "report_if_fewer_than": (0, 1, 5),
    "share_per_mille": (0, 500, 1000),
    "share_at_least": (0, 100, 500, 900, 1000),
    "share_more_than": (0, 500, 900),
    "per_mille": (0, 500, 1000),
    "at_least": (0, 900, 1000, 1200, 2000),
    "more_than": (0, 900, 1000, 1200, 2000),
}
_CODES = (
    {"status": ["valid", "proposed"]},
    {"recognised": True},
    {"scope": "tinh"},
    {"nominated_only": True},
    {"track": "chuyen_de"},
    {"category": ["cong_trang"]},
    {"kind": "hanh_chinh"},
)
_DAYS = ((1, 31, False), (6, 30, False), (10, 31, True), (3, 31, True), (12, 31, False))
_EQUIVALENT = (
    {"phe_binh": "khien_trach", "kiem_diem": "xu_ly_khac", "phat_tien": "canh_cao"},
    {"lao_dong_tien_tien": "tap_the_lao_dong_xuat_sac"},
)
_LEVELS_OF_KINDS = ({"hanh_chinh": "buoc_thoi_viec"}, {"dang": "canh_cao"})


def tries(path: str, value: Any, allowed: Any) -> Iterator[Any]:
    """Other values than the one in force: all that are listed, sensible ones of a free form."""
    if isinstance(allowed, list):
        yield from (other for other in allowed if other != value)
        return
    key = path.rpartition(".")[2]
    yield from _NUMBERS.get(key, ())
    yield from _tables(key, value)
    yield from _lists(key, value)


def _tables(key: str, value: Any) -> Iterator[Any]:
    if key == "window":
        yield from ({"from": 2021, "to": 2024}, {"from": 2022, "to": 2025})
    elif key == "counting":
        for verdict in ("possible", "provisional", "met"):
            yield from ({"verdict": verdict, "gates": gates} for gates in ("all", "countable"))
    elif key == "closes":
        yield from ({"month": m, "day": d, "next_year": later} for m, d, later in _DAYS)
    elif key == "where":
        yield from ({k: v for k, v in value.items() if k != gone} for gone in value)
        yield from ({**value, **one} for one in _CODES)
    elif key == "equivalent":
        yield from ({}, *({**value, **one} for one in _EQUIVALENT))
    elif key == "kind_level":
        yield from _LEVELS_OF_KINDS
    elif key == "only_if":
        for roles in (["deputy"], ["head", "deputy"], ["member"]):
            yield from ({"role": roles, "when": when} for when in ("as_of_date", "any_time"))
    elif key == "ties":
        yield from ({"person": [], "unit": []}, {who: own[::-1] for who, own in value.items()})


def _lists(key: str, value: Any) -> Iterator[Any]:
    if key == "map":
        yield from ([[step, points] for step, _ in value] for points in (0, 1000))
    elif key == "as_of":
        yield from (value + timedelta(days=days) for days in (-30, 30, -92, 95))
    elif key == "inherits":
        yield from ("all", [])
    elif key == "of":
        yield from ([one for one in value if one != gone] for gone in value)
    elif key == "needs":
        yield from ("all_gates", "countable_gates", "selected")


def scenario(path: str, value: Any, beside: Mapping[str, Any]) -> lt.Scenario:
    """A change with others beside it; where it breaks a sum of weights, others share the rest."""
    moves = path.endswith((".weight", ".points_total")) or ".diem_" in path
    return lt.Scenario({**beside, path: value}, weights="proportional" if moves else "keep")


def judged(result: lt.Evaluation) -> tuple[Any, ...]:
    """Who is in scope, every verdict, provisional ones too, and who counts as in."""
    found = result._found
    parts = (found.subjects, found.units, found.out, found.bits, found.all, found.countable)
    return tuple(part.tobytes() for part in (*parts, result._counted))


def placed(result: lt.Evaluation) -> Iterator[Any]:
    """Points, places, seats, lines, and findings of quotas that only report."""
    yield result._scored.low.tobytes(), result._scored.high.tobytes()
    if result.track is None:
        for frame in (result.quotas, result.quota_lines):
            yield frame.to_csv()
        yield from (result.ranking(kind).to_csv() for kind in ("person", "unit"))
