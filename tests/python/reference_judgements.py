"""The rule ``attested``: the latest judgement that a body has put on record."""

from fractions import Fraction

from reference_setting import FAILED, MET, UNKNOWN_PAIR, worst_and_best


def attested_pair(setting, criterion, line):
    """The worst and the best of what the deciding judgement may say. There is no future."""
    fact = setting.plan["facts"][criterion["fact"]]
    if fact["table"] not in setting.office:
        return UNKNOWN_PAIR
    answers = set()
    for row in deciding_rows(setting, criterion, fact, line):
        answers |= row_answers(criterion, fact, row) if row else silence(setting)
    return worst_and_best(MET if answer else FAILED for answer in answers)


def silence(setting):
    """Nobody has judged yet."""
    return {False} if setting.policy["missing_judgement"] == "fail" else {False, True}


def deciding_rows(setting, criterion, fact, line):
    """The rows that may be the latest one; None stands for no judgement yet.

    An undated row may be the latest, or not there yet.
    """
    seen_on = fact.get("seen_on", "date")
    ours = [
        row
        for row in setting.rows(fact["table"])
        if row[fact["subject"]] in line.own_ids and row[fact["key"]] == criterion["id"]
    ]
    undated = [row for row in ours if row[seen_on] is None]
    seen = [row for row in ours if row[seen_on] and row[seen_on] <= setting.as_of]
    last = max((row[seen_on] for row in seen), default=None)
    return ([row for row in seen if row[seen_on] == last] or [None]) + undated


def row_answers(criterion, fact, row):
    """What one judgement may say; a blank verdict may be either."""
    verdicts = [row[fact["value"]] == "met"] if row[fact["value"]] else [False, True]
    shares = {reaches_share(criterion, share) for share in vote_shares(fact, row)}
    return {verdict and enough for verdict in verdicts for enough in shares}


def vote_shares(fact, row):
    """The share of the votes in per mille; without votes it may be any, of which the ends do."""
    votes, total = (row.get(column) for column in fact.get("votes") or (None, None))
    if votes is None or not total:
        return [Fraction(0), Fraction(1000)]
    return [Fraction(1000 * votes, total)]


def reaches_share(criterion, share):
    if criterion.get("share_more_than") is not None:
        return share > criterion["share_more_than"]
    return share >= criterion.get("share_at_least", 0)
