"""The core beside the oracle on one office: where they differ, and on what rows.

``compare(office, plan, as_of)`` prints every difference with the criterion's rule and the
subject's rows, for whoever has to find out which of the two is wrong.
"""

import pandas as pd

import lantoa as lt
import reference
import registers

LINE = ("verdict", "provisional", "countable")


def differences(office, plan, as_of, unreadable=frozenset(), track=None, read=None):
    """(subject, criterion or part of the subject line, what the oracle says, what the core says).

    ``plan`` is a plan of ours; the oracle gets its resolved form. ``read`` is the office as
    ``lt.read`` gave it, where it is at hand already.
    """
    read = read or lt.read(registers.frames(office, unreadable))
    resolved = plan.resolved(as_of)
    judged, left_out = reference.evaluate(office, resolved, as_of, unreadable, track=track)
    result = lt.evaluate(read, plan, as_of=as_of, track=track)
    return _differing(said_by_oracle(judged, left_out), said_by_core(result))


def said_by_oracle(judged, left_out):
    """(subject, what is asked) -> answer."""
    said = {(subject, "out of scope"): reason for subject, reason in left_out.items()}
    for subject, one in judged.items():
        said[subject, "unit_id"] = one.unit_id
        line = one.line()
        said |= {(subject, part): line[part] for part in LINE}
        for criterion in one.strict:
            strict, provisional = one.strict[criterion], one.provisional[criterion]
            said[subject, criterion] = reference.word(strict)
            said[subject, f"{criterion}, provisional"] = reference.word(provisional)
    return said


def said_by_core(result):
    """(subject, what is asked) -> answer."""
    left_out = result.out_of_scope
    said = {
        (subject, "out of scope"): reason
        for subject, reason in zip(left_out["subject_id"], left_out["reason"], strict=True)
    }
    for row in result.subjects.to_dict("records"):
        said[row["subject_id"], "unit_id"] = row["unit_id"] if pd.notna(row["unit_id"]) else None
        said |= {(row["subject_id"], part): row[part] for part in LINE}
    for row in result._pairs.to_dict("records"):  # what result.verdicts is made of
        said[row["subject_id"], row["criterion_id"]] = row["verdict"]
        said[row["subject_id"], f"{row['criterion_id']}, provisional"] = row["provisional"]
    return said


def _differing(oracle, core):
    return [
        (subject, asked, oracle.get((subject, asked)), core.get((subject, asked)))
        for subject, asked in sorted(oracle.keys() | core.keys())
        if oracle.get((subject, asked)) != core.get((subject, asked))
    ]


def compare(office, plan, as_of, unreadable=frozenset(), track=None):
    """Print every difference, its rule and the rows that bear on it; say so where there is none."""
    found = differences(office, plan, as_of, unreadable, track)
    print(told(found, office, plan.resolved(as_of), as_of, unreadable))
    return found


def told(found, office, resolved, as_of, unreadable=frozenset()):
    """The differences in words."""
    if not found:
        return f"as of {as_of} the core and the oracle agree"
    lines = [f"as of {as_of}, {len(found)} differences"]
    for subject, asked, oracle, core in found:
        lines.append(f"{subject}  {asked}: oracle {oracle}, core {core}")
    for criterion in sorted({asked.removesuffix(", provisional") for _, asked, _, _ in found}):
        lines += _rule(criterion, resolved)
    lines.append(f"policy: {resolved['policy']}  scope: {resolved['scope']}")
    return "\n".join([*lines, *_office(office, unreadable)])


def _rule(criterion_id, resolved):
    for criterion in resolved["criteria"]:
        if criterion["id"] == criterion_id:
            yield f"{criterion_id}: {criterion}"
            if "fact" in criterion:
                yield f"    {criterion['fact']}: {resolved['facts'][criterion['fact']]}"


def _office(office, unreadable):
    for table, rows in office.items():
        for index, row in enumerate(rows):
            cells = {key: value for key, value in row.items() if value is not None}
            cells |= {column: "???" for t, i, column in unreadable if (t, i) == (table, index)}
            yield f"    {table}: " + ", ".join(f"{key}={value}" for key, value in cells.items())
    absent = sorted(set(registers.COLUMNS) - set(office))
    yield f"    absent: {', '.join(absent) or 'none'}"
