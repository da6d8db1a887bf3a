"""The golden case: one district's year under the scheme of Tiền Giang 2022.

The scores are those of the published case; names of people are not in it. Where the case gives an
item its base points in full and no number, a number in that band stands for it (c1).
"""

import pandas as pd

import lantoa as lt

SUBJECT = "Cai Lậy"
CLAIMED = {"a7.6": (8, 4), "d2.3": (6, 4)}  # claimed in the self-report, agreed at appraisal


def entry(id_, value=None, entered=None, **more):
    return {"subject_id": SUBJECT, "id": id_, "value": value, "entered": entered, **more}


def form(stage):
    """The rows of one stage: evidence, and the points that the form has for it."""
    agreed = {rule: told[stage == "appraised"] for rule, told in CLAIMED.items()}
    rows = [
        entry("a4.bao_phu", "100 %"),
        entry("a4.chung", "99,43 %"),
        entry("a4.4", entered=2),
        entry("a7.6", agreed["a7.6"], agreed["a7.6"]),
        entry("b2.co_ke_hoach", "có"),
        entry("b2.5", entered=0.5),
        entry("b3.ty_le", "100 %"),
        entry("b3.1", entered=0.5),
        entry("c1.ty_le", "98,5 %"),
        entry("c2.ty_le", "97,7 %"),
        entry("c2.2", entered="0,7"),
        entry("c3.2.4", 1, "+ 0,2"),
        entry("c4", entered=0.5),  # six models: the published table has no such bonus
        entry("d1.ty_le", "155 %"),
        entry("d1.2", entered=2),
        entry("d2.3", agreed["d2.3"], agreed["d2.3"]),
        entry("2.2.1", 1, 0.5),
        entry("3.2.van_ban", "có"),
        entry("3.2.1", entered=0.5),
        entry("3.3.ho_so", 723),
        entry("3.3.som", 626),
        entry("3.3.tre", 0),
        entry("3.3.1", entered=2),
        entry("4.3.1", 5, 1),
    ]
    return [{**row, "stage": stage} for row in rows]


def stated():
    """Two documents tell one self-score, and the plan of item 3.1 has a date."""
    return [
        {**entry("total"), "stage": "self_report", "stated": points, "document": document}
        for points, document in ((124.4, "tự chấm"), (118.4, "biên bản"))
    ] + [entry("3.1.ngay", "09/02/2022", stage="noted", document="tự chấm")]


def entries():
    """Everything that the case tells."""
    return pd.DataFrame([*form("self_report"), *form("appraised"), *stated()])


def table(**options):
    return lt.load_point_table("tien-giang-2022", **{"lang": "en", **options})


def totals(result, column):
    """A column of the totals by stage."""
    return dict(zip(result.totals["stage"].tolist(), result.totals[column].tolist(), strict=True))
