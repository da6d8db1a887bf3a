"""Blank cells: what a row may say. A blank cell never counts for or against.

A cell that a rule asks for and that is blank stands for every value it may have; the row then
counts in some fillings and not in others, which is what *perhaps* means.
"""

from datetime import date
from itertools import product

OFF = "(a code off the ladder)"

CODES = {
    ("discipline", "kind"): ["hanh_chinh", "dang", "doan_the", "hinh_su", "xu_phat"],
    ("commendations", "form"): [
        "giay_khen", "bang_khen", "huan_chuong", "huy_chuong", "ky_niem_chuong",
    ],
    ("commendations", "level"): [
        "co_so", "tinh", "bo", "tinh_uy", "doan_the_tinh", "doan_the_trung_uong", "thu_tuong",
        "nha_nuoc",
    ],
}  # fmt: skip
CODES_ANYWHERE = {
    "status": ["valid", "proposed", "annulled"],
    "nominated_only": [True, False],
    "recognised": [True, False],
    "better": ["more", "less"],
    "category": ["cong_trang", "chuyen_de", "dot_xuat", "cong_hien", "nien_han", "doi_ngoai"],
    "share": [0, 1000],
}
BLANK_MEANS = {"status": "valid", "nominated_only": False, "better": "more"}


def fillings_of(row, columns, fact, scale):
    """The row with each blank cell among these columns filled in every way."""
    choices = [possible_values(row, column, fact, scale) for column in columns]
    for values in product(*choices):
        yield {**row, **dict(zip(columns, values, strict=True))}


def possible_values(row, column, fact, scale):
    """One value where the cell says it, or where blank has a meaning; else every code."""
    if row.get(column) is not None:
        return [row[column]]
    if column not in row.unreadable:
        if column == fact.get("annulled"):
            return [None]
        if column in BLANK_MEANS:
            return [BLANK_MEANS[column]]
    if column == "recognised" and _has_decision_or_scope(row):
        return [True]
    return every_code(column, fact, scale)


def every_code(column, fact, scale):
    """Every code that a column may hold, also those off the ladder."""
    if column == fact.get("annulled"):
        return [None, date.min, date.max]  # no day, one that has come, one that has not
    asked = as_list((fact.get("where") or {}).get(column, []))
    if scale and as_list(fact["value"]) == [column]:
        return [*scale["levels"], *asked, OFF]
    if (fact["table"], column) in CODES:
        return CODES[fact["table"], column]
    return CODES_ANYWHERE.get(column) or [*asked, OFF]


def _has_decision_or_scope(row):
    return any(row.get(column) is not None for column in ("decision_no", "decision_date", "scope"))


def as_list(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def passes_where(filled, fact, as_of):
    """Whether a filled row passes ``where`` and is not annulled on the day.

    A row with an annulment day counts before that day, whatever its status.
    """
    annulled_on = filled.get(fact.get("annulled"))
    if annulled_on and annulled_on <= as_of:
        return False
    return all(
        filled.get(column) in as_list(wanted) or (column == "status" and annulled_on is not None)
        for column, wanted in (fact.get("where") or {}).items()
    )


def where_columns(fact):
    return [*(fact.get("where") or {}), *([fact["annulled"]] if fact.get("annulled") else [])]


def level_of(filled, fact, scale):
    """The level of a filled row on the scale, None off the ladder."""
    raised = scale.get("kind_level") or {}
    if filled.get("kind") in raised:
        return raised[filled["kind"]]
    parts = [filled.get(column) for column in as_list(fact["value"])]
    code = "/".join(str(part) for part in parts)
    code = (scale.get("equivalent") or {}).get(code, code)
    outside = set(parts) & set(scale.get("outside") or [])
    return code if code in scale["levels"] and not outside else None


def at_or_above(level, floor, scale):
    levels = scale["levels"]
    return level is not None and levels.index(level) >= levels.index(floor)
