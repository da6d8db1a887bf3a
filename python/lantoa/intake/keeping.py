"""A property that is worked out once, by whichever thread asks first.

`functools.cached_property` of Python 3.11 holds one lock for all the objects of a class, so two
columns could not be read side by side. Here two threads may work the same thing out twice, and
both get the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Answer = TypeVar("Answer")


class kept(Generic[Answer]):
    """Keeps what a method without arguments answers in the object itself.

    >>> class Square:
    ...     def __init__(self, side): self.side = side
    ...     @kept
    ...     def area(self): return self.side * self.side
    >>> square = Square(3); square.area, square.__dict__
    (9, {'side': 3, 'area': 9})
    """

    def __init__(self, ask: Callable[[Any], Answer]) -> None:
        self.ask = ask
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> kept[Answer]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> Answer: ...

    def __get__(self, owner: object | None, kind: type) -> kept[Answer] | Answer:
        if owner is None:
            return self
        answer = owner.__dict__[self.ask.__name__] = self.ask(owner)
        return answer
