"""Which build is this? Versions, compiler and flags, for when a result is disputed."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from importlib.metadata import version as version_of

from lantoa import _core

__version__ = _core.about().version


@dataclass(frozen=True, slots=True)
class About:
    """The facts of an installation, one per line when printed."""

    lantoa: str
    python: str
    system: str
    compiler: str
    flags: str
    eigen: str
    threads: str
    assertions: bool
    numpy: str
    pandas: str
    narwhals: str
    duckdb: str

    def __str__(self) -> str:
        facts = asdict(self)
        width = max(map(len, facts))
        return "\n".join(f"{name:<{width}}  {fact}" for name, fact in facts.items())

    __repr__ = __str__


def about() -> About:
    """Tell how this installation was built and what it stands on.

    Returns:
        An ``About``, which prints as a table to paste under a question. ``threads`` is the
        version of oneTBB or ``"none"``; ``flags`` are those that can change a number.

    Example:
        >>> import lantoa as lt
        >>> "-ffp-contract=off" in lt.about().flags
        True
    """
    build = _core.about()
    return About(
        lantoa=build.version,
        python=platform.python_version(),
        system=platform.platform(),
        compiler=build.compiler,
        flags=build.flags,
        eigen=build.eigen,
        threads=build.threads,
        assertions=build.assertions,
        **{name: version_of(name) for name in ("numpy", "pandas", "narwhals", "duckdb")},
    )
