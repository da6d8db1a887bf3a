"""The sample office as a day knows it, judged, for the tests of the least change."""

from functools import cache

import pandas as pd

import lantoa as lt

PLAN = lt.load_plan("exemplars-2021-2025", lang="en")


@cache
def office_on(day):
    """The sample office with nothing in it that is decided after a day."""
    office, day = lt.sample_office(seed=7), pd.Timestamp(day)
    frames = {name: office[name].astype(object) for name in office.tables if name != "aliases"}
    columns = {"attestations": "date", "contributions": "date", "adoptions": "started_on"}
    for name, frame in frames.items():
        column = columns.get(name, "decision_date")
        if column in frame:
            frames[name] = frame = frame[~(frame[column] > day)]
        if "decision_date" not in frame and "year" in frame:
            frames[name] = frame = frame[frame["year"] < day.year + (day.month == 12)]
        for ended in ("annulled_on", "to", "closed"):
            if ended in frame and name != "coverage":
                frames[name] = frame = frame.assign(
                    **{ended: frame[ended].mask(frame[ended] > day)}
                )
    for name, start in (("memberships", "from"), ("movements", "from"), ("calls", "date")):
        frames[name] = frames[name][frames[name][start] <= day]
    frames["unit_changes"] = frames["unit_changes"].query("date <= @day")
    return lt.read(frames)


@cache
def judged(day="de_nghi_2025", counting=None, gates=None):
    asked = {"counting": counting, "gates": gates}
    return lt.evaluate(office_on(PLAN.as_of(day)), PLAN, day, **asked)


def laid(office, rows):
    return office.suppose(**rows) if rows else office


def verdicts(result, column, subjects):
    """What somebody comes to at every criterion, without a word about it."""
    there = set(result.subjects["subject_id"])
    frame = result._surveyed([one for one in subjects if one in there])[0]
    return frame.set_index(["subject_id", "criterion_id"])[column].astype(str).to_dict()


def not_in(result, most):
    subjects = result.subjects
    return subjects["subject_id"][~subjects["counted"]].tolist()[:most]
