"""Small offices for tests of spread."""

import pandas as pd

import lantoa as lt

PEOPLE = ["an", "ba", "cu", "du", "em"]


def day(text):
    return None if text is None else pd.Timestamp(text)


def rows(columns, *cells):
    return pd.DataFrame(list(cells), columns=columns.split())


def small(lang="en", **tables):
    """Five people in two units, followed through 2022 and 2023; practice P comes from an."""
    stays = [(one, "U" if one < "d" else "V", "member", day("2021-01-01"), None) for one in PEOPLE]
    office = {
        "units": rows("unit_id field parent_id opened closed", *units()),
        "people": rows("person_id joined left", *((one, None, None) for one in PEOPLE)),
        "memberships": rows("person_id unit_id role from to", *stays),
        "practices": rows("practice_id exemplar_id eligible", ("P", "an", None)),
        "adoptions": adoptions(("ba", "2022-05-01")),
        "observed": rows("subject_id observed_until", *((one, "2023-12-31") for one in PEOPLE)),
    }
    given = {name: table for name, table in {**office, **tables}.items() if table is not None}
    return lt.read(given, lang=lang)


def units():
    return [("U", "law", "T", None, None), ("V", "law", "T", None, None), ("T", "top", *[None] * 3)]


def adoptions(*cells):
    """Rows of subject, started_on, ended_on, verified_on, source_id, practice_id; blanks at the end."""
    filled = [(*row, *[None] * (5 - len(row)), "P") if len(row) < 6 else row for row in cells]
    found = rows("subject_id started_on ended_on verified_on source_id practice_id", *filled)
    return found.astype({"subject_id": object, "source_id": object})


def links(*cells):
    """Rows of from_id, to_id, kind, weight, from, to, origin; blanks at the end are None."""
    filled = [(*row, *[None] * (7 - len(row))) for row in cells]
    return rows("from_id to_id kind weight from to origin", *filled)


def kinds(found):
    """The kinds of problems, sorted."""
    return sorted(found.problems["kind"])
