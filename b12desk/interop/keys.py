"""The keys that FHIR R4 knows at each level of a response (https://hl7.org/fhir/R4/questionnaireresponse.html).

Rules: a key that is nearly one of them is refused with the right one named, because what stands under it would be lost;
so is one that belongs to another level. Any other unknown key, and an extension that this program does not know, is
named in a note: once for each level, however often it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.interop.wording import shown

_RESOURCE = "id meta implicitRules language text contained extension modifierExtension resourceType"
_ELEMENT = "id extension"
_VALUES = (
    "valueBoolean valueDecimal valueInteger valueDate valueDateTime valueTime valueString valueUri valueAttachment "
    "valueCoding valueQuantity valueReference"
)
_LEVELS: dict[str, frozenset[str]] = {
    level: frozenset(names.split())
    for level, names in {
        "QuestionnaireResponse": f"{_RESOURCE} identifier basedOn partOf questionnaire status subject encounter "
        "authored author source item",
        "Patient": f"{_RESOURCE} identifier active name telecom gender birthDate deceasedBoolean deceasedDateTime "
        "address maritalStatus multipleBirthBoolean multipleBirthInteger photo contact communication "
        "generalPractitioner managingOrganization link",
        "item": f"{_ELEMENT} modifierExtension linkId definition text answer item",
        "answer": f"{_ELEMENT} modifierExtension {_VALUES} item",
        "Coding": f"{_ELEMENT} system version code display userSelected",
        "Quantity": f"{_ELEMENT} value comparator unit system code",
        "Reference": f"{_ELEMENT} reference type identifier display",
        "HumanName": f"{_ELEMENT} use text family given prefix suffix period",
        "Identifier": f"{_ELEMENT} use type system value period assigner",
    }.items()
}
_HOMES = {"linkId": "item", "answer": "item", **dict.fromkeys(_VALUES.split(), "answer")}
"""Where a key belongs that means an answer lost when it stands elsewhere."""
_LISTS = frozenset({"item", "answer", "contained"})
_SHORTEST = 4
"""Letters of a key in which one wrong letter is a slip and not another word."""
_LONGEST = 40
_MOST_TRIED = 200
"""Unknown keys in which a slip of the hand is looked for: one after another, each against every known key."""


def _plain(key: str) -> str:
    return "".join(each for each in key.casefold() if each.isalnum())


_PLAIN = {level: {_plain(each): each for each in sorted(known)} for level, known in _LEVELS.items()}


class Keys:
    """Looks at elements; gathers what to mend and what to say."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._unknown: dict[tuple[str, str], list[str]] = {}
        self._extensions: dict[str, list[str]] = {}

    def look(self, level: str, element: dict[str, object], where: str) -> None:
        """Note the keys of one element that do not belong there; ``where`` is the place a message names."""
        known = _LEVELS[level]
        for key in element:
            if key not in known and not (_primitive(key) in known or _is_value(level, key)):
                self._unknown.setdefault((level, key), []).append(where)

    def unread(self, url: object, where: str) -> None:
        """Note an extension that this program does not know."""
        self._extensions.setdefault(str(url), []).append(where)

    def found(self) -> tuple[list[Problem], list[Problem]]:
        """What has to be mended, and what is merely said."""
        problems: list[Problem] = []
        notes: list[Problem] = []
        for number, ((level, key), places) in enumerate(self._unknown.items()):
            place = _place(self._name, places)
            home = _HOMES.get(key)
            right = _nearest(level, key, slips=number < _MOST_TRIED)
            if right:
                cause = _("'{key}' is no key of {level}.", key=shown(key), level=level)
                problems.append(Problem(place, cause, _("Did you mean '{word}'?", word=right)))
            elif home:
                cause = _("'{key}' is no key of {level}.", key=key, level=level)
                problems.append(Problem(place, cause, _("Put it into '{level}'.", level=home)))
            else:
                cause = _("'{key}' is no key of {level} in FHIR R4; it is not read.", key=shown(key), level=level)
                notes.append(Problem(place, cause))
        for url, places in self._extensions.items():
            cause = _("the extension '{url}' is not read.", url=shown(url))
            notes.append(Problem(_place(self._name, places), cause))
        return problems, notes


def _primitive(key: str) -> str:
    """The primitive whose own extensions stand under ``key``; "" for any other key."""
    primitive = key.removeprefix("_")
    return primitive if primitive != key and primitive not in _LISTS else ""


def _is_value(level: str, key: str) -> bool:
    """Whether ``answers`` judges this key."""
    return level == "answer" and key.removeprefix("_").startswith("value")


def _place(name: str, places: list[str]) -> str:
    more = _(" (and {count:,} more)", count=len(places) - 1) if len(places) > 1 else ""
    return f"{name}: {places[0]}{more}"


def _nearest(level: str, key: str, *, slips: bool) -> str:
    """The key that was meant, when it differs only in case, signs or number, or by one slip of the hand; else ""."""
    if len(key) > _LONGEST:
        return ""
    plain = _plain(key)
    known = _PLAIN[level]
    for each in (plain, plain.removesuffix("s"), f"{plain}s"):
        if each in known:
            return known[each]
    return next((right for each, right in known.items() if _is_slip(plain, each)), "") if slips else ""


def _is_slip(one: str, other: str) -> bool:
    """One letter too many, too few or wrong, or two that changed places."""
    if len(other) < _SHORTEST or one[:1] != other[:1]:
        return False
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1:
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    wrong = [place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(short) < len(long) or len(wrong) > 2:
        return False
    first, last = wrong[0], wrong[-1]
    return first == last or (one[first] == other[last] and one[last] == other[first])


def extensions(element: object) -> Iterator[dict[str, object]]:
    """The extensions of an element."""
    found = element.get("extension") if isinstance(element, dict) else None
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict):
            yield each
