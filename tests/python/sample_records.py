"""The sample office judged by the bundled plan, and its batch, made once for several files."""

import datetime
from functools import cache

import lantoa as lt

MEETING = datetime.date(2025, 10, 6)
COUNCIL = "Hội đồng Thi đua - Khen thưởng"


@cache
def office():
    return lt.sample_office(seed=7)


@cache
def plan():
    return lt.load_plan("exemplars-2021-2025")


@cache
def result(as_of="de_nghi_2025"):
    return lt.evaluate(office(), plan(), as_of=as_of)


@cache
def batch():
    return result().batch(by=COUNCIL, on=MEETING)
