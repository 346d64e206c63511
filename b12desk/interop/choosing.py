"""Which of several names and numbers of a patient stands on the paper (HumanName and Identifier of FHIR R4).

Rules: a former one (use "old" or "maiden", a period that has ended by the day of the intake) never; the official name
before the usual one, a nickname only where there is nothing else; a record number before any other, and a number that
the state or an insurer gave only where there is no other. What had to be guessed is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from b12desk.i18n import _
from b12desk.interop.absence import reasons
from b12desk.interop.moments import read_day
from b12desk.model.values import PartialDate

_FORMER = frozenset({"old", "maiden"})
_NAME_USES = {"official": 0, "usual": 1, "": 2, "temp": 3, "nickname": 4, "anonymous": 5}
_NUMBER_USES = {"usual": 0, "official": 1, "": 1, "secondary": 2, "temp": 3}
_RECORD, _INTERNAL, _OTHER, _PASSING, _NATIONAL = range(5)
_TYPES = {
    **dict.fromkeys(("MR",), _RECORD),
    **dict.fromkeys(("PI", "PT"), _INTERNAL),
    **dict.fromkeys(("MRT", "AN", "VN", "AM", "VS"), _PASSING),
    **dict.fromkeys(
        (
            "NI",
            "NH",
            "NHS",
            "SS",
            "SSN",
            "PPN",
            "DL",
            "TAX",
            "HC",
            "JHN",
            "MC",
            "MCN",
            "MA",
            "MCD",
            "CZ",
            "PRC",
            "BR",
            "SB",
        ),
        _NATIONAL,
    ),
}
"""HL7's identifier types (v2-0203). Countries have types of their own, which begin with NN."""
_RECORD_WORDS = r"medical record|\bmrn\b|hospital number|patient (?:record|file) number"
_NATIONAL_WORDS = (
    r"nhs[ -]?number|health[ -]and[ -]care[ -]number|chi[ -]?number|us-ssn|\bssn\b|social security|national|passport|"
    r"\bppn\b|driv(?:er|ing)|licen[cs]e|\btax\b|medicare|medicaid|us-mbi|insur|\bbsn\b|\bihi\b|kvid|aadhaar|personnummer|"
    r"\bcpr\b|\bhetu\b|\bpesel\b|\bni number|2\.16\.840\.1\.113883\.4\.1$|2\.16\.840\.1\.113883\.2\.1\.4\.1$|"
    r"2\.16\.840\.1\.113883\.2\.4\.6\.3$|1\.2\.752\.129\.2\.1\.3\.|1\.2\.208\.176\.1\.2$|1\.2\.246\.21$"
)

Element = dict[str, object]


@dataclass(frozen=True)
class Choice:
    """The text chosen ("" for none), all texts that were there, the former ones of them, and what to tell.

    ``parts``: family and given names of a name that they say all of.
    """

    text: str
    known: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    parts: tuple[str, str] | None = None


def chosen_name(names: object, today: date) -> Choice:
    """The patient's name as text, and in its parts."""
    found = _chosen(names, today, _name, lambda element: (_use(element, _NAME_USES),))
    best = next((each for each in objects_of(names) if found.text and _name(each)[0] == found.text), {})
    return replace(found, parts=_name_parts(best, found.text))


def chosen_number(identifiers: object, today: date) -> Choice:
    """The patient's number: the value of one identifier."""

    def value(element: Element) -> tuple[str, str]:
        return text_of(element.get("value")), ""

    return _chosen(identifiers, today, value, lambda element: (_kind(element), _use(element, _NUMBER_USES)))


def text_of(value: object) -> str:
    """A text, or "" for anything else."""
    return value if isinstance(value, str) else ""


def word_set(text: str) -> frozenset[str]:
    """The words of a name, without case and punctuation, in whatever order."""
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def objects_of(given: object) -> Iterator[Element]:
    """The objects in a list, or the one that stands without a list."""
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, dict):
            yield each


def _chosen(
    given: object, today: date, read: Callable[[Element], tuple[str, str]], rank: Callable[[Element], tuple[int, ...]]
) -> Choice:
    ranked: list[tuple[tuple[int, ...], str]] = []
    known, former, remarks = [], [], []
    for element in objects_of(given):
        text, remark = read(element)
        if not text:
            continue
        known.append(text)
        if reasons(element):
            remarks.append(_("one that is said to be absent is not used."))
        elif _is_former(element, today, remarks):
            former.append(text)
        else:
            ranked.append((rank(element), text))
            remarks += [remark] if remark else []
    if not ranked:
        remarks += [_("there is only a former one, which is not used.")] if former else []
        return Choice("", tuple(known), tuple(former), tuple(remarks))
    best = min(ranked, key=lambda each: each[0])
    if any(each[0] == best[0] and each[1] != best[1] for each in ranked):
        remarks.append(_("there are several of equal standing; the first is used."))
    return Choice(best[1], tuple(known), tuple(former), tuple(remarks))


def _use(element: Element, uses: dict[str, int]) -> int:
    return uses.get(text_of(element.get("use")), uses[""])


def _is_former(element: Element, today: date, remarks: list[str]) -> bool:
    """Whether a name or a number is not in force on the day of the intake."""
    period = element.get("period")
    if text_of(element.get("use")) in _FORMER:
        return True
    if not isinstance(period, dict):
        return False
    ends = {key: _day(period[key]) for key in ("start", "end") if key in period}
    if None in ends.values():
        remarks.append(_("the period in which it holds cannot be read."))
    start, end = ends.get("start"), ends.get("end")
    return (end is not None and end.latest < today) or (start is not None and start.earliest > today)


def _day(text: object) -> PartialDate | None:
    found = read_day(text_of(text)[:10])
    return found.on if found else None


def _name(element: Element) -> tuple[str, str]:
    """A name as text, and what to tell: its text as written, if the parts say the same."""
    written = text_of(element.get("text"))
    prefix, given, family, suffix = (_parts(element.get(key)) for key in ("prefix", "given", "family", "suffix"))
    whole = " ".join((*prefix, *given, *family, *suffix))
    needed, all_parts, said = (word_set(each) for each in (" ".join((*given, *family)), whole, written))
    if not written or not needed:
        return written or whole, ""
    if needed <= said:
        return written, ""
    remark = "" if said <= all_parts else _("its text and its parts do not agree; the parts are used.")
    return whole, remark


def _name_parts(element: Element, chosen: str) -> tuple[str, str] | None:
    """Family and given names, where the name that was chosen has no word beside them: a title is never lost."""
    family, given = (" ".join(_parts(element.get(key))) for key in ("family", "given"))
    alone = not any(_parts(element.get(key)) for key in ("text", "prefix", "suffix"))
    same = word_set(chosen) == word_set(f"{given} {family}") != frozenset()
    return (family, given) if (family or given) and (alone or same) else None


def _parts(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str) and each]


def _kind(element: Element) -> int:
    """Who gave a number: the type's code, else the words of type and system. What names a state stays its number."""
    kind = element.get("type")
    codings = list(objects_of(kind.get("coding"))) if isinstance(kind, dict) else []
    codes = [text_of(each.get("code")).upper() for each in codings]
    texts = [text_of(kind.get("text"))] if isinstance(kind, dict) else []
    texts += [text_of(each.get("display")) for each in codings]
    said = " ".join(texts).casefold()
    kinds = [_TYPES[each] for each in codes if each in _TYPES]
    kinds += [_NATIONAL for each in codes if each.startswith("NN")]
    kinds += [_RECORD] if re.search(_RECORD_WORDS, said) else []
    system = text_of(element.get("system")).casefold()
    if _NATIONAL in kinds or re.search(_NATIONAL_WORDS, said) or re.search(_NATIONAL_WORDS, system):
        return _NATIONAL
    return min(kinds, default=_OTHER)
