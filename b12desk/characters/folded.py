"""Text as it is compared when somebody looks for it: case, accents, dashes and half spaces do not matter.

Rules: what is looked for and what is looked through are folded alike; a word keeps its letters and digits, those of
every script, digits as 0 to 9; a letter that no accent explains (``ø``, ``ł``) is the one that people type instead.
"""

from __future__ import annotations

import unicodedata

_INSTEAD = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th"}
)


def folded(text: str) -> str:
    """The words of ``text``, parted by one space each: ``Łucja O'Brien-Müller`` -> ``lucja obrienmuller``."""
    return " ".join(filter(None, map(_word, text.split())))


def folded_number(text: str) -> str:
    """A number as one word: ``485 777-3456`` -> ``4857773456``."""
    return folded(text).replace(" ", "")


def _word(word: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold()).casefold()
    kept = "".join(each for each in apart.translate(_INSTEAD) if each.isalnum())
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in kept)
