"""Characters that show nothing themselves and steer what shows them: a terminal, a line of text, a reader's eye.

They are controls (also line breaks and tabs), lone surrogates, line and paragraph separators and all format characters,
among them those that turn the direction of writing. The two joiners are none: Persian and Indian scripts need them.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS = "\u200c\u200d"
_PERHAPS = re.compile(f"[^ -~{_JOINERS}]")


def is_hidden(character: str) -> bool:
    """Whether nobody can see ``character``, though it may do something."""
    return unicodedata.category(character) in _HIDDEN and character not in _JOINERS


def first_hidden(text: str) -> str:
    """The first hidden character of ``text``; "" when there is none."""
    return next((found[0] for found in _PERHAPS.finditer(text) if is_hidden(found[0])), "")


def escaped(text: str, keep: str = "") -> str:
    """``text`` with every hidden character written as an escape, as Python does, but for those in ``keep``."""

    def written(found: re.Match[str]) -> str:
        character = found[0]
        if character in keep or not is_hidden(character):
            return character
        return character.encode("unicode_escape").decode("ascii")

    return _PERHAPS.sub(written, text)
