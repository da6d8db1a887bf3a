"""Results whose frames name subjects as the score's frame does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lantoa._frames import Frame, given
from lantoa.told import Told


@dataclass(frozen=True, eq=False, repr=False)
class OfSubjects(Told, ABC):
    """A result about subjects; inside they are ``subject_id``."""

    @property
    @abstractmethod
    def subject(self) -> str:
        """What the column of the subjects is called in every frame."""

    @cached_property
    def frame(self) -> Frame:
        """The rows, as a frame of the kind that came in."""
        return self._given(self._frame)

    def _given(self, frame: pd.DataFrame) -> Frame:
        """A frame of ours for users; a name that another column has stays ours."""
        taken = self.subject in frame.columns
        names = {} if taken else {"subject_id": self.subject}
        return given(frame.rename(columns=names), self._kind)
