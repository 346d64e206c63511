"""The one door for "there is no value, because ..." (https://hl7.org/fhir/R4/extension-data-absent-reason.html).

Rules: "asked, and not known" is our "not sure", "asked, and declined" our "prefer not to say"; every other reason
leaves the question unanswered, and is told. The reason may stand at the item, the answer, its value or inside a complex
value, as FHIR's own code, HL7's null flavour, or a coding in place of the value. Beside a value it contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from b12desk.interop.keys import extensions
from b12desk.model.values import DECLINED, NOT_SURE

_NAME = re.compile(r"(?:^|[/:.-])(?:data-?absent-?reasons?|(?P<flavour>null-?flavou?r))/?(?:\|.*)?$", re.IGNORECASE)
"""How the addresses of extensions and code systems end that give a reason, in every release and spelling."""
_FLAVOURS = {"ASKU": "asked-unknown", "UNK": "unknown", "NASK": "not-asked", "NAV": "temp-unknown", "MSK": "masked",
             "NA": "not-applicable", "NINF": "negative-infinity", "PINF": "positive-infinity"}  # fmt: skip
_LONGEST = 100
_MEANINGS = {"asked-unknown": NOT_SURE, "unknown": NOT_SURE, "asked-declined": DECLINED}
_COMPLEX = {"valueCoding": "code", "valueQuantity": "value"}
"""Complex values, and the part without which there is none."""


def is_reason(url: object) -> bool:
    """Whether an extension or a code system of this name tells why there is no value."""
    return isinstance(url, str) and _NAME.search(url[-_LONGEST:]) is not None


def reasons(element: object) -> list[str]:
    """The reasons that an element's own extensions give, in FHIR's words where we know them."""
    return [_word(each["url"], _code(each)) for each in extensions(element) if is_reason(each.get("url"))]


def reasons_of_answer(given: dict[str, object]) -> list[str]:
    """Every reason in one element of ``item.answer``: its own, its value's, and those inside a complex value."""
    found = reasons(given)
    for key, value in given.items():
        if key.startswith("_value"):
            found += reasons(value)
        elif key.startswith("value") and isinstance(value, dict):
            found += [*reasons(value), *_inside(key, value)]
    return found


def _inside(kind: str, value: dict[str, object]) -> Iterator[str]:
    """The reasons inside a complex value. That a part is absent which nobody needs, as the display, is none."""
    needed = _COMPLEX.get(kind, "value")
    yield from reasons(value.get(f"_{needed}"))
    if needed not in value:
        yield from reasons(value.get("_code"))
    if is_reason(value.get("system")) and isinstance(value.get("code"), str):
        yield _word(value["system"], str(value["code"]))


def has_value(given: dict[str, object]) -> bool:
    """Whether an element of ``item.answer`` holds a value, and not merely a place for one."""
    for key, value in given.items():
        if not key.startswith("value"):
            continue
        if not isinstance(value, dict):
            return True
        if not is_reason(value.get("system")) and any(
            not each.startswith("_") and each not in ("id", "extension", "system", "unit", "display") for each in value
        ):
            return True
    return False


def meaning(found: Sequence[str]) -> str | None:
    """The coded answer that reasons stand for; None when they leave the question unanswered."""
    return next((_MEANINGS[each] for each in ("asked-declined", "asked-unknown", "unknown") if each in found), None)


def _word(url: object, code: str) -> str:
    found = _NAME.search(str(url)[-_LONGEST:])
    return _FLAVOURS.get(code, code) if found and found["flavour"] else code


def _code(extension: dict[str, object]) -> str:
    """The code of a reason; "" when there is none. Some writers give a coding for it."""
    for key in ("valueCode", "valueString", "valueCoding", "valueCodeableConcept"):
        value = extension.get(key)
        if isinstance(value, dict):
            coding = value.get("coding")
            first = coding[0] if isinstance(coding, list) and coding else value
            value = first.get("code") if isinstance(first, dict) else None
        if isinstance(value, str):
            return value
    return ""
