"""The blank workbook that an office fills in, and that `lantoa.read` takes back.

A sheet for every table that the plan needs, headed in Vietnamese, with drop-down lists, notes and
an example row that is not read; a page of instructions before them and the lists behind.
"""

from __future__ import annotations

from pathlib import Path

from lantoa._checks import InputError
from lantoa._files import replacing
from lantoa.criteria import Plan, load_plan
from lantoa.templating.book import write
from lantoa.templating.needs import tables_of

__all__ = ["tables_of", "template"]


def template(path: str | Path, plan: Plan | str | Path, *, overwrite: bool = False) -> Path:
    """Write the blank workbook that an office fills in.

    A sheet that is left as it is reads as a register without rows; a sheet that is deleted reads
    as a register that is not there.

    Args:
        path: The workbook, ending in ``.xlsx``.
        plan: The plan that decides which tables and judgements are needed: a plan, the name of a
            bundled one, or a path.
        overwrite: Write over a workbook that is there; without it what was filled in is safe.

    Returns:
        ``path``.

    Raises:
        InputError: The path does not end in ``.xlsx``, is taken, or cannot be written; or the plan
            cannot be loaded. Nothing is left half-written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> import lantoa as lt
        >>> with TemporaryDirectory() as folder:
        ...     path = lt.template(f"{folder}/so-lieu.xlsx", "exemplars-2021-2025")
        ...     len(lt.read(path).problems)
        0
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise InputError(f"{target}: a template is an Excel workbook, its name ends in .xlsx")
    if target.exists() and not overwrite:
        raise InputError(f"{target}: is there already; choose another name, or overwrite=True")
    asked = plan if isinstance(plan, Plan) else load_plan(plan)
    with replacing(target) as unfinished:
        write(unfinished, asked)
    return target
