"""Small random offices judged by small random plans, for whatever is asked of a result."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

import lantoa as lt
import registers
import strategies
import strategies_plans
from soaking import examples

COUNTINGS = [(c, g) for c in ("possible", "provisional", "met") for g in ("all", "countable")]

some = settings(
    max_examples=examples(25),
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def results(draw):
    """A result under any counting; its plan and office are as the other strategies draw them."""
    office = lt.read(registers.frames(*draw(strategies.offices(("c0", "c1", "c2")))))
    counting, gates = draw(st.sampled_from(COUNTINGS))
    plan, as_of = draw(strategies_plans.small_plans()), draw(strategies.as_of_days)
    return lt.evaluate(office, plan, as_of, counting=counting, gates=gates)
