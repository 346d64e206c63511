"""Program text: one door to the gettext catalogue.

Rule: ``_`` translates the template first and fills it in afterwards, so a translator sees ``{name}`` and never a value.
Without a catalogue the text is English as written.
"""

from __future__ import annotations

from collections.abc import Callable

_translate: Callable[[str], str] = str


def _(message: str, /, **values: object) -> str:
    """``message`` in the language of the program, with ``values`` put into its ``{names}``."""
    text = _translate(message)
    return text.format(**values) if values else text


def use_catalogue(translate: Callable[[str], str]) -> None:
    """Take program text from ``translate`` from now on, e.g. a loaded gettext catalogue's ``gettext`` method."""
    global _translate  # noqa: PLW0603 -- one language for the whole process, set once at start
    _translate = translate
