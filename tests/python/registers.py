"""Small offices as plain rows: the tables and columns that tests write, and ways to make them.

An office is a dict of tables, each a list of dicts with every column of its table; a blank cell
is None and an absent table is no key. ``UNREADABLE`` marks a cell that cannot be read.
"""

import csv
from datetime import date
from fractions import Fraction

import pandas as pd

UNREADABLE = "???"

COLUMNS = {
    "units": "unit_id name parent_id field opened closed",
    "unit_changes": "date kind from_unit_id to_unit_id",
    "people": "person_id name sex class joined left",
    "memberships": "person_id unit_id role from to",
    "ratings": "subject_id year rating reason_unrated decision_no decision_date",
    "titles": "subject_id year title decision_no decision_date status annulled_on",
    "commendations": "subject_id year form level issuer category decision_no decision_date status"
    " annulled_on",
    "initiatives": "initiative_id name subject_id year recognised share scope decision_no"
    " decision_date",
    "discipline": "person_id kind form act_id act_date decision_no decision_date self_detected"
    " annulled_on",
    "families": "person_id year held",
    "targets": "unit_id year target planned achieved better",
    "movements": "movement_id name track launched_by kind from to",
    "movement_results": "movement_id subject_id year place of points",
    "attestations": "subject_id criterion_id date verdict by document votes_for votes_cast"
    " votes_total",
    "contributions": "subject_id date call_id kind amount",
    "calls": "call_id date kind called",
    "recognitions": "subject_id decided_on merit_from merit_to nominated_only revoked_on",
    "practices": "practice_id exemplar_id description eligible",
    "adoptions": "practice_id subject_id started_on ended_on verified_on source_id",
    "coverage": "table from to complete",
}
COLUMNS = {table: columns.split() for table, columns in COLUMNS.items()}

DATES = {
    *("opened", "closed", "date", "joined", "left", "from", "to", "decision_date", "annulled_on"),
    *("act_date", "decided_on", "merit_from", "merit_to", "revoked_on"),
    *("started_on", "ended_on", "verified_on"),
}
WHOLE = {"year", "place", "of", "share", "votes_for", "votes_cast", "votes_total"}
EXACT = {"planned", "achieved", "amount", "points"}
YES_OR_NO = {"held", "recognised", "self_detected", "nominated_only", "complete", "eligible"}


def cell(column, text):
    """The value of a cell as a file writes it."""
    if text in ("", None):
        return None
    if column in DATES:
        return date.fromisoformat(text)
    if column in WHOLE:
        return int(text)
    if column in EXACT:
        return Fraction(text)
    return text == "true" if column in YES_OR_NO else text


def from_csv(folder):
    """The office that a folder of canonical CSV files holds."""
    office = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        office[path.stem] = [{key: cell(key, text) for key, text in row.items()} for row in rows]
    return office


def from_words(tables):
    """The office of tables whose rows name only what they say, and its unreadable cells."""
    office, unreadable = {}, set()
    for table, rows in tables.items():
        office[table] = []
        for index, row in enumerate(rows):
            unreadable |= {(table, index, key) for key, value in row.items() if value == UNREADABLE}
            unknown = set(row) - set(COLUMNS[table])
            assert not unknown, f"{table} has no column {sorted(unknown)}"
            said = {key: None if value == UNREADABLE else value for key, value in row.items()}
            office[table].append(dict.fromkeys(COLUMNS[table]) | said)
    return office, frozenset(unreadable)


def frames(office, unreadable=frozenset()):
    """The office as frames of text, as a file would hold it."""
    return {
        table: pd.DataFrame(
            [
                [
                    UNREADABLE if (table, index, column) in unreadable else text_of(row[column])
                    for column in COLUMNS[table]
                ]
                for index, row in enumerate(rows)
            ],
            columns=COLUMNS[table],
            dtype="object",
        )
        for table, rows in office.items()
    }


def text_of(value):
    """A cell as a canonical file writes it, None where it is blank."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value.numerator / value.denominator)
    return value.isoformat() if isinstance(value, date) else str(value)
