"""Slips of the pen that make a file no TOML, or no text: what they look like, and what to write."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Any

from lantoa.schema import wording

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_SIGNS = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "zip": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
}


def _words() -> Mapping[str, Any]:
    return wording("check_plan")


def of_bytes(content: bytes, lang: str) -> tuple[int | None, str, str]:
    """What bytes that are no UTF-8 are, in the order line, finding, what to do."""
    kind = next((name for name, signs in _SIGNS.items() if content.startswith(signs)), "")
    if not kind:
        is_wide = content[:200].count(0) > len(content[:200]) // 4
        kind = "utf-16" if is_wide else "other"
    line = None
    if kind == "other":
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
    said = _words()["bytes"][kind]
    return line, str(said["found"][lang]), str(said["do"][lang])


def of_syntax(text: str, message: str, lang: str) -> tuple[int | None, str, str]:
    """Line, finding and what to do, for a text that is no TOML.

    Args:
        text: The file's text.
        message: What the parser said, with its place.
        lang: ``"vi"`` or ``"en"``.
    """
    place = _PLACE.search(message)
    lines = text.splitlines()
    line = int(place[1]) if place and place[1] else len(lines) or 1
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    told = _PLACE.sub("", message)
    known = _words()["parser"]
    says = next((one[lang] for one in known if re.search(one["told"], told)), told)
    slip = next((one for one in _words()["slip"] if re.search(one["looks"], shown)), None)
    found = f"{says}: {shown}" if shown else str(says)
    return line, found, str(slip["do"][lang]) if slip else ""
