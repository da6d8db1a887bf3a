"""From a file to a point table: find it, read it, check it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from lantoa import _checks, _files, _frames
from lantoa.criteria.problems import refuse
from lantoa.tallying import checking

if TYPE_CHECKING:
    from lantoa._frames import Kind
    from lantoa.tallying.table import PointTable

BUNDLED = Path(__file__).parent.parent / "point_tables"


def bundled_tables() -> list[str]:
    """The names of the point tables that come with the package.

    Example:
        >>> "tien-giang-2022" in bundled_tables()
        True
    """
    return _files.bundled(BUNDLED)


def load_point_table(
    source: str | Path, *, lang: str = "vi", frames: Kind = "pandas"
) -> PointTable:
    """Read a point table of the format ``points/1`` and check it.

    Args:
        source: The name of a bundled table, such as ``"tien-giang-2022"``, or a TOML file.
        lang: ``"vi"`` or ``"en"``: the language of everything that prints.
        frames: The kind of the frames that come back: pandas, polars or pyarrow.

    Returns:
        The table; ``score`` scores entries by it.

    Raises:
        InputError: There is no such table, the file is not TOML, or the table is not sound; then
            ``problems`` holds everything that is wrong.

    Example:
        >>> table = load_point_table("tien-giang-2022", lang="en")
        >>> table.points, len(table.items)
        (Decimal('100'), 32)
        >>> load_point_table("tien-giang-2023")
        Traceback (most recent call last):
        lantoa.InputError: point table "tien-giang-2023" is not known; did you mean
        "tien-giang-2022"? Allowed: "tien-giang-2022"
    """
    from lantoa.tallying.table import PointTable

    _checks.one_of(lang, ["vi", "en"], what="lang")
    _frames.checked(frames)
    path = _files.find(source, BUNDLED, "point table")
    content = _files.read_toml(path, number=Decimal)
    refuse(checking.problems(content), path.name)
    return PointTable(content, path, lang, frames)
