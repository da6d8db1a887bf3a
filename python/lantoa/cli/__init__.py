"""The command line: the year-end job without a notebook.

``lantoa --help`` lists the commands. Exit codes: 0 done; 1 ``check`` found problems or
``verify`` rejects a record; 2 wrong input or usage; 3 a file cannot be written; 130 stopped half-way.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    Args:
        arguments: What follows the program's name; None takes it from the command line.
    """
    from lantoa.cli.misuse import UsageError, tell
    from lantoa.cli.spread_commands import app
    from lantoa.cli.translating import language, translated

    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language(given)
    program = translated(app, lang)
    try:
        code = program(args=given, prog_name="lantoa", standalone_mode=False)
    except UsageError as error:
        code = tell(error, program, lang)
    sys.exit(code or 0)
