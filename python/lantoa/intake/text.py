"""Text as people type it, brought to one form; diacritics are never dropped.

`clean` is what a cell says: NFC, one kind of space, one letter Đ. `key` is what a cell is
compared by: also case, the place of the tone mark and the spaces around signs are levelled.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DROPPED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ONE_LETTER = {ord("Ð"): "Đ", ord("ð"): "đ"}
_LETTERS = _DROPPED | _ONE_LETTER

_TONE = "\u0300\u0301\u0303\u0309\u0323"
_EARLY_TONE = re.compile(f"(o)([{_TONE}])([ae])|(u)([{_TONE}])(y)")
_AROUND_SIGNS = re.compile(r"\s*([-/,;:+&()])\s*")
_MARKS = re.compile(r"\(?\*+\)?|[:.]+$")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_DASHES = str.maketrans("‐‑‒–—−", "------")

# Letters of .VnTime (TCVN3) as they look when the bytes are taken for Unicode.
_OLD_SIGNS = "µ¸¶·¹¨»¾¼½©®ª×÷«¬"
_OLD_LETTERS = "ÞþÆæßøåäöëïîûñçÖÜÏÎÑÇËØ"
_OLD_SIGN = re.compile(f"[A-Za-z{_OLD_LETTERS}][{_OLD_SIGNS}]|[{_OLD_SIGNS}][A-Za-z{_OLD_LETTERS}]")
_OLD_WORD = re.compile(f"[A-Za-z]+[{_OLD_LETTERS}]|[{_OLD_LETTERS}][A-Za-z]+")
_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def clean(text: str) -> str:
    r"""What the cell says: NFC, no invisible letters, single spaces, Đ for every look-alike.

    >>> clean("  Ho\u0061\u0300n\u00a0 th\u0061\u0300nh\n")
    'Hoàn thành'
    >>> clean("Ðảng")
    'Đảng'
    """
    if text.isascii():
        return " ".join(text.split()) if not text.isalnum() else text
    return " ".join(unicodedata.normalize("NFC", text).translate(_LETTERS).split())


def _late_tone(found: re.Match[str]) -> str:
    first, tone, second = (group for group in found.groups() if group)
    return first + second + tone


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """What the cell is compared by: hoà and hòa, P. HC - TC and p. hc-tc are one; Hoàn is not Hoan.

    >>> key("Gia đình văn hoá") == key("GIA ĐÌNH VĂN HÓA"), key("Hoàn") == key("Hoan")
    (True, False)
    >>> key("Hình thức -  Cấp")
    'hình thức-cấp'
    """
    lowered = clean(text).lower().translate(_DASHES)
    apart = _EARLY_TONE.sub(_late_tone, unicodedata.normalize("NFD", lowered))
    return _AROUND_SIGNS.sub(r"\1", unicodedata.normalize("NFC", apart)).strip()


@lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """What a heading is compared by: as `key`, without a mark for "required" or a colon at the end.

    >>> heading_key("Số QĐ (*):")
    'số qđ'
    """
    return _MARKS.sub("", key(text)).strip().rstrip(":.")


def bare(name: str) -> str:
    """The letters and digits of a name without their marks: for names of files and sheets alone.

    >>> bare("Xếp loại"), bare("xep-loai"), bare("XEP_LOAI")
    ('xeploai', 'xeploai', 'xeploai')
    """
    parts = unicodedata.normalize("NFD", clean(name).lower().replace("đ", "d"))
    return "".join(letter for letter in parts if letter.isalnum())


def without_brackets(heading: str) -> str:
    """A heading without what stands in brackets at its end.

    >>> without_brackets("Ngày ban hành (DD/MM/YYYY)")
    'Ngày ban hành'
    """
    return _BRACKETS.sub("", heading) if ")" in heading else heading


def looks_like_tcvn3(text: str) -> bool:
    """Whether the text is TCVN3 (.VnTime) bytes taken for Unicode, to be refused, not guessed.

    >>> looks_like_tcvn3("Hoµn thµnh xuÊt s¾c nhiÖm vô"), looks_like_tcvn3("Hoàn thành")
    (True, False)
    """
    if text.isascii() or _VIETNAMESE.search(text):
        return False
    return bool(_OLD_SIGN.search(text)) or len(_OLD_WORD.findall(text)) > 1
