"""What a file says twice: the text of an item beside its linkId, a display beside its code, a unit beside its code.

Rules: other words are no contradiction, because files come in other languages and wordings; the words of *another*
question, option or unit are. Words are compared without case, punctuation and spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from b12desk.model.questionnaire import UNKNOWN_OPTIONS, AnswerOption, Item, Questionnaire

_WORD = re.compile(r"\w+")
_NAMES = {
    "d": "d day days",
    "wk": "wk wks w week weeks",
    "mo": "mo mos mth mths month months",
    "a": "a y yr yrs year years",
    "h": "h hr hrs hour hours",
    "min": "min minute minutes",
    "ng": "ng nanogram nanograms",
    "ug": "ug μg mcg microgram micrograms",
    "mg": "mg milligram milligrams",
    "g": "g gm gram grams",
    "kg": "kg kilogram kilograms",
    "g/L": "g/l",
    "g/dL": "g/dl",
    "mmol/L": "mmol/l",
    "mm": "mm",
    "cm": "cm",
    "fL": "fl",
}
"""Units as people write them, by UCUM code: only to see that another one is meant."""
_UNITS = {name: code for code, names in _NAMES.items() for name in names.split()}


def words(text: str) -> str:
    """``text`` as it is compared: "" when it has no letter and no digit."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


class Texts:
    """Whose text it is that stands at an item."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._owners: dict[str, str] | None = None

    def another(self, item: Item, text: object) -> str:
        """The linkId of the other question to which ``text`` belongs; "" when it belongs to none, or to ``item``."""
        said = words(text) if isinstance(text, str) else ""
        if not said or said in _own(item):
            return ""
        if self._owners is None:
            asked = [each for each in self._questionnaire.items.values() if each.is_question]
            self._owners = {own: each.link_id for each in reversed(asked) for own in _own(each) if own}
        return self._owners.get(said, "")


def _own(item: Item) -> set[str]:
    return {words(item.text), words(item.short_text)}


def another_option(options: Iterable[AnswerOption], code: str, display: object) -> str:
    """The code of the other option whose words stand beside ``code``; "" when they may be its own."""
    said = words(display) if isinstance(display, str) else ""
    known = {each.code: each for each in (*UNKNOWN_OPTIONS.values(), *options)}
    own = words(known[code].display)
    if not said or said in (own, words(code)):
        return ""
    for each in known.values():
        if said in (words(each.display), words(each.code)):
            return each.code
    first = said.partition(" ")[0]
    return first if {first, own.partition(" ")[0]} == {"yes", "no"} else ""


def unit_named(item: Item, text: str) -> str:
    """The UCUM code of the unit that ``text`` names; "" when nobody here knows."""
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    own = {each.display.casefold(): each.code for each in item.unit_option}
    return own.get(said) or _UNITS.get(said, "")
