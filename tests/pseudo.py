"""A made-up language: every text longer and accented, so that whatever still stands in plain letters was not extracted.

Rules: only what stands in the template for translators is translated, so that what was not extracted is found as well;
`pseudo` leaves alone what a translator leaves alone (names in brackets, printf fields, tags, options, the ``&``
before the letter pressed with Alt), has a glyph in the fonts of the paper for each letter, and grows words from
within, so that lines break as they would. Dates, numbers and lists are Hebrew or Russian ones: neither has a plain
letter.
What may stand in plain letters is asked of the form (`kept_of`), and whole: ``Some title`` hides no ``title``.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator
from functools import cache

from babel.messages.pofile import read_po

from b12desk.i18n import Catalogue
from b12desk.model.definition import Definition
from b12desk.paths import resources_dir

PRODUCT = "B12 Desk"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀčđéƒǵĥíĵķĺɱńóƥɋŕśťúṽŵẋýžÁƁČĐÉƑǴĤÍĴĶĹṀŃÓƤɊŔŚŤÚṼŴẊÝŽ"
_ACCENTS = dict(zip(_PLAIN, _ACCENTED, strict=True))
_LEFT_ALONE = re.compile(r"(\{[^{}]*\}|%\(\w+\)[a-z]|%[rsd]\b|</?[a-zA-Z][^<>]*>|&\w+;|--[a-z-]+)")
GROWTH = 0.35
"""By how much a text grows: what German or Finnish needs of a sentence."""


def pseudo(text: str) -> str:
    """``text`` in the made-up language."""
    return "".join(part if place % 2 else "".join(_grown(part)) for place, part in enumerate(_LEFT_ALONE.split(text)))


def _grown(text: str) -> Iterator[str]:
    """Accented letters, about every third of them twice; a single letter grows as well."""
    due = 1 - GROWTH
    for letter in text:
        accented = _ACCENTS.get(letter)
        if accented is None:
            yield letter
            continue
        due += GROWTH
        yield accented
        if due >= 1:
            due -= 1
            yield accented.lower()


@cache
def extracted() -> frozenset[tuple[str, str]]:
    """Context and text of all that translators are given."""
    with (resources_dir() / "locale" / "b12desk.pot").open("rb") as file:
        messages = list(read_po(file))
    ids = ((each.context or "", each.id if isinstance(each.id, str) else each.id[0]) for each in messages)
    return frozenset(ids)


class PseudoTranslations(gettext.NullTranslations):
    """The made-up language as a catalogue gives it: of what translators are given, and of nothing else.

    ``mark`` stands before each text.
    """

    def __init__(self, mark: str = "") -> None:
        super().__init__()
        self._mark = mark

    def _said(self, context: str, message: str, form: str) -> str:
        return self._mark + pseudo(form) if message and (context, message) in extracted() else form

    def gettext(self, message: str) -> str:
        return self._said("", message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._said("", msgid1, msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._said(context, message, message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self._said(context, msgid1, msgid1 if n == 1 else msgid2)


PSEUDO = Catalogue("he", PseudoTranslations())
"""Lines begin on the right; dates and lists are Hebrew."""
PSEUDO_WINDOW = Catalogue("he", PseudoTranslations("\N{RIGHT-TO-LEFT MARK}"))
"""As `PSEUDO`, and Qt, which goes by the first letter, sets each text as one of Hebrew."""
PSEUDO_LEFT = Catalogue("ru", PseudoTranslations())
"""Lines begin on the left; dates and lists are Russian, numbers have a comma."""


def kept_of(definition: Definition) -> frozenset[str]:
    """What of a form stays as it is in every language: its sources, and the names of its versions."""
    found = {PRODUCT, definition.hash, definition.questionnaire.canonical, definition.rules.canonical}
    if definition.score is not None:
        found.add(definition.score.canonical)
    for source in definition.sources.source:
        found.update(
            (
                source.title,
                source.title.rstrip("."),
                source.publisher,
                source.publisher.rstrip("."),
                source.publisher.partition(" (")[0],
            )
        )
        found.update((source.locator, source.locator.rstrip("."), source.url))
    return frozenset(found - {""})


def untranslated(text: str, kept: Iterable[str] = ()) -> list[str]:
    """Runs of plain letters in ``text`` that are in no phrase of ``kept``; a phrase may be broken into lines."""
    for phrase in sorted(set(kept), key=len, reverse=True):
        words = r"\s+".join(map(re.escape, phrase.split()))
        text = re.sub(rf"(?<![^\W\d_]){words}(?![^\W\d_])", "\ufffc", text)
    return re.findall(r"[A-Za-z]+", text)
