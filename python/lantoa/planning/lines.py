"""Where in a plan file something stands: the line of an owner, of a key, of a reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*")(?:\.(?:[\w-]+|"[^"]*"))*)\s*=\s*(.*)$""")
_READING = re.compile(r", ([\w-]+) = ([\w-]+)$")
_ID = re.compile(r'^"([^"]*)"')


@dataclass
class _Block:
    """One table of the file."""

    name: str
    line: int
    keys: dict[str, int] = field(default_factory=dict)
    id: str = ""


class Lines:
    """The lines of a plan file, by what stands on them.

    Args:
        text: The file's text.

    Example:
        >>> lines = Lines('[plan]\\n\\n[[criterion]]\\nid = "a"\\nyears = 2\\n')
        >>> lines.of("criterion a", "years"), lines.of("criterion a", ""), lines.of("plan", "x")
        (5, 3, 1)
    """

    def __init__(self, text: str) -> None:
        self._blocks = list(_blocks(text))

    def of(self, where: str, key: str) -> int | None:
        """The line of a problem: of its key, else of its owner, else None.

        Args:
            where: The owner as messages name it, a reading behind a comma left aside.
            key: The key, dotted where it is inside a table.
        """
        owner = where.split(",")[0].removesuffix(" under the readings chosen")
        section, _, one = owner.partition(" ")
        numbered = re.fullmatch(r"number (\d+)", one)
        blocks = [block for block in self._blocks if block.name == (section or key)]
        if numbered:
            blocks = blocks[int(numbered[1]) - 1 : int(numbered[1])]
        elif one:
            blocks = [block for block in blocks if block.id == one.split(" ")[0]]
        if not blocks:
            return self._top(key)
        block = blocks[-1] if key == "id" else blocks[0]  # of two with one id the later
        reading = _READING.search(where)
        if reading and (at := self._of_question(block, reading[1], f"readings.{reading[2]}")):
            return at
        return self._inside(block, key) or block.line

    def _top(self, key: str) -> int | None:
        found = [block.keys[key] for block in self._blocks if key in block.keys and not block.name]
        return found[0] if found else None

    def _inside(self, block: _Block, key: str) -> int | None:
        question = re.match(r"interpretation ([\w-]+)\.?(.*)", key)
        if question:
            return self._of_question(block, question[1], question[2])
        for name in (key, key.partition(".")[0]):
            if name in block.keys:
                return block.keys[name]
        return None

    def _of_question(self, owner: _Block, question: str, key: str) -> int | None:
        name = f"{owner.name}.interpretation"
        for block in self._blocks:
            if block.name == name and block.id == question and block.line > owner.line:
                steps = key.split(".")
                tried = (".".join(steps[:size]) for size in range(len(steps), 0, -1))
                return next((block.keys[one] for one in tried if one in block.keys), block.line)
        return None


def _blocks(text: str) -> Iterator[_Block]:
    """Every table with the lines of its keys, what stands before the first table included."""
    block = _Block("", 1)
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            yield block
            block = _Block(header[2], number)
        elif key := _KEY.match(line):
            block.keys.setdefault(key[1], number)
            if key[1] == "id" and (found := _ID.match(key[2])):
                block.id = found[1]
    yield block
