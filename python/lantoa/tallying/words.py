"""Amounts, spans and evidence in words, in either language."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

from lantoa import _core
from lantoa._wording import day, said
from lantoa.tallying.spans import Span
from lantoa.tallying.values import UNKNOWN, Ratio


def decimal(amount: int, scale: int) -> Decimal:
    """A whole amount as points, exactly.

    Example:
        >>> decimal(11570, 100), decimal(300, 100)
        (Decimal('115.7'), Decimal('3'))
    """
    found = Decimal(amount) / scale
    return found.to_integral() if found == found.to_integral() else found.normalize()


def points(amount: int, scale: int, lang: str, *, sign: bool = False) -> str:
    """An amount as people write it.

    Example:
        >>> points(11570, 100, "vi"), points(-20, 100, "en", sign=True)
        ('115,7', '-0.2')
    """
    if amount in (_core.NO_LEAST, _core.NO_MOST):
        return said("tallying", "print.unbounded", lang)
    text = f"{decimal(amount, scale):{'+' if sign else ''}f}"
    return text.replace(".", ",") if lang == "vi" else text


def interval(low: int, high: int, scale: int, lang: str) -> str:
    """The amounts that are possible, one where only one is.

    Example:
        >>> interval(400, 500, 100, "vi"), interval(_core.NO_LEAST, 200, 100, "en")
        ('4 đến 5', 'at most 2')
    """
    if low == high:
        return points(low, scale, lang)
    ends = {"low": points(low, scale, lang), "high": points(high, scale, lang)}
    bounded = (low != _core.NO_LEAST, high != _core.NO_MOST)
    names = {(True, True): "range", (False, True): "at_most", (True, False): "at_least"}
    return said("tallying", f"print.{names.get(bounded, 'unbounded')}", lang, **ends)


def number(value: Fraction, lang: str) -> str:
    """A fraction as a decimal number; one that has none with two places and a sign of that.

    Example:
        >>> number(Fraction(977, 10), "vi"), number(Fraction(62600, 723), "en")
        ('97,7', '≈86.58')
    """
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(exact) == value:
        text = f"{exact.normalize():f}"
    else:
        text = f"≈{Fraction(round(value * 100), 100).__float__():.2f}"
    return text.replace(".", ",") if lang == "vi" else text


def evidence(kind: str, value: Ratio, lang: str) -> str:
    """What was said of evidence.

    Example:
        >>> evidence("share", (977, 10), "en"), evidence("flag", (1, 1), "vi")
        ('97.7 %', 'có')
    """
    if value == UNKNOWN:
        return said("tallying", "print.missing", lang)
    if kind == "flag":
        return said("tallying", "print.yes" if value[0] else "print.no", lang)
    if kind == "day":
        return day(datetime.date.fromordinal(value[0]), lang) if value[0] else "-"
    text = number(Fraction(*value), lang)
    return f"{text} %" if kind == "share" else text


def span(found: Span, kind: str, lang: str) -> str:
    """A range of evidence.

    Example:
        >>> span(Span(Fraction(98), Fraction(98)), "share", "en")
        'exactly 98 %'
        >>> span(Span(Fraction(0), Fraction(96), high_open=True), "share", "vi")
        'dưới 96 %'
    """
    low = evidence(kind, found.low.as_integer_ratio(), lang)
    if found.high is None:
        return said("tallying", "spans.above" if found.low_open else "spans.from", lang, low=low)
    high = evidence(kind, found.high.as_integer_ratio(), lang)
    if found.low == found.high:
        return said("tallying", "spans.exactly", lang, low=low)
    upper = said("tallying", "spans.below" if found.high_open else "spans.up_to", lang, high=high)
    if not found.low and not found.low_open:
        return upper
    lower = said("tallying", "spans.above" if found.low_open else "spans.from", lang, low=low)
    return said("tallying", "spans.between", lang, low=lower, high=upper)


def document(name: str, lang: str) -> str:
    """The document that something stands in, in brackets; nothing where none is named."""
    return said("tallying", "print.named", lang, document=name) if name else ""
