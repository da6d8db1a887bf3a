"""Which parameters are thresholds, and the numbers that the core compares statistics with.

Another threshold leaves every statistic as it is; any other parameter changes the statistic.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

_FIXED = {"latest": 1}
"""What a kind without such a parameter must reach; 0 where it is not here."""


def _as_it_is(value: int) -> int:
    return value


def _may_fail(years: int) -> int:
    return -years


def _reached(per_mille: int) -> int:
    return 2 * per_mille  # shares and ratios are kept twice as fine as per mille


def _exceeded(per_mille: int) -> int:
    return 2 * per_mille + 1


_OF_KIND: Mapping[str, Mapping[str, Callable[[int], int]]] = {
    "every_year": {"except_years": _may_fail},
    "years_at_least": {"years": _as_it_is},
    "mean_over_window": {"at_least": _reached, "more_than": _exceeded},
    "events_at_least": {"count": _as_it_is},
    "place_within": {"count": _as_it_is},
    "ratio_at_least": {"per_mille": _reached},
    "attested": {"share_at_least": _reached, "share_more_than": _exceeded},
    "k_of": {"k": _as_it_is},
}


def key_of(criterion: Mapping[str, Any]) -> str | None:
    """The parameter that is the criterion's threshold; None where it has none.

    >>> key_of({"kind": "attested", "share_more_than": 500})
    'share_more_than'
    >>> key_of({"kind": "attested"}) is None
    True
    """
    keys = _OF_KIND.get(criterion["kind"], {})
    return next((key for key in keys if criterion.get(key) is not None), None)


def threshold(kind: str, key: str | None, value: Any) -> int:
    """What a statistic must reach, in the core's whole numbers.

    >>> threshold("attested", "share_more_than", 500), threshold("latest", None, None)
    (1001, 1)
    """
    return _FIXED.get(kind, 0) if key is None else _OF_KIND[kind][key](value)


def without(resolved: Mapping[str, Any]) -> str:
    """A resolved plan without the values of its thresholds, as text.

    Plans that are equal so make the same statistics.

    >>> two, three = ({"criteria": [{"kind": "k_of", "k": k}]} for k in (2, 3))
    >>> without(two) == without(three)
    True
    """
    criteria = [bare(criterion) for criterion in resolved["criteria"]]
    return json.dumps({**resolved, "criteria": criteria}, sort_keys=True)


def bare(criterion: Mapping[str, Any]) -> dict[str, Any]:
    """A criterion without its threshold: what makes its statistic.

    Whether there is one stays: without one no votes are asked for.
    """
    key = key_of(criterion)
    return {name: value for name, value in criterion.items() if name != key} | {"": key is None}
